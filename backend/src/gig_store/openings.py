"""What stands on the nights of some rooms, counted; where nothing does, the room is free as far as we know."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Row, false, select

from gig_store import standing, wire
from gig_store.models import Gig, db
from gig_store.seen import SEEN

MOST_VENUES, MOST_DAYS = 100, 366
CONFIRMED, HELD, IDEA = "confirmed", "holds", "ideas"
_NIGHT = (Gig.venue_id, Gig.sort_day, Gig.status, Gig.hold_expires, Gig.offer_expires, Gig.venue_timezone)
_COUNTING = (SEEN, Gig.in_trash == false(), Gig.status.in_(("idea", "hold", "offered", "confirmed")))
_ON_NIGHTS = select(*_NIGHT).where(*_COUNTING)


def between(venues: Sequence[UUID], first: date, last: date, slot: str) -> list[wire.JsonObject]:
    """Count what stands on each night from `first` to `last`; nights with nothing are left out."""
    return _counted(venues, Gig.sort_day.between(first, last), slot)


def on(venues: Sequence[UUID], days: Sequence[date], slot: str) -> list[wire.JsonObject]:
    """Count what stands on each of some nights; those with nothing are left out."""
    return _counted(venues, Gig.sort_day.in_(days), slot)


def _counted(venues: Sequence[UUID], on_days: ColumnElement[bool], slot: str) -> list[wire.JsonObject]:
    nights: dict[tuple[date, UUID], Counter[str]] = defaultdict(Counter)
    for row in db.session.execute(_ON_NIGHTS.where(Gig.venue_id.in_(venues), on_days, Gig.slot == slot)):
        if kind := _kind(row):
            nights[row.sort_day, row.venue_id][kind] += 1
    return [
        {"venue_id": str(venue_id), "gig_day": wire.iso(day), **{kind: found[kind] for kind in (CONFIRMED, HELD, IDEA)}}
        for (day, venue_id), found in sorted(nights.items())
    ]


def _kind(row: Row[UUID | None, date, str, date | None, date | None, str | None]) -> str | None:
    """Say as what it counts; a hold that has lapsed counts as nothing."""
    if row.status in {"idea", "confirmed"}:
        return CONFIRMED if row.status == "confirmed" else IDEA
    return HELD if standing.stands(row.status, row.hold_expires, row.offer_expires, row.venue_timezone) else None
