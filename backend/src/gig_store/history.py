"""What was done to a gig, one entry a revision."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from gig_store.models import Gig, History, db
from gig_store.people.models import Person


def record(gig: Gig, action: str, changes: list[dict[str, Any]], accepted: list[str]) -> None:
    """Write down what the revision about to be saved changes, and which warnings were accepted for it."""
    rev = (gig.rev or 0) + 1  # what the version counter makes of it
    entry = {
        "at": gig.updated_at,
        "by": gig.updated_by,
        "action": action,
        "changes": changes,
        "accepted_warnings": accepted,
    }
    db.session.add(History(gig_id=gig.id, rev=rev, **entry))


def page(gig_id: UUID, before: int | None, limit: int) -> Sequence[Row[History, str | None]]:
    """Give the entries older than revision `before`, newest first, each with the name of the person."""
    query = select(History, Person.name).outerjoin(Person, Person.id == History.by).where(History.gig_id == gig_id)
    if before is not None:
        query = query.where(History.rev < before)
    return db.session.execute(query.order_by(History.rev.desc()).limit(limit)).all()


def latest(gig_id: UUID, limit: int) -> Sequence[History]:
    """Give the newest entries, newest first."""
    query = select(History).where(History.gig_id == gig_id).order_by(History.rev.desc()).limit(limit)
    return db.session.scalars(query).all()


def find(gig_id: UUID, rev: int) -> History | None:
    """Give the entry of a revision."""
    return db.session.get(History, (gig_id, rev))
