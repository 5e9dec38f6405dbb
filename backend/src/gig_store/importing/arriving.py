"""One import at a time changes the planner; the gigs it puts in are unseen until it ends, and swept if none comes."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update

from gig_chassis import database
from gig_chassis.imports import holding, states
from gig_chassis.imports.holding import Hold
from gig_store.importing.jobs import HOLD, STORE
from gig_store.models import Act, Gig, History, db

SWEPT = 500  # gigs deleted in one transaction


def take(import_id: UUID) -> Hold:
    """Within a transaction under way: give the hold; raises Problem 409 while another import is at work."""
    db.session.execute(update(HOLD).values(held_by=HOLD.c.held_by))  # locks it
    return holding.take(STORE, HOLD, import_id)


def sweep(hold: Hold) -> None:
    """Delete the gigs that nobody has seen."""
    while hold.write(_delete_some):
        pass
    hold.write(lambda: hold.put(arriving=None))


def sweep_dead() -> bool:
    """Delete the unseen gigs of an import that was cut off; say whether there was one."""
    hold = database.write(db, _taken_from_the_dead)
    if hold is None:
        return False
    with suppress(holding.LostHoldError):  # another import goes on with it
        sweep(hold)
        hold.write(hold.release)
    return True


def _taken_from_the_dead() -> Hold | None:
    dead = db.session.execute(select(HOLD.c.arriving)).scalar()
    if dead is None:
        return None
    jobs = STORE.imports
    job: Any = db.session.execute(select(jobs).where(jobs.c.id == dead)).mappings().first()
    if job and job["state"] in states.AT_WORK and not states.is_still(dict(job)):
        return None
    hold = take(dead)
    if job:
        STORE.note(dead, state=states.state(dict(job)), progress=1.0)
    return hold


def delete_gigs(ids: list[UUID]) -> None:
    """Within a transaction under way: delete gigs with all that is theirs."""
    for column in (History.gig_id, Act.gig_id, Gig.id):
        db.session.execute(delete(column.class_).where(column.in_(ids)).execution_options(synchronize_session=False))


def _delete_some() -> int:
    arriving = db.session.execute(select(HOLD.c.arriving)).scalar()
    if arriving is None:
        return 0
    ids = list(db.session.execute(select(Gig.id).where(Gig.import_id == arriving).limit(SWEPT)).scalars())
    if ids:
        delete_gigs(ids)
    return len(ids)
