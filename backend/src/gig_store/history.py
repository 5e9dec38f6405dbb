"""What was done to a gig, one entry a revision."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import Row, or_, select

from gig_store.models import Gig, History, Shift, db
from gig_store.people.models import Person


@dataclass(frozen=True, slots=True)
class Cause:
    """What history calls a change that is no edit and no step, and the other gig it is made for, if any."""

    action: str
    gig: Gig | None = None


def record(
    gig: Gig, action: str, changes: list[dict[str, Any]], accepted: list[str], cause: Cause | None = None
) -> None:
    """Write down what the revision about to be saved changes, which warnings were accepted for it, and its cause."""
    rev = (gig.rev or 0) + 1  # what the version counter makes of it
    entry = {
        "at": gig.updated_at,
        "by": gig.updated_by,
        "action": action,
        "changes": changes,
        "accepted_warnings": accepted,
    }
    if cause and cause.gig:
        entry |= {"because_id": cause.gig.id, "because_label": cause.gig.label}
    db.session.add(History(gig_id=gig.id, rev=rev, **entry))


Entry: TypeAlias = Row[History, str | None] | Row[Shift, str | None]
Mark: TypeAlias = tuple[int, int]  # the revision of an entry, and the number of the shift after it, 0 for itself


def page(gig_id: UUID, before: Mark | None, limit: int) -> list[Entry]:
    """Give revisions and the shifts between them older than `before`, newest first, each with who did it."""
    own = select(History, Person.name).outerjoin(Person, Person.id == History.by).where(History.gig_id == gig_id)
    shifts = select(Shift, Person.name).outerjoin(Person, Person.id == Shift.by).where(Shift.gig_id == gig_id)
    if before:
        rev, number = before
        own = own.where(History.rev <= rev if number else History.rev < rev)
        shifts = shifts.where(or_(Shift.rev < rev, (Shift.rev == rev) & (Shift.id < number)))
    read: list[Entry] = [
        *db.session.execute(own.order_by(History.rev.desc()).limit(limit)).all(),
        *db.session.execute(shifts.order_by(Shift.rev.desc(), Shift.id.desc()).limit(limit)).all(),
    ]
    return sorted(read, key=mark, reverse=True)[:limit]


def after(keys: list[int]) -> Mark:
    """Give where a page ended by the keys of its cursor."""
    rev, number = keys
    return rev, number


def mark(entry: Entry) -> Mark:
    """Give where an entry stands."""
    row = entry[0]
    return row.rev, row.id if isinstance(row, Shift) else 0


def latest(gig_id: UUID, limit: int) -> Sequence[History]:
    """Give the newest entries, newest first."""
    query = select(History).where(History.gig_id == gig_id).order_by(History.rev.desc()).limit(limit)
    return db.session.scalars(query).all()


def find(gig_id: UUID, rev: int) -> History | None:
    """Give the entry of a revision."""
    return db.session.get(History, (gig_id, rev))
