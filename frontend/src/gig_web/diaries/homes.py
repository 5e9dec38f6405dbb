"""Where a band or venue is at home in time: its gig days are counted there."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from gig_chassis import places
from gig_chassis.places.namesakes import meant
from gig_web.catalogue.nouns import Item
from gig_web.gigs import clock

_NIGHT_ENDS = timedelta(hours=6)


def zone(item: Item) -> str:
    """Give the venue's own zone, else that of the city, else that of who asks."""
    found = meant(places.find(item.city, item.country)) if item.city else []
    named = [
        getattr(item, "timezone", None),
        *(place.timezone for place in found[:1]),
        getattr(clock.zone(), "key", ""),
    ]
    return next((name for name in named if name and _is_zone(name)), "UTC")


def today(zone_name: str) -> date:
    """Give the gig day under way there."""
    return (datetime.now(ZoneInfo(zone_name)) - _NIGHT_ENDS).date()


def _is_zone(name: str) -> bool:
    try:
        return ZoneInfo(name) is not None
    except (ZoneInfoNotFoundError, ValueError, OSError):  # one this machine has not heard of
        return False
