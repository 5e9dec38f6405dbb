"""Plans in the database: saved, and read again in the order of their ids."""

import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, bindparam, insert, select, update

from gig_chassis import database
from gig_chassis.catalogue.declaration import Catalogue
from gig_chassis.catalogue.importing.plans import Plan

FIRST = uuid.UUID(int=0)
LAST = uuid.UUID(int=2**128 - 1)


def save(catalogue: Catalogue, import_id: uuid.UUID, touched: Iterable[Plan]) -> None:
    """Within a transaction under way: store plans, those that were stored before over what they were."""
    table, session = catalogue.plans, catalogue.session
    new = [plan.stored(import_id) for plan in touched if not plan.is_stored]
    old = [plan.stored(import_id) for plan in touched if plan.is_stored]
    if new:
        session.execute(insert(table), new)
    if old:
        names = [name for name in old[0] if name not in {"import_id", "entry_id", "line"}]
        this = (table.c.import_id == import_id, table.c.entry_id == bindparam("which"))
        change = update(table).where(*this).values({name: bindparam(f"to_{name}") for name in names})
        told = [{"which": row["entry_id"], **{f"to_{name}": row[name] for name in names}} for row in old]
        session.connection().execute(change, told)


def read(
    catalogue: Catalogue, import_id: uuid.UUID, *conditions: ColumnElement[bool], size: int, backwards: bool = False
) -> Iterator[list[dict[str, Any]]]:
    """Yield rows of plans, `size` at a time, each lot read by itself."""
    table = catalogue.plans
    key, edge = table.c.entry_id, LAST if backwards else FIRST
    while True:
        beyond = key < edge if backwards else key > edge
        query = select(table).where(table.c.import_id == import_id, beyond, *conditions)
        with database.reading(catalogue.db):
            ordered = query.order_by(key.desc() if backwards else key).limit(size)
            found = [dict(row) for row in catalogue.session.execute(ordered).mappings()]
        if not found:
            return
        yield found
        edge = found[-1]["entry_id"]
