"""When local times of a business day are: it begins at 06:00, what is on before that belongs to the day before."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DAY_STARTS = timedelta(hours=6)
A_DAY = timedelta(days=1)


def zone(name: str | None) -> ZoneInfo | None:
    """Give the IANA zone of this name; None without one, and for a zone this machine has not heard of."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def under_way(where: tzinfo | None) -> date:
    """Give the business day under way there, in UTC where the zone is not known."""
    return of(datetime.now(where or UTC))


def of(local: datetime) -> date:
    """Give the business day that a local time belongs to."""
    return (local.replace(tzinfo=None) - DAY_STARTS).date()


def is_after_midnight(clock: str) -> bool:
    """Say whether "01:30" is on the calendar day that follows the business day."""
    return _offset(clock) < DAY_STARTS


def wall(day: date, clock: str) -> datetime:
    """Give what calendar and clock show at "01:30" of a business day, without a zone."""
    shown = day + A_DAY if is_after_midnight(clock) else day
    return datetime.combine(shown, time()) + _offset(clock)


def instant(shown: datetime, where: tzinfo) -> datetime:
    """Give the instant in UTC at which calendar and clock show this there.

    As RFC 5545 (3.3.5) has it: a time shown twice means the first, one that is skipped counts from before the gap.
    """
    return shown.replace(tzinfo=where, fold=0).astimezone(UTC)


def span(day: date, start: str, end: str | None, where: tzinfo) -> tuple[datetime, datetime]:
    """Give begin and end in UTC; an end earlier than its start is the next morning, none is the begin itself."""
    first, last = wall_span(day, start, end)
    begins, ends = instant(first, where), instant(last, where)
    return begins, ends if ends > begins else begins + (last - first)


def wall_span(day: date, start: str, end: str | None) -> tuple[datetime, datetime]:
    """Give begin and end as `span` does, as calendar and clock show them."""
    first = wall(day, start)
    last = wall(day, end) if end else first
    return first, last + A_DAY if last < first else last


def _offset(clock: str) -> timedelta:
    hours, minutes = clock.split(":")
    return timedelta(hours=int(hours), minutes=int(minutes))
