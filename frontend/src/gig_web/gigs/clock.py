"""Which gig day it is."""

from datetime import UTC, date, datetime, timedelta

_NIGHT_ENDS = timedelta(hours=6)  # what is on at 03:00 belongs to the gig day before


def today() -> date:
    """Give the gig day under way, in UTC: the rooms of one list lie in several zones."""
    return (datetime.now(UTC) - _NIGHT_ENDS).date()
