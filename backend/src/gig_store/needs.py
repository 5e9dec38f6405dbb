"""What waits for somebody: tonight, challenges, holds and offers that run out, deals and attendances not noted.

Each look is one bounded read of an index. The day is that of a gig's venue; a hold for a night that is over is let be.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Row, false, null, or_, select

from gig_chassis import acting
from gig_store import clock, limits, listing, standing, wire
from gig_store.models import Gig, db
from gig_store.seen import SEEN

# In the order they are shown.
WHY = ("tonight", "challenged", "lapsed", "ending", "no_deal", "no_attendance")
SOON_DAYS, PAST_DAYS = 7, 30
EACH = 3  # gigs of one kind that are given; the others are counted
LOOKED_AT = 500  # nights of one look, the nearest first

Found = Row[UUID, str, date | None, date | None, date | None, datetime | None, str | None, bool, bool]

_LAST = date(limits.YEARS[1], 12, 31)  # gigs without a day lie behind
_DAY = timedelta(1)  # it may be the day before or after ours where the venue is
_FACTS = (
    Gig.id,
    Gig.status,
    Gig.gig_day,
    Gig.hold_expires,
    Gig.offer_expires,
    Gig.challenged_until,
    Gig.venue_timezone,
    Gig.deal.is_(null()).label("no_deal"),
    Gig.attendance.is_(None).label("no_attendance"),
)
_GIGS = select(*_FACTS).where(SEEN, Gig.in_trash == false())


@dataclass(frozen=True, slots=True)
class Look:
    """Which gigs are looked at on a day, and what one of them needs on its venue's day, if anything."""

    at: Callable[[date], tuple[ColumnElement[bool], ...]]
    need: Callable[[Found, date], str | None]
    latest_first: bool = False
    is_about_money: bool = False


def current() -> wire.JsonObject:
    """Give each need with its gig in short, and how many more there are of each kind."""
    found: dict[str, list[UUID]] = defaultdict(list)
    for look in _LOOKS:
        if acting.may_see_money() or not look.is_about_money:
            _add(look, found)
    chosen = [(why, gig_id) for why in WHY for gig_id in found[why][:EACH]]
    gigs = listing.these([gig_id for _, gig_id in chosen])
    return {
        "items": [{"why": why, "gig": gigs[gig_id]} for why, gig_id in chosen],
        "more": {why: len(found[why]) - EACH for why in WHY if len(found[why]) > EACH},
    }


def _add(look: Look, found: dict[str, list[UUID]]) -> None:
    order = Gig.sort_day.desc() if look.latest_first else Gig.sort_day
    rows = _GIGS.where(*look.at(clock.gig_day_in(None))).order_by(order, Gig.id).limit(LOOKED_AT)
    for row in db.session.execute(rows):
        if why := look.need(row, clock.gig_day_in(row.venue_timezone)):
            found[why].append(row.id)


def _held_ahead(today: date) -> tuple[ColumnElement[bool], ...]:
    last = today + timedelta(SOON_DAYS) + _DAY
    ends = or_(Gig.hold_expires <= last, Gig.offer_expires <= last, Gig.challenged_until.is_not(None))
    return (Gig.status.in_(("hold", "offered")), Gig.sort_day.between(today - _DAY, _LAST), ends)


def _need_of_held(row: Found, today: date) -> str | None:
    """Say what a hold or an offer needs; one that is challenged is not told again as running out."""
    if row.gig_day < today:
        return None
    if row.challenged_until:
        return "challenged"
    end = row.offer_expires if row.status == "offered" else row.hold_expires
    if standing.is_lapsed(row.status, row.hold_expires, row.offer_expires, row.venue_timezone):
        return "lapsed"
    if end is None or end > today + timedelta(SOON_DAYS):
        return None
    return "lapsed" if end < today else "ending"


def _confirmed(first: date, last: date = _LAST) -> tuple[ColumnElement[bool], ...]:
    return (Gig.status == "confirmed", Gig.sort_day.between(first, last))


_LOOKS = (
    Look(
        lambda today: _confirmed(today - _DAY, today + _DAY),
        lambda row, today: "tonight" if row.gig_day == today else None,
    ),
    Look(_held_ahead, _need_of_held),
    Look(
        lambda today: _confirmed(today - _DAY),
        lambda row, today: "no_deal" if row.no_deal and row.gig_day >= today else None,
        is_about_money=True,
    ),
    Look(
        lambda today: _confirmed(today - timedelta(PAST_DAYS), today + _DAY),
        lambda row, today: "no_attendance" if row.no_attendance and row.gig_day < today else None,
        latest_first=True,
    ),
)
