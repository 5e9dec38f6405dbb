"""Which gig day it is, and what time, where the person is."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from gig_web import memory

_NIGHT_ENDS = timedelta(hours=6)  # what is on at 03:00 belongs to the gig day before


def today() -> date:
    """Give the gig day under way."""
    return (datetime.now(zone()) - _NIGHT_ENDS).date()


def zone() -> tzinfo:
    """Give the person's time zone, else UTC: the rooms of one list lie in several zones."""
    try:
        return ZoneInfo(memory.time_zone()) if memory.time_zone() else UTC
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a zone this machine has not heard of yet, or no name at all
        return UTC
