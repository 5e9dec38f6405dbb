"""An import is taken back, lot by lot: what it made goes, what it changed gets its former values."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from gig_chassis import columns, database
from gig_chassis.imports import states
from gig_chassis.imports.holding import Hold
from gig_chassis.problems import Problem
from gig_store import guard, transitions
from gig_store.importing import arriving, lots, making, plans
from gig_store.importing.jobs import PLANS, STORE
from gig_store.models import Gig, db
from gig_store.rules import WARNINGS

BATCH = 200
UNDONE, TRASHED = "undone", "trashed"  # as history calls it

Plan = dict[str, Any]


def begin(import_id: UUID) -> Hold:
    """Take the hold for an undo; raises Problem 404, or 409 unless it is the import committed last."""

    def work() -> Hold:
        hold = arriving.take(import_id)
        job, last = STORE.locked(import_id), STORE.last_commit()
        if states.state(job) != states.COMMITTED or job["committed_at"] != last:
            raise Problem(409, "Only the import that was committed last can be undone.")
        STORE.note(import_id, state=states.UNDOING, progress=0.0, problem_line=None, problem_detail=None)
        return hold

    return database.write(db, work)


def run(hold: Hold, by: UUID | None) -> None:
    """Take back what was not taken back yet; made gigs that were changed since go to the trash instead."""
    arriving.sweep(hold)
    with database.reading(db):
        job = STORE.one(hold.import_id)
    done, total = 0, max(job["gigs"] + job["updated"], 1)
    these = (PLANS.c.kind.in_([plans.CREATE, plans.UPDATE]), PLANS.c.done.is_(False))
    for lot in lots.read(hold.import_id, *these, size=BATCH):
        done += len(lot)
        hold.write(lambda lot=lot: _take_back(hold, lot, by), progress=min(0.99, done / total))  # type: ignore[misc]  # mypy does not infer the default
    hold.write(hold.release, state=states.UNDONE, progress=1.0)


def _take_back(hold: Hold, lot: Sequence[Plan], by: UUID | None) -> None:
    query = select(Gig).where(Gig.id.in_([plan["gig_id"] for plan in lot]))
    there = {gig.id: gig for gig in db.session.execute(query).scalars()}
    changed = [plan for plan in lot if plan["kind"] == plans.UPDATE and plan["gig_id"] in there]
    kept = sum(not _put_back(there[plan["gig_id"]], plan, by) for plan in changed)
    made = [there[plan["gig_id"]] for plan in lot if plan["kind"] == plans.CREATE and plan["gig_id"] in there]
    used = [gig for gig in made if gig.rev != 1]
    for gig in used:
        _trash(gig, by)
    db.session.flush()
    gone = [gig.id for gig in made if gig.rev == 1 and gig not in used]
    db.session.expunge_all()
    if gone:
        arriving.delete_gigs(gone)
    _note(hold, lot, kept + len(used))


def _put_back(gig: Gig, plan: Plan, by: UUID | None) -> bool:
    """Give a gig its former values, and say whether that could be: not once it was changed, or its night is taken."""
    if gig.rev != plan["rev"] or gig.trashed_at:
        return False
    now = making.fields_of(gig, plan["before"])
    making.put_back(gig, plan["before"])
    if gig.status in transitions.BINDING and _is_taken(gig):
        making.put_back(gig, now)
        return False
    making.record(gig, by, now, UNDONE, [])
    db.session.flush()
    return True


def _is_taken(gig: Gig) -> bool:
    try:
        guard.check(gig, gig.status, WARNINGS)
    except Problem:
        return True
    return False


def _trash(gig: Gig, by: UUID | None) -> None:
    if gig.trashed_at is None:
        gig.trashed_at = columns.now()
        making.record(gig, by, {}, TRASHED, [])


def _note(hold: Hold, lot: Sequence[Plan], kept: int) -> None:
    ids = [plan["gig_id"] for plan in lot]
    these = (PLANS.c.import_id == hold.import_id, PLANS.c.gig_id.in_(ids))
    db.session.execute(update(PLANS).where(*these).values(done=True))
    before = STORE.one(hold.import_id)["kept"]
    STORE.note(hold.import_id, kept=before + kept)
