"""Candidate days: a few nights of the range, drawn so that the weekend's come up more often."""

from collections.abc import Collection
from datetime import date, timedelta
from math import log

from gig_web.suggest import chance
from gig_web.suggest.constraints import Constraints

MOST = 8
SOONEST, LATEST = timedelta(days=3), timedelta(days=180)
_USUAL_NIGHTS = {3, 4, 5}  # Thursday, Friday, Saturday
_USUAL_WEIGHT = 6.0


def draw(seed: int, today: date, wanted: Constraints, passed: Collection[date] = ()) -> list[date]:
    """Draw up to eight days after `today`, in order; Thursday to Saturday come first unless weekdays are asked for."""
    eligible = [day for day in span(today, wanted) if fits(day, wanted.weekdays) and day not in passed]
    return sorted(sorted(eligible, key=lambda day: _key(seed, day, wanted.weekdays))[:MOST])


def span(today: date, wanted: Constraints) -> list[date]:
    """List the days of the range that are still to come; without one: 3 to 180 days ahead."""
    start = max(wanted.first or _default_start(today, wanted.last), today + timedelta(days=1))
    end = wanted.last or start + (LATEST - SOONEST)
    return [start + timedelta(days=n) for n in range((end - start).days + 1)]


def fits(day: date, weekdays: Collection[int]) -> bool:
    """Tell whether `day` is one of `weekdays` (Monday is 0); none chosen means any."""
    return not weekdays or day.weekday() in weekdays


def _default_start(today: date, last: date | None) -> date:
    """Three days ahead, unless the range ends before that."""
    return today + SOONEST if last is None or last >= today + SOONEST else today + timedelta(days=1)


def _key(seed: int, day: date, weekdays: Collection[int]) -> float:
    """Smallest keys win: an exponential race, so that a day wins in proportion to its weight."""
    weight = _USUAL_WEIGHT if not weekdays and day.weekday() in _USUAL_NIGHTS else 1.0
    return -log(chance.roll(seed, "day", day)) / weight
