"""Read the nights around some candidates: one indexed query a side, and one for what people discarded."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, or_, select

from gig_chassis import columns
from gig_store import limits, standing
from gig_store.models import Act, Discard, Gig, db
from gig_store.nights import Booking, Night, Player, Spot, Surroundings, clause

_COUNTING = ("idea", "hold", "offered", "confirmed")
_NIGHT = (
    Gig.id,
    Gig.label,
    Gig.gig_day,
    Gig.status,
    Gig.slot,
    Gig.hold_expires,
    Gig.offer_expires,
    Gig.venue_id,
    Gig.venue_name,
    Gig.venue_lat,
    Gig.venue_lon,
    Gig.venue_timezone,
)
_CLAUSE = (Act.band_id, Act.radius_km, Act.days_before, Act.days_after)


def around(
    days: Collection[date],
    bands: Sequence[Player],
    venues: Sequence[Spot],
    *,
    leaving_out: UUID | None = None,
    person: UUID | None = None,
) -> Surroundings:
    """Read what the rules look at; the gig `leaving_out` never conflicts with itself."""
    venue_ids = [venue.id for venue in venues if venue.id]
    band_ids = [band.id for band in bands if band.id]
    nights, bookings = defaultdict(list), defaultdict(list)
    for row in _nights(days, venue_ids, leaving_out):
        nights[row.venue_id, row.gig_day].append(_night(row))
    for row in _bookings(days, bands, band_ids, leaving_out):
        bookings[row.band_id].append(
            Booking(_night(row), clause(row.radius_km, row.days_before, row.days_after)),
        )
    pairs, left_out = _discards(band_ids, venue_ids, person)
    return Surroundings(nights, bookings, pairs, left_out)


def _nights(days: Collection[date], venue_ids: list[UUID], leaving_out: UUID | None) -> Iterable[Row[Any]]:
    if not venue_ids:
        return []
    at = and_(Gig.venue_id.in_(venue_ids), Gig.sort_day.in_(days), Gig.gig_day.is_not(None))
    query = select(*_NIGHT).where(at, *_counts(leaving_out)).order_by(Gig.hold_level, Gig.created_at, Gig.id)
    return filter(_matters, db.session.execute(query))


def _bookings(
    days: Collection[date], bands: Sequence[Player], band_ids: list[UUID], leaving_out: UUID | None
) -> Iterable[Row[Any]]:
    if not band_ids:
        return []
    query = (
        select(*_NIGHT, *_CLAUSE)
        .join(Act, Act.gig_id == Gig.id)
        .where(Act.band_id.in_(band_ids), _within_reach(days, bands), *_counts(leaving_out))
        .order_by(Act.sort_day, Gig.id)
    )
    return filter(_matters, db.session.execute(query))


def _within_reach(days: Collection[date], bands: Sequence[Player]) -> ColumnElement[bool]:
    """Give the days that can matter: those around, farther by the bands' own clauses, farthest by the others'."""
    before = max([1, *(band.clause.before for band in bands if band.clause)])
    after = max([1, *(band.clause.after for band in bands if band.clause)])
    first, last, farthest = min(days), max(days), timedelta(limits.CLAUSE_DAYS)
    close = Act.sort_day.between(first - timedelta(before), last + timedelta(after))
    return and_(Act.sort_day.between(first - farthest, last + farthest), or_(close, Act.radius_km.is_not(None)))


def _counts(leaving_out: UUID | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Gig.in_trash.is_(False), Gig.status.in_(_COUNTING)]
    return conditions if leaving_out is None else [*conditions, Gig.id != leaving_out]


def _matters(row: Row[Any]) -> bool:
    return row.status == "idea" or standing.stands(row)


def _night(row: Row[Any]) -> Night:
    spot = Spot(row.venue_id, row.venue_name, row.venue_lat, row.venue_lon)
    return Night(row.id, row.label, row.gig_day, row.status, row.slot, spot, row.status != "idea")


def _discards(
    band_ids: list[UUID], venue_ids: list[UUID], person: UUID | None
) -> tuple[frozenset[tuple[UUID, UUID]], frozenset[UUID]]:
    band, venue = Discard.band_id.in_(band_ids), Discard.venue_id.in_(venue_ids)
    standing_for_all = and_(Discard.person_id.is_(None), or_(band, venue))
    resting_for_one = and_(band, venue, Discard.person_id == person, Discard.until >= columns.now())
    asked = or_(standing_for_all, resting_for_one) if person else standing_for_all
    rows = db.session.execute(select(Discard.band_id, Discard.venue_id).where(asked)).all()
    pairs = frozenset((row.band_id, row.venue_id) for row in rows if row.band_id and row.venue_id)
    return pairs, frozenset(row.band_id or row.venue_id for row in rows if not (row.band_id and row.venue_id))
