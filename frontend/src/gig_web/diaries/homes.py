"""Where a band or venue is at home in time: its gig days are counted there."""

from datetime import date
from zoneinfo import ZoneInfo

from gig_chassis import business_days, places
from gig_chassis.places.namesakes import meant
from gig_web.catalogue.nouns import Item
from gig_web.gigs import clock


def zone(item: Item) -> str:
    """Give the venue's own zone, else that of the city, else that of who asks."""
    found = meant(places.find(item.city, item.country)) if item.city else []
    named = [
        getattr(item, "timezone", None),
        *(place.timezone for place in found[:1]),
        getattr(clock.zone(), "key", ""),
    ]
    return next((name for name in named if name and business_days.zone(name)), "UTC")


def today(zone_name: str) -> date:
    """Give the gig day under way there."""
    return business_days.under_way(ZoneInfo(zone_name))
