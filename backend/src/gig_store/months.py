"""Days of a calendar: how many gigs each has, and the first few of them, by what weighs most."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from uuid import UUID

from sqlalchemy import case, false, func, select

from gig_store import limits, listing, wire
from gig_store.models import Gig, db
from gig_store.seen import SEEN

MOST_DAYS, MOST_EACH, MOST_VENUES = 42, 20, 100
_WEIGHT = case({status: weight for weight, status in enumerate(limits.FIRMEST_FIRST)}, value=Gig.status)
_SLOT = case({slot: hour for hour, slot in enumerate(limits.SLOTS_BY_HOUR)}, value=Gig.slot)
_ORDER = (_WEIGHT, _SLOT, Gig.hold_position, Gig.hold_level, Gig.venue_key, Gig.id)
_PLACED = select(
    Gig.id,
    Gig.sort_day,
    func.row_number().over(partition_by=Gig.sort_day, order_by=_ORDER).label("place"),
    func.count().over(partition_by=Gig.sort_day).label("total"),
).where(SEEN, Gig.in_trash == false())


def days(first: date, last: date, venues: Sequence[UUID], each: int) -> list[wire.JsonObject]:
    """Give the days that have gigs, each with at most so many of them; without venues those anywhere."""
    placed = _PLACED.where(Gig.sort_day.between(first, last))
    if venues:
        placed = placed.where(Gig.venue_id.in_(venues))
    found = placed.subquery()
    chosen = select(found.c.sort_day, found.c.total, found.c.id).where(found.c.place <= each)
    rows = db.session.execute(chosen.order_by(found.c.sort_day, found.c.place)).all()
    gigs = listing.these([row.id for row in rows])
    return [
        {"gig_day": wire.iso(day), "total": total, "gigs": [gigs[row.id] for row in of_day]}
        for (day, total), of_day in groupby(rows, lambda row: (row.sort_day, row.total))
    ]
