"""Plans in the database: saved, and read again in the order of their ids."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Lots:
    """Plans of an import that fulfil `conditions`, `size` at a time by id; only `columns`: JSON takes time."""

    catalogue: Catalogue
    import_id: uuid.UUID
    columns: Sequence[str]
    conditions: Sequence[ColumnElement[bool]]
    size: int
    backwards: bool = False

    def each(self) -> Iterator[list[dict[str, Any]]]:
        """Yield the lots, each read by itself."""
        edge = LAST if self.backwards else FIRST
        while True:
            with database.reading(self.catalogue.db):
                lot = self.beyond(edge)
            if not lot:
                return
            yield lot
            edge = lot[-1]["entry_id"]

    def within(self) -> Iterator[list[dict[str, Any]]]:
        """Yield the lots within a transaction under way."""
        edge = LAST if self.backwards else FIRST
        while lot := self.beyond(edge):
            yield lot
            edge = lot[-1]["entry_id"]

    def beyond(self, edge: uuid.UUID) -> list[dict[str, Any]]:
        """Read the lot that follows."""
        plan = self.catalogue.plans.c
        key = plan.entry_id
        side, order = (key < edge, key.desc()) if self.backwards else (key > edge, key)
        query = select(*(plan[name] for name in self.columns)).where(plan.import_id == self.import_id, side)
        ordered = query.where(*self.conditions).order_by(order).limit(self.size)
        return [dict(row) for row in self.catalogue.session.execute(ordered).mappings()]
