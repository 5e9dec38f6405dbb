"""What a gig's status comes to today: played, lapsed, standing. Computed when read; nothing runs by the clock."""

from datetime import date
from typing import Protocol

from gig_store import clock


class Dated(Protocol):
    """The columns these questions need."""

    @property
    def status(self) -> str: ...  # noqa: D102  # a column
    @property
    def gig_day(self) -> date | None: ...  # noqa: D102  # a column
    @property
    def hold_expires(self) -> date | None: ...  # noqa: D102  # a column
    @property
    def offer_expires(self) -> date | None: ...  # noqa: D102  # a column
    @property
    def venue_timezone(self) -> str | None: ...  # noqa: D102  # a column


def is_played(gig: Dated) -> bool:
    """Say whether it is confirmed and its day is over where it takes place."""
    return gig.status == "confirmed" and gig.gig_day is not None and gig.gig_day < clock.gig_day_in(gig.venue_timezone)


def is_lapsed(gig: Dated) -> bool:
    """Say whether a hold is past its review date; an offer past its date counts as a hold again."""
    if gig.status not in {"hold", "offered"}:
        return False
    today = clock.gig_day_in(gig.venue_timezone)
    if gig.status == "offered" and not _is_past(gig.offer_expires, today):
        return False
    return _is_past(gig.hold_expires, today)


def stands(gig: Dated) -> bool:
    """Say whether it keeps its night from others: confirmed, or a hold or offer that has not lapsed."""
    return gig.status == "confirmed" or (gig.status in {"hold", "offered"} and not is_lapsed(gig))


def _is_past(day: date | None, today: date) -> bool:
    return day is not None and day < today
