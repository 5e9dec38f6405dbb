"""An import is taken back, lot by lot: what it made is deleted, what it changed gets its former values."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, RowMapping, delete, select, update

from gig_chassis import columns, database
from gig_chassis.catalogue import changes, room
from gig_chassis.catalogue.declaration import Catalogue
from gig_chassis.catalogue.importing import changing, stored
from gig_chassis.catalogue.importing import hold as holds
from gig_chassis.catalogue.importing.changing import Change
from gig_chassis.catalogue.importing.hold import Hold
from gig_chassis.catalogue.importing.plans import CREATE, UPDATE
from gig_chassis.imports import states
from gig_chassis.problems import Problem

BATCH = 200
COLUMNS = ("entry_id", "kind", "rev", "before")

Plan = Mapping[str, Any]


def begin(catalogue: Catalogue, import_id: uuid.UUID) -> Hold:
    """Take the hold for an undo; raises Problem 404, or 409 unless it is the import committed last."""

    def work() -> Hold:
        hold = holds.take(catalogue, import_id)
        job, last = catalogue.imports.locked(import_id), catalogue.imports.last_commit()
        if states.state(job) != states.COMMITTED or job["committed_at"] != last:
            raise Problem(409, "Only the import that was committed last can be undone.")
        catalogue.imports.note(import_id, state=states.UNDOING, progress=0.0, problem_line=None, problem_detail=None)
        return hold

    return database.write(catalogue.db, work)


def run(hold: Hold, keep: Collection[uuid.UUID]) -> None:
    """Take back what was not taken back yet; entries of `keep` and those changed since are archived instead."""
    hold.sweep()
    plan, done = hold.catalogue.plans.c, 0
    with database.reading(hold.catalogue.db):
        job = hold.catalogue.imports.one(hold.import_id)
    total = max(job["created"] + job["updated"], 1)
    wanted = plan.kind.in_([CREATE, UPDATE]), plan.done.is_(False)
    for lot in stored.Lots(hold.catalogue, hold.import_id, COLUMNS, wanted, BATCH, backwards=True).each():
        done += len(lot)
        hold.write(lambda size, lot=lot: _take_back(hold, size, lot, keep), progress=min(0.99, done / total))  # type: ignore[misc]  # mypy does not infer the default
    hold.write(lambda _: hold.release(), state=states.UNDONE, progress=1.0)


def _take_back(hold: Hold, size: RowMapping, lot: Sequence[Plan], keep: Collection[uuid.UUID]) -> None:
    catalogue = hold.catalogue
    there = _entries(catalogue, [plan["entry_id"] for plan in lot])
    as_made = [plan for plan in lot if plan["entry_id"] in there and there[plan["entry_id"]].rev == plan["rev"]]
    back = [plan for plan in as_made if plan["kind"] == UPDATE]
    changing.apply(catalogue, [Change(plan["entry_id"], plan["before"]) for plan in back])
    made = [there[plan["entry_id"]] for plan in lot if plan["kind"] == CREATE and plan["entry_id"] in there]
    taken = _referred_to(catalogue, [entry.id for entry in made]) | set(keep)
    gone = [entry for entry in made if entry.rev == 1 and entry.id not in taken]
    _archive(catalogue, [entry for entry in made if entry not in gone])
    _delete(hold, size, gone)
    _note(hold, lot, len(made) - len(gone))


def _entries(catalogue: Catalogue, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Any]:
    entry = catalogue.entries.c
    query = select(entry.id, entry.rev, entry.position, entry.archived_at).where(entry.id.in_(ids))
    return {row.id: row for row in catalogue.session.execute(query).all()}


def _referred_to(catalogue: Catalogue, ids: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Give those that others were merged into."""
    into = catalogue.entries.c.merged_into
    return set(catalogue.session.execute(select(into).where(into.in_(ids))).scalars())


def _archive(catalogue: Catalogue, kept: Sequence[Row[Any]]) -> None:
    for entry in kept:
        if entry.archived_at is None:
            changes.change(catalogue, entry.id, entry.rev, {"archived_at": columns.now()})


def _delete(hold: Hold, size: RowMapping, gone: Sequence[Row[Any]]) -> None:
    if not gone:
        return
    catalogue, ids = hold.catalogue, [entry.id for entry in gone]
    catalogue.session.execute(delete(catalogue.genres).where(catalogue.genres.c.entry_id.in_(ids)))
    catalogue.session.execute(delete(catalogue.entries).where(catalogue.entries.c.id.in_(ids)))
    end = room.close_gaps(catalogue, [entry.position for entry in gone], size["entries"])
    hold.size(entries=end)


def _note(hold: Hold, lot: Sequence[Plan], kept: int) -> None:
    plan, session = hold.catalogue.plans, hold.catalogue.session
    ids = [each["entry_id"] for each in lot]
    session.execute(update(plan).where(plan.c.import_id == hold.import_id, plan.c.entry_id.in_(ids)).values(done=True))
    before = hold.catalogue.imports.one(hold.import_id)["kept"]
    hold.catalogue.imports.note(hold.import_id, kept=before + kept)
