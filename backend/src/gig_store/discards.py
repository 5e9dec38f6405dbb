"""What people do not want to be shown: a pair rests for one person, a band or venue is left out for everybody."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import Row, and_, or_, select
from sqlalchemy.exc import IntegrityError

from gig_chassis import columns, database, problems
from gig_chassis.problems import Problem
from gig_store import limits, paging
from gig_store.models import Discard, db
from gig_store.people.models import Person

SORT = "discards"
_SAME = ("person_id", "band_id", "venue_id", "gig_day")

Said: TypeAlias = Row[Discard, str | None]  # with the name of who said it
_SAID = select(Discard, Person.name).outerjoin(Person, Person.id == Discard.created_by)


def put(discard_id: UUID, body: dict[str, Any], person: UUID) -> tuple[Said, bool]:
    """Note a discard and say whether it is new; the same one again changes nothing. Raises Problem 409 or 422."""
    wanted = _wanted(discard_id, body, person)

    def work() -> tuple[Said, bool]:
        there = db.session.get(Discard, discard_id)
        if there is None:
            db.session.add(wanted)
            return _find(discard_id), True
        if any(getattr(there, name) != getattr(wanted, name) for name in _SAME):
            raise Problem(409, "This id belongs to another discard. Choose a new one.")
        return _find(discard_id), False

    try:
        return database.write(db, work)
    except IntegrityError:  # the same request got there first
        wanted = _wanted(discard_id, body, person)
        return database.write(db, work)


def undo(discard_id: UUID, person: UUID) -> None:
    """Take a discard back; one that is gone, or somebody else's, is none of this person's."""

    def work() -> None:
        there = db.session.get(Discard, discard_id)
        if there and there.person_id in {None, person}:
            db.session.delete(there)

    database.write(db, work)


def page(person: UUID | None, cursor: str | None, limit: int) -> tuple[list[Said], str | None]:
    """Give everybody's discards and this person's that still stand, newest first."""
    mine = and_(Discard.person_id == person, Discard.until >= columns.now())
    whose = or_(Discard.person_id.is_(None), mine) if person else Discard.person_id.is_(None)
    query = _SAID.where(whose, *paging.older(cursor, SORT, Discard.created_at, Discard.id))
    query = query.order_by(Discard.created_at.desc(), Discard.id.desc()).limit(limit + 1)
    rows, following = paging.cut(db.session.execute(query).all(), limit, _cursor)
    return list(rows), following


def around(
    band_ids: Sequence[UUID], venue_ids: Sequence[UUID], person: UUID | None
) -> tuple[frozenset[tuple[UUID, UUID]], frozenset[UUID]]:
    """Give the pairs of these that rest for the person, and what of them is left out for everybody."""
    band, venue = Discard.band_id.in_(band_ids), Discard.venue_id.in_(venue_ids)
    standing_for_all = and_(Discard.person_id.is_(None), or_(band, venue))
    resting_for_one = and_(band, venue, Discard.person_id == person, Discard.until >= columns.now())
    asked = or_(standing_for_all, resting_for_one) if person else standing_for_all
    rows = db.session.execute(select(Discard.band_id, Discard.venue_id).where(asked)).all()
    pairs = frozenset((row.band_id, row.venue_id) for row in rows if row.band_id and row.venue_id)
    return pairs, frozenset(row.band_id or row.venue_id for row in rows if not (row.band_id and row.venue_id))


def _find(discard_id: UUID) -> Said:
    return db.session.execute(_SAID.where(Discard.id == discard_id)).one()


def _cursor(row: Said) -> str:
    return paging.mark(SORT, row[0].created_at, row[0].id)


def _wanted(discard_id: UUID, body: dict[str, Any], person: UUID) -> Discard:
    now, pair = columns.now(), body["band_id"] is not None and body["venue_id"] is not None
    if not pair and body["until"] is not None:
        raise problems.invalid("/until", "What everybody leaves out has no end.")
    until = body["until"] or now + timedelta(limits.REST_DAYS)
    own = {"person_id": person, "until": until} if pair else {"person_id": None, "until": None}
    return Discard(id=discard_id, created_at=now, created_by=person, **{**body, **own})
