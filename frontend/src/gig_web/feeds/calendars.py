"""A calendar of nights, the same for the same nights: nothing in it says when it was read."""

from collections.abc import Iterable, Iterator, Sequence

from gig_chassis import business_days
from gig_web.clients.feeds import Entry
from gig_web.feeds import events, lines, zones

MEDIA_TYPE = "text/calendar"
NAME = "Gig Planner"
_BEGINS = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Gig Planner//Gig Planner//EN", "CALSCALE:GREGORIAN")
_ABOUT = (
    f"NAME:{NAME}",
    f"X-WR-CALNAME:{NAME}",
    "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    "X-PUBLISHED-TTL:PT1H",
)


def feed(entries: Sequence[Entry], gigs_url: str, note: str = "") -> str:
    """Write what calendars read again and again; `note` tells what is not in it."""
    about = (*_ABOUT, f"X-WR-CALDESC:{lines.text(note)}") if note else _ABOUT
    return _written((*_BEGINS, *about), entries, gigs_url)


def file(entry: Entry, gigs_url: str) -> str:
    """Write a file with one night."""
    return _written(_BEGINS, [entry], gigs_url)


def _written(head: Iterable[str], entries: Sequence[Entry], gigs_url: str) -> str:
    return "".join(
        (
            lines.folded(head),
            *_zones(entries),
            *(events.written(entry, gigs_url) for entry in entries),
            "END:VCALENDAR\r\n",
        )
    )


def _zones(entries: Iterable[Entry]) -> Iterator[str]:
    """Describe the zones named, for a year more than is needed: a night may end in the next."""
    years: dict[str, list[int]] = {}
    for entry in entries:
        if entry.venue_timezone and (entry.start or entry.doors):
            year = int(entry.gig_day[:4])
            first, last = years.setdefault(entry.venue_timezone, [year, year])
            years[entry.venue_timezone] = [min(first, year), max(last, year + 1)]
    for name, (first, last) in sorted(years.items()):
        if zone := business_days.zone(name):
            yield zones.written(zone, first, last)
