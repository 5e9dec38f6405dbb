"""An import becomes entries: new ones are put in unseen, lot by lot, and one last transaction shows and changes all."""

import time
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import RowMapping, bindparam, exc, insert, or_, select, update

from gig_chassis import columns, database
from gig_chassis.catalogue import room, rows
from gig_chassis.catalogue.declaration import Catalogue
from gig_chassis.catalogue.importing import changing, plans, stored
from gig_chassis.catalogue.importing import hold as holds
from gig_chassis.catalogue.importing.changing import Change
from gig_chassis.catalogue.importing.hold import Hold
from gig_chassis.catalogue.importing.plans import CREATE, UPDATE
from gig_chassis.imports import states
from gig_chassis.problems import Problem

BATCH = 1_000
CHANGED_MEANWHILE = "The catalogue was changed meanwhile by somebody else. Upload the file again."
CHANGED = ("entry_id", "changes", "before")
COLUMNS = ("import_id", "entry_id", "name_folded", "external_id", "said", "filled")
ANNOUNCED_SECONDS = 0.5  # those who read the sizes before are done by then: see `room.unless_all_are`

Plan = Mapping[str, Any]


def begin(catalogue: Catalogue, import_id: uuid.UUID, *, skip_errors: bool) -> Hold:
    """Take the hold for a commit; raises Problem 404, 409, or 422 for rows that are errors."""

    def work() -> Hold:
        hold = holds.take(catalogue, import_id)
        job = catalogue.imports.locked(import_id)
        if states.state(job) != states.STAGED:
            raise Problem(409, "Only an import that is staged can be committed.")
        if job["errors"] and not skip_errors:
            raise Problem(422, f"{job['errors']} rows cannot be taken. Correct them, or go on without them.")
        noted = {"state": states.COMMITTING, "progress": 0.0, "problem_line": None, "problem_detail": None}
        catalogue.imports.note(import_id, **noted)
        return hold

    return database.write(catalogue.db, work)


def run(hold: Hold) -> None:
    """Commit; raises LostHoldError, or Problem 409 where the catalogue was changed meanwhile, with nothing left."""
    try:
        _run(hold)
    except Problem:
        hold.sweep()
        hold.write(lambda _: hold.release())
        raise


def _run(hold: Hold) -> None:
    hold.sweep()
    time.sleep(ANNOUNCED_SECONDS)
    catalogue, done = hold.catalogue, 0
    with database.reading(catalogue.db):
        total = max(catalogue.imports.one(hold.import_id)["created"], 1)
    is_new = catalogue.plans.c.kind == CREATE
    try:
        for lot in stored.Lots(catalogue, hold.import_id, COLUMNS, [is_new], BATCH).each():
            done += len(lot)
            hold.write(lambda size, lot=lot: _insert(hold, size, lot), progress=min(0.99, done / total))  # type: ignore[misc]  # mypy does not infer the default
        hold.write(lambda size: _finish(hold, size))
    except exc.IntegrityError as error:  # such as an external_id that two entries would have for a moment
        raise Problem(409, CHANGED_MEANWHILE) from error


def _insert(hold: Hold, size: RowMapping, lot: Sequence[Plan]) -> None:
    """Put new entries in behind the last one, where nobody sees them yet."""
    catalogue, session = hold.catalogue, hold.catalogue.session
    _refuse_those_there(catalogue, lot)
    bodies = [(plan["entry_id"], plans.body(catalogue, {**plan["said"], **plan["filled"]})) for plan in lot]
    kept = {"rev": 1, "created_at": columns.now(), "updated_at": columns.now()}
    archived = {plan["entry_id"]: columns.now() if plan["said"].get("archived") else None for plan in lot}
    found = [
        {**rows.stored(body), "id": entry_id, "position": position, "archived_at": archived[entry_id], **kept}
        for position, (entry_id, body) in enumerate(bodies, size["entries"] + size["unseen"])
    ]
    session.execute(insert(catalogue.entries), found)
    if genres := [row for entry_id, body in bodies for row in rows.genre_rows(entry_id, body["genres"])]:
        session.execute(insert(catalogue.genres), genres)
    hold.size(unseen=size["unseen"] + len(lot))


def _refuse_those_there(catalogue: Catalogue, lot: Sequence[Plan]) -> None:
    """Raise Problem 409 where somebody has added one of the new entries since the file was read."""
    entry = catalogue.entries.c
    numbers = [plan["external_id"] for plan in lot if plan["external_id"]]
    named = entry.name_folded.in_([plan["name_folded"] for plan in lot]) & entry.archived.in_([False, True])
    same = or_(entry.id.in_([plan["entry_id"] for plan in lot]), entry.external_id.in_(numbers))
    query = select(entry.id, entry.external_id, entry.name, entry.name_folded, entry.city_folded)
    job = catalogue.imports.one(lot[0]["import_id"])
    since = entry.created_at >= job["created_at"]
    for condition in (same, named & since):
        for there in catalogue.session.execute(query.where(condition, room.there(catalogue))):
            if any(_is_same(plan, there) for plan in lot):
                detail = f"{there.name} was added to the catalogue meanwhile. Upload the file again."
                raise Problem(409, detail)


def _is_same(plan: Plan, there: Any) -> bool:  # noqa: ANN401  # a row of the entries
    if plan["entry_id"] == there.id or (plan["external_id"] and plan["external_id"] == there.external_id):
        return True
    is_other = bool(plan["external_id"] and there.external_id)
    city = plan["said"].get("city")
    is_there = not city or rows.folded(city) == there.city_folded
    return bool(not is_other and is_there and plan["name_folded"] == there.name_folded)


def _finish(hold: Hold, size: RowMapping) -> None:
    catalogue = hold.catalogue
    _update_all(hold)
    hold.size(entries=size["entries"] + size["unseen"], unseen=0)
    hold.release()
    job = catalogue.imports.one(hold.import_id)
    noted = {"skipped": job["skipped"] + job["errors"], "errors": 0, "progress": 1.0}
    catalogue.imports.note(hold.import_id, state=states.COMMITTED, committed_at=columns.now(), **noted)


def _update_all(hold: Hold) -> None:
    catalogue, plan = hold.catalogue, hold.catalogue.plans.c
    is_change = [plan.kind == UPDATE]
    for lot in stored.Lots(catalogue, hold.import_id, CHANGED, is_change, BATCH).within():
        _change(hold, lot)


def _change(hold: Hold, lot: Sequence[Plan]) -> None:
    plan, wanted = hold.catalogue.plans, [Change(each["entry_id"], each["changes"], each["before"]) for each in lot]
    done = changing.apply(hold.catalogue, wanted)
    told = [{"which": entry_id, "was": before, "now": rev} for entry_id, (before, rev) in done.items()]
    this = (plan.c.import_id == hold.import_id, plan.c.entry_id == bindparam("which"))
    kept = {"before": bindparam("was", type_=plan.c.before.type), "rev": bindparam("now")}
    hold.catalogue.session.connection().execute(update(plan).where(*this).values(**kept), told)
