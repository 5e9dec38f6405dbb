"""What a step from one status to the next does to the other fields of a gig."""

from collections.abc import Container
from datetime import date, timedelta

from gig_store import clock, planner_settings, queue
from gig_store.models import Gig, db


def follow(gig: Gig, status: str | None, day: date | None) -> None:
    """Bring `gig` in line after a step from `status` and `day`."""
    if gig.status == "idea" and status not in {None, "idea"}:
        let_go(gig)
        if status == "confirmed" and gig.gig_day == day:  # postponed, to no day yet
            gig.gig_day = None
    if gig.status == "confirmed" or gig.challenged_until is None:
        end_challenge(gig)
    if day is not None and gig.gig_day != day:
        gig.previous_gig_day = day


def let_go(gig: Gig) -> None:
    """Leave nothing of a hold or an offer on an idea."""
    gig.hold_level = gig.hold_expires = gig.offer_expires = None
    end_challenge(gig)


def end_challenge(gig: Gig) -> None:
    """Let nobody ask for its place any more."""
    gig.challenged_until = gig.challenged_by = None


def set_review_date(gig: Gig, status: str | None, sent: Container[str]) -> None:
    """Give what becomes a hold its usual review date, unless one was sent or it comes back with one not past."""
    if gig.status != "hold" or status == "hold" or "hold_expires" in sent:
        return
    today = clock.gig_day_in(gig.venue_timezone)
    is_past = gig.hold_expires is not None and gig.hold_expires < today
    if is_past:
        gig.hold_expires = None  # it counted as lapsed, which has no rank
        gig.hold_level = queue.level(gig)
    if status in {None, "idea"} or is_past:
        with db.session.no_autoflush:  # the step is not in the database yet
            usual = planner_settings.current()
        days = usual["first_hold_days" if gig.hold_level in {None, 1} else "other_hold_days"]
        gig.hold_expires = None if days is None else _before_the_night(today + timedelta(days), gig.gig_day, today)


def _before_the_night(usual: date, night: date | None, today: date) -> date:
    """Give the night itself where it comes sooner than the usual date."""
    return min(usual, night) if night and night >= today else usual
