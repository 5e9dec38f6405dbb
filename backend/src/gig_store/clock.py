"""What time it is, in UTC and on the gig days of a venue."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

DAY_STARTS = timedelta(hours=6)  # what is played at 03:00 belongs to the gig day before


def gig_day_in(zone: str | None) -> date:
    """Give the gig day under way in that IANA zone, in UTC where the zone is not known."""
    local = datetime.now(ZoneInfo(zone) if zone else UTC)
    return (local.replace(tzinfo=None) - DAY_STARTS).date()


def wire(instant: datetime | None) -> str | None:
    """Write a time of the database as RFC 3339 in whole seconds."""
    return None if instant is None else instant.strftime("%Y-%m-%dT%H:%M:%SZ")
