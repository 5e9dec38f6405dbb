"""A night as an event of a calendar (product.md, section 8)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from gig_chassis import business_days
from gig_web.clients.feeds import KEPT, Entry
from gig_web.clients.nouns import Gig
from gig_web.feeds import lines

USUAL_LENGTH = timedelta(hours=3)  # of what has no end
TENTATIVE = "TENTATIVE"
_STATUSES = {"hold": TENTATIVE, "offered": TENTATIVE, "confirmed": "CONFIRMED"}
_CATEGORIES = {"hold": "Hold", "offered": "Offer", "confirmed": "Confirmed"}


@lru_cache(KEPT)
def written(entry: Entry, gigs_url: str) -> str:
    """Write the event, under the gig's address in the list at `gigs_url`."""
    return lines.folded(_lines(entry, gigs_url))


def of(gig: Gig) -> Entry | None:
    """Give a gig as calendars are told of it; None for an idea that never had a night."""
    is_off = gig.status in {"idea", "cancelled"} or gig.trashed_at is not None
    night = gig.gig_day or gig.previous_gig_day
    if night is None or (gig.status == "idea" and gig.gig_day is not None):
        return None
    venue = gig.venue
    return Entry(
        *(gig.id, gig.rev, gig.updated_at, gig.status, gig.hold_level, is_off, night, gig.doors, gig.start, gig.end),
        band=" + ".join(act.name for act in gig.lineup if act.billing == "headline") or None,
        title=gig.title,
        held_for=gig.held_for,
        venue_name=venue.name if venue else None,
        venue_city=venue.city if venue else None,
        venue_lat=venue.lat if venue else None,
        venue_lon=venue.lon if venue else None,
        venue_timezone=venue.timezone if venue else None,
        description=gig.description,
    )


def summary(entry: Entry) -> str:
    """Say what it is in one line: "HOLD 1: The Howl @ The Wardrobe"."""
    named = entry.band or entry.title or entry.held_for
    said = " @ ".join(part for part in (named, entry.venue_name) if part) or "Gig"
    if entry.is_off:
        return f"CANCELLED: {said}"
    level = f" {entry.hold_level}" if entry.hold_level else ""
    return {"hold": f"HOLD{level}: ", "offered": "OFFER: "}.get(entry.status, "") + said


def _lines(entry: Entry, gigs_url: str) -> Iterator[str]:
    changed = f"{lines.time(datetime.fromisoformat(entry.updated_at))}Z"
    yield "BEGIN:VEVENT"
    yield f"UID:gig-{entry.id}@gig-planner"
    yield f"SEQUENCE:{entry.rev}"
    yield f"DTSTAMP:{changed}"
    yield f"LAST-MODIFIED:{changed}"
    yield f"STATUS:{'CANCELLED' if entry.is_off else _STATUSES.get(entry.status, TENTATIVE)}"
    yield f"TRANSP:{'TRANSPARENT' if entry.is_off else 'OPAQUE'}"
    yield f"SUMMARY:{lines.text(summary(entry))}"
    yield from _when(entry)
    yield from _where(entry)
    yield f"URL:{gigs_url}/{entry.id}"
    yield f"CATEGORIES:Gig,{'Cancelled' if entry.is_off else _CATEGORIES.get(entry.status, 'Hold')}"
    if entry.description:
        yield f"DESCRIPTION:{lines.text(entry.description)}"
    yield "END:VEVENT"


def _when(entry: Entry) -> Iterator[str]:
    """Say when: all day without a time, as the clock shows it anywhere where the zone is not known."""
    day, start = date.fromisoformat(entry.gig_day), entry.start or entry.doors
    if start is None:
        yield f"DTSTART;VALUE=DATE:{lines.day(day)}"
        yield f"DTEND;VALUE=DATE:{lines.day(day + business_days.A_DAY)}"
        return
    zone = business_days.zone(entry.venue_timezone)
    begins, ends = _shown(day, start, entry.end, zone)
    named = f";TZID={zone.key}" if zone else ""
    yield f"DTSTART{named}:{lines.time(begins)}"
    yield f"DTEND{named}:{lines.time(ends)}"


def _shown(day: date, start: str, end: str | None, zone: ZoneInfo | None) -> tuple[datetime, datetime]:
    """Give begin and end as the clocks there show them; a time they skip is the one they show instead."""
    if zone is None:
        begins, ends = business_days.wall_span(day, start, end)
        return begins, ends if ends > begins else begins + USUAL_LENGTH
    begins, ends = business_days.span(day, start, end, zone)
    last = ends if ends > begins else begins + USUAL_LENGTH
    return begins.astimezone(zone), last.astimezone(zone)


def _where(entry: Entry) -> Iterator[str]:
    if place := ", ".join(part for part in (entry.venue_name, entry.venue_city) if part):
        yield f"LOCATION:{lines.text(place)}"
    if entry.venue_lat is not None and entry.venue_lon is not None:
        yield f"GEO:{entry.venue_lat:.6f};{entry.venue_lon:.6f}"
