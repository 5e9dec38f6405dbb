"""What was done to a gig, one entry a revision."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from gig_store.models import Gig, History, db


def record(gig: Gig, action: str, changes: list[dict[str, Any]], accepted: list[str]) -> None:
    """Write down what the revision about to be saved changes, and which warnings were accepted for it."""
    rev = (gig.rev or 0) + 1  # what the version counter makes of it
    entry = {"at": gig.updated_at, "action": action, "changes": changes, "accepted_warnings": accepted}
    db.session.add(History(gig_id=gig.id, rev=rev, **entry))


def page(gig_id: UUID, before: int | None, limit: int) -> list[History]:
    """Give the entries older than revision `before`, newest first."""
    query = select(History).where(History.gig_id == gig_id).order_by(History.rev.desc()).limit(limit)
    return list(db.session.scalars(query if before is None else query.where(History.rev < before)))
