"""Rows become a plan, a thousand at a time: what each does and why, for somebody to look at first."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from gig_chassis import database
from gig_chassis.imports import states
from gig_store.importing import naming, plans
from gig_store.importing.jobs import PLANS, ROWS, STORE
from gig_store.importing.plans import Plan
from gig_store.importing.pool import Pool, there
from gig_store.importing.rows import Batch
from gig_store.importing.told import Reader, Told
from gig_store.models import db

BATCH = 1_000
DELETED = 5_000  # plans in one transaction
_NAMED = ("action", "name", "field", "reason", "entry_id")


def plan(import_id: uuid.UUID) -> None:
    """Plan all rows of an import whose names were looked up."""
    _forget(import_id)
    with database.reading(db):
        job = STORE.one(import_id)
        total = db.session.execute(select(func.count()).where(ROWS.c.import_id == import_id)).scalar_one()
    reader, done = Reader(job["said"]), 0
    for rows in _rows(import_id):
        done += len(rows)
        _plan_some(import_id, reader, rows, min(0.99, done / total))
    _finish(import_id)


def _plan_some(import_id: uuid.UUID, reader: Reader, rows: Sequence[Mapping[str, Any]], progress: float) -> None:
    with database.reading(db):
        batch = _batch(import_id, reader, rows)
    found = [{"which": each.line, **_bound(batch.plan(each))} for each in batch.told]

    def work() -> None:
        this = (ROWS.c.import_id == import_id, ROWS.c.line == bindparam("which"))
        told = {name: bindparam(f"to_{name}", type_=ROWS.c[name].type) for name in _NAMED}
        db.session.connection().execute(update(ROWS).where(*this).values(told), found)
        _save(import_id, list(batch.touched.values()))
        STORE.note(import_id, progress=progress)

    if found:
        database.write(db, work)


def _batch(import_id: uuid.UUID, reader: Reader, rows: Sequence[Mapping[str, Any]]) -> Batch:
    """Read all that these rows need."""
    ids = {row["line"]: reader.gig_id(row["cells"]) for row in rows}
    gigs = there([each for each in ids.values() if each])
    told = [_told(reader, row, gigs.get(ids[row["line"]] or uuid.UUID(int=0))) for row in rows]
    known = naming.found(import_id, (ref for each in told for ref in each.refs()))
    batch = Batch(Pool(import_id), gigs, known, told)
    batch.pool.load(gigs, batch.keys())
    return batch


def _told(reader: Reader, row: Mapping[str, Any], now: dict[str, Any] | None) -> Told:
    return reader.told(row["line"], row["cells"], now)


def _bound(row: Mapping[str, Any]) -> dict[str, Any]:
    return {f"to_{name}": row[name] for name in _NAMED}


def _rows(import_id: uuid.UUID) -> Iterator[Sequence[Mapping[str, Any]]]:
    """Give the rows in the order of the file, without those that could not be read."""
    row, after = ROWS.c, -1
    while True:
        query = select(row.line, row.cells).where(row.import_id == import_id, row.line > after)
        with database.reading(db):
            found = db.session.execute(query.order_by(row.line).limit(BATCH)).mappings().all()
        if not found:
            return
        yield [dict(each) for each in found if each["cells"]]
        after = found[-1]["line"]


def _save(import_id: uuid.UUID, touched: Sequence[Plan]) -> None:
    new = [plan.stored(import_id) for plan in touched if not plan.is_stored]
    old = [plan.stored(import_id) for plan in touched if plan.is_stored]
    if new:
        db.session.execute(insert(PLANS), new)
    if old:
        names = [name for name in old[0] if name not in {"import_id", "gig_id", "line"}]
        this = (PLANS.c.import_id == import_id, PLANS.c.gig_id == bindparam("which"))
        change = update(PLANS).where(*this).values({n: bindparam(f"to_{n}", type_=PLANS.c[n].type) for n in names})
        told = [{"which": row["gig_id"], **{f"to_{name}": row[name] for name in names}} for row in old]
        db.session.connection().execute(change, told)


def _forget(import_id: uuid.UUID) -> None:
    """Forget what was planned before."""

    def some() -> int:
        these = select(PLANS.c.gig_id).where(PLANS.c.import_id == import_id).limit(DELETED)
        ids = db.session.execute(these).scalars().all()
        db.session.execute(delete(PLANS).where(PLANS.c.import_id == import_id, PLANS.c.gig_id.in_(ids)))
        STORE.note(import_id)
        return len(ids)

    while database.write(db, some):
        pass


def _finish(import_id: uuid.UUID) -> None:
    def work() -> None:
        made = (PLANS.c.import_id == import_id, PLANS.c.kind == plans.CREATE)
        gigs = db.session.execute(select(func.count()).where(*made)).scalar_one()
        STORE.note(import_id, state=states.STAGED, progress=1.0, gigs=gigs, **STORE.count(import_id))

    database.write(db, work)
