"""What a step from one status to the next does to the other fields of a gig."""

from collections.abc import Container
from datetime import date, timedelta

from gig_store import clock
from gig_store.models import Gig

FIRST_HOLD_DAYS, OTHER_HOLD_DAYS = 14, 7


def follow(gig: Gig, status: str | None, day: date | None, sent: Container[str]) -> None:
    """Bring `gig` in line after a step from `status` and `day`; what was sent on purpose stays."""
    if gig.status == "idea" and status not in {None, "idea"}:
        let_go(gig)
        if status == "confirmed" and gig.gig_day == day:  # postponed, to no day yet
            gig.gig_day = None
    if gig.status == "hold" and status != "hold" and "hold_expires" not in sent:
        _set_review_date(gig, status)
    if day is not None and gig.gig_day != day:
        gig.previous_gig_day = day


def let_go(gig: Gig) -> None:
    """Leave nothing of a hold or an offer on an idea."""
    gig.hold_level = gig.hold_expires = gig.offer_expires = gig.challenged_until = None


def _set_review_date(gig: Gig, status: str | None) -> None:
    """Give a hold its default review date, unless it comes back with one that is not past."""
    today = clock.gig_day_in(gig.venue_timezone)
    if status in {None, "idea"} or (gig.hold_expires and gig.hold_expires < today):
        days = FIRST_HOLD_DAYS if gig.hold_level in {None, 1} else OTHER_HOLD_DAYS
        gig.hold_expires = today + timedelta(days)
