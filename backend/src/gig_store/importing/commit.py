"""A plan becomes gigs: new ones are put in unseen, lot by lot; one last transaction shows them and changes others."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from gig_chassis import columns, database
from gig_chassis.imports import states
from gig_chassis.imports.holding import Hold
from gig_chassis.problems import Problem
from gig_store import nights, sentences
from gig_store.importing import arriving, changing, lots, making, plans, warnings
from gig_store.importing.jobs import ACTS, GIGS, HISTORY, PLANS, STORE
from gig_store.importing.making import Maker
from gig_store.models import Gig, db

BATCH = 250
TAKEN = "Another gig has taken a night or an id of this list meanwhile. Upload the file again."

Plan = dict[str, Any]


def begin(import_id: UUID, *, skip_errors: bool) -> Hold:
    """Take the hold for a commit; raises Problem 404, 409, or 422 for rows that are errors."""

    def work() -> Hold:
        hold = arriving.take(import_id)
        job = STORE.locked(import_id)
        if states.state(job) != states.STAGED:
            raise Problem(409, "Only an import that is staged can be committed.")
        if job["errors"] and not skip_errors:
            raise Problem(422, f"{job['errors']} rows cannot be taken. Correct them, or go on without them.")
        noted = {"state": states.COMMITTING, "progress": 0.0, "problem_line": None, "problem_detail": None}
        STORE.note(import_id, **noted)
        return hold

    return database.write(db, work)


def run(hold: Hold, by: UUID | None) -> None:
    """Commit; raises LostHoldError, or Problem 409, having left nothing, where others have what is wanted."""
    arriving.sweep(hold)
    hold.write(lambda: hold.put(arriving=hold.import_id))
    maker = Maker(hold.import_id, by, columns.now())
    try:
        _put_in(hold, maker)
        _warn(hold)
        changing.prepare(hold, maker)
        hold.write(lambda: _finish(hold))
    except Problem:
        _leave(hold)
        raise
    except IntegrityError as error:
        _leave(hold)
        raise Problem(409, TAKEN) from error


def _leave(hold: Hold) -> None:
    arriving.sweep(hold)
    hold.write(hold.release)


def _put_in(hold: Hold, maker: Maker) -> None:
    done, total = 0, max(_total(hold), 1)
    for lot in lots.read(hold.import_id, PLANS.c.kind == plans.CREATE, size=BATCH):
        done += len(lot)
        with database.reading(db):  # the settings say when a hold is looked at again
            made = [maker.make(plan["gig_id"], plan["wanted"]) for plan in lot]
        try:
            hold.write(lambda made=made: _insert(made), progress=min(0.6, 0.6 * done / total))  # type: ignore[misc]  # mypy does not infer the default
        except IntegrityError as error:
            raise _taken(made) from error


def _total(hold: Hold) -> int:
    with database.reading(db):
        return int(STORE.one(hold.import_id)["gigs"])


def _insert(made: Sequence[making.Made]) -> None:
    db.session.execute(insert(GIGS), [each.gig for each in made])
    if acts := [act for each in made for act in each.acts]:
        db.session.execute(insert(ACTS), acts)
    db.session.execute(insert(HISTORY), [each.history for each in made])


def _taken(made: Sequence[making.Made]) -> Problem:
    """Say who was there first."""
    wanted = {(gig["venue_id"], gig["slot"], gig["gig_day"]): gig for gig in (each.gig for each in made)}
    days = {day for _, _, day in wanted if day}
    with database.reading(db):
        query = select(Gig).where(Gig.confirmed_day.in_(days), Gig.venue_id.in_([venue for venue, _, _ in wanted]))
        for gig in db.session.execute(query).scalars():
            if (gig.venue_id, gig.slot, gig.gig_day) in wanted:
                spot = nights.Spot(gig.venue_id, gig.venue_name)
                day = gig.gig_day or columns.now().date()
                night = nights.Night(gig.id, gig.label, day, gig.status, gig.slot, spot, stands=True)
                return Problem(409, f"{sentences.taken(spot, night)} Upload the file again.")
    return Problem(409, TAKEN)


def _warn(hold: Hold) -> None:
    """Note in the history of each new gig what speaks against it, now that its neighbours are there as well."""
    done, total = 0, max(_total(hold), 1)
    for lot in lots.read(hold.import_id, PLANS.c.kind == plans.CREATE, size=BATCH):
        done += len(lot)
        with database.reading(db):
            found = warnings.of([making.new(plan["gig_id"], plan["wanted"]) for plan in lot], hold.import_id)
        told = [{"which": gig_id, "warned": rules} for gig_id, rules in found.items() if rules]
        hold.write(lambda told=told: _note_warnings(told), progress=0.6 + min(0.3, 0.3 * done / total))  # type: ignore[misc]  # mypy does not infer the default


def _note_warnings(told: Sequence[dict[str, Any]]) -> None:
    warned = bindparam("warned", type_=HISTORY.c.accepted_warnings.type)
    change = update(HISTORY).where(HISTORY.c.gig_id == bindparam("which")).values(accepted_warnings=warned)
    if told:
        db.session.connection().execute(change, list(told))


def _finish(hold: Hold) -> None:
    changing.make(hold)
    hold.put(arriving=None)
    hold.release()
    job = STORE.one(hold.import_id)
    noted = {"skipped": job["skipped"] + job["errors"], "errors": 0, "progress": 1.0}
    STORE.note(hold.import_id, state=states.COMMITTED, committed_at=columns.now(), **noted)
