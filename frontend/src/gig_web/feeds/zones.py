"""What a time zone's clocks do within a few years, as a VTIMEZONE (RFC 5545, 3.6.5)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from gig_web.feeds import lines

A_DAY, A_SECOND = timedelta(days=1), timedelta(seconds=1)


@lru_cache(256)
def written(zone: ZoneInfo, first_year: int, last_year: int) -> str:
    """Write the zone from the first day of one year to the last of another."""
    start, end = datetime(first_year, 1, 1, tzinfo=UTC), datetime(last_year + 1, 1, 1, tzinfo=UTC)
    observances = "".join(lines.folded(_observance(zone, at, before)) for at, before in _changes(zone, start, end))
    return f"BEGIN:VTIMEZONE\r\nTZID:{zone.key}\r\n{observances}END:VTIMEZONE\r\n"


def _changes(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[tuple[datetime, timedelta]]:
    """Give the start, and each instant at which the clocks change, with the offset from UTC until then."""
    before = _offset(zone, start)
    yield start, before
    morning = start
    while morning < end:
        if _offset(zone, morning + A_DAY) != before:
            yield _instant(zone, morning, before), before
            before = _offset(zone, morning + A_DAY)
        morning += A_DAY


def _instant(zone: ZoneInfo, morning: datetime, before: timedelta) -> datetime:
    """Find the second of the day at which the offset is another one."""
    early, late = 0, 24 * 3600
    while late - early > 1:
        middle = (early + late) // 2
        early, late = (middle, late) if _offset(zone, morning + middle * A_SECOND) == before else (early, middle)
    return morning + late * A_SECOND


def _observance(zone: ZoneInfo, at: datetime, before: timedelta) -> list[str]:
    there = at.astimezone(zone)
    kind = "DAYLIGHT" if there.dst() else "STANDARD"
    return [
        f"BEGIN:{kind}",
        f"DTSTART:{lines.time(at + before)}",  # by the clocks that are about to change
        f"TZOFFSETFROM:{_signed(before)}",
        f"TZOFFSETTO:{_signed(_offset(zone, at))}",
        f"TZNAME:{there.tzname()}",
        f"END:{kind}",
    ]


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    found = at.astimezone(zone).utcoffset()
    return found if found is not None else timedelta(0)


def _signed(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)  # zones of our time have whole ones
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"
