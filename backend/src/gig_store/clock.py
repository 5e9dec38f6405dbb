"""What time it is, in UTC and on the gig days of a venue."""

from datetime import date, datetime

from gig_chassis import business_days


def gig_day_in(zone: str | None) -> date:
    """Give the gig day under way in that IANA zone, in UTC where the zone is not known."""
    return business_days.under_way(business_days.zone(zone))


def wire(instant: datetime | None) -> str | None:
    """Write a time of the database as RFC 3339 in whole seconds."""
    return None if instant is None else instant.strftime("%Y-%m-%dT%H:%M:%SZ")
