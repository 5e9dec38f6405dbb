"""Read the nights around some candidates: one indexed query a side, one for what people discarded, one for diaries.

Where one looks closely, another for the shows at the venues about that time.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, false, or_, select

from gig_chassis.database import Uuid
from gig_store import discards, good_to_know, limits, nights, planner_settings, standing
from gig_store.diaries import lately
from gig_store.models import Act, Gig, db
from gig_store.nights import Booking, Night, Player, Show, Spot, Surroundings
from gig_store.seen import SEEN

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
    Gig.city_key,
)
_COUNTING = (
    Gig.in_trash == false(),
    Gig.status.in_(("idea", "hold", "offered", "confirmed")),
    Gig.id != bindparam("leaving_out"),
    or_(SEEN, Gig.import_id == bindparam("arriving", type_=Uuid)),
)
_AT_VENUES = (
    select(*_NIGHT)
    .where(Gig.venue_id.in_(bindparam("venues", expanding=True)), Gig.sort_day.in_(bindparam("days", expanding=True)))
    .where(*_COUNTING)
    .order_by(Gig.hold_position.is_(None), Gig.hold_position, Gig.created_at, Gig.id)
)
_SHOWS = (
    select(*_NIGHT, Act.genres)
    .join(Act, Act.gig_id == Gig.id)
    .where(Gig.venue_id.in_(bindparam("venues", expanding=True)), Gig.status != "idea", *_COUNTING)
    .where(Gig.sort_day.between(bindparam("first"), bindparam("last")))
    .order_by(Gig.sort_day, Gig.id, Act.position)
)
# Days near by matter always, farther ones where the band plays under a radius clause.
_OF_BANDS = (
    select(*_NIGHT, Act.band_id, Act.radius_km, Act.days_before, Act.days_after)
    .join(Act, Act.gig_id == Gig.id)
    .where(Act.band_id.in_(bindparam("bands", expanding=True)), *_COUNTING)
    .where(Act.sort_day.between(bindparam("farthest_first"), bindparam("farthest_last")))
    .where(or_(Act.radius_km.is_not(None), Act.sort_day.between(bindparam("first"), bindparam("last"))))
    .order_by(Act.sort_day, Gig.id)
)
_FARTHEST = timedelta(limits.CLAUSE_DAYS)
_NO_GIG = UUID(int=0)


def around(  # noqa: PLR0913  # who asks, and what is not to be looked at
    days: Collection[date],
    bands: Sequence[Player],
    venues: Sequence[Spot],
    *,
    leaving_out: UUID | None = None,
    person: UUID | None = None,
    arriving: UUID | None = None,
    closely: bool = False,
) -> Surroundings:
    """Read what the rules look at; the gig `leaving_out` never conflicts with itself.

    The gigs of an import that is `arriving` are seen by that import alone. What is good to know is read when one looks
    `closely`, at a day or two.
    """
    but = {"leaving_out": leaving_out or _NO_GIG, "arriving": arriving}
    venue_ids = [venue.id for venue in venues if venue.id]
    band_ids = [band.id for band in bands if band.id]
    there, bookings = defaultdict(list), defaultdict(list)
    for row in _at_venues(days, venue_ids, but):
        there[row.venue_id, row.gig_day].append(_night(row))
    for row in _of_bands(_reach(days, bands, closely=closely), band_ids, but):
        clause = nights.clause(row.radius_km, row.days_before, row.days_after)
        bookings[row.band_id].append(Booking(_night(row), clause))
    pairs, left_out = discards.around(band_ids, venue_ids, person)
    return Surroundings(
        there,
        bookings,
        pairs,
        left_out,
        lately.around(days, band_ids, venue_ids),
        _shows(days, venue_ids, but) if closely else {},
        planner_settings.current()["travel_km"],
    )


def _at_venues(days: Collection[date], venue_ids: list[UUID], but: Mapping[str, UUID | None]) -> Iterable[Row[Any]]:
    if not venue_ids:
        return []
    asked = {"venues": venue_ids, "days": list(days), **but}
    return filter(_matters, db.session.execute(_AT_VENUES, asked))


def _shows(days: Collection[date], venue_ids: list[UUID], but: Mapping[str, UUID | None]) -> dict[UUID, list[Show]]:
    apart = timedelta(good_to_know.GENRE_DAYS)
    asked = {"venues": venue_ids, "first": min(days) - apart, "last": max(days) + apart, **but}
    rows: Iterable[Row[Any]] = db.session.execute(_SHOWS, asked) if venue_ids else []
    shows = defaultdict(list)
    for row in filter(_matters, rows):
        shows[row.venue_id].append(Show(_night(row), nights.genres(row.genres)))
    return shows


def _reach(days: Collection[date], bands: Sequence[Player], *, closely: bool) -> dict[str, date]:
    """Say how far the nights of the bands are read: near by all, farther off those under a radius clause."""
    least = good_to_know.CITY_DAYS if closely else 1
    clauses = [band.clause for band in bands if band.clause]
    before, after = max([least, *(c.before for c in clauses)]), max([least, *(c.after for c in clauses)])
    first, last = min(days), max(days)
    return {
        "first": first - timedelta(before),
        "last": last + timedelta(after),
        "farthest_first": first - _FARTHEST,
        "farthest_last": last + _FARTHEST,
    }


def _of_bands(reach: Mapping[str, date], band_ids: list[UUID], but: Mapping[str, UUID | None]) -> Iterable[Row[Any]]:
    if not band_ids:
        return []
    return filter(_matters, db.session.execute(_OF_BANDS, {"bands": band_ids, **but, **reach}))


def _matters(row: Row[Any]) -> bool:
    held = row.hold_expires, row.offer_expires
    return row.status == "idea" or standing.stands(row.status, *held, row.venue_timezone)


def _night(row: Row[Any]) -> Night:
    spot = Spot(row.venue_id, row.venue_name, row.venue_lat, row.venue_lon, city=row.city_key)
    return Night(row.id, row.label, row.gig_day, row.status, row.slot, spot, row.status != "idea")
