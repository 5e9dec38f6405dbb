"""Which gig day it is, and what time, where the person is."""

from datetime import UTC, date, tzinfo

from gig_chassis import business_days
from gig_web import memory


def today() -> date:
    """Give the gig day under way."""
    return business_days.under_way(zone())


def zone() -> tzinfo:
    """Give the person's time zone, else UTC: the rooms of one list lie in several zones."""
    return business_days.zone(memory.time_zone()) or UTC
