"""What a page says of a diary."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from gig_web.clients.diaries import Diary
from gig_web.gigs import clock, past

SHOWN = 12
FRESH = timedelta(30)  # as the backend has it: an older reading says nothing about a night
DUE = timedelta(1)


@dataclass(frozen=True, slots=True)
class Typed:
    """The form as it was sent and what is wrong with it."""

    address: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """The part of the page about the diary, in words; `is_due`: its page may read it again by itself."""

    came: str
    read: str
    tried: str
    busy: list[str]
    more: int
    until: str | None
    is_old: bool
    is_due: bool
    error: str | None
    can_read: bool
    address: str


def section(diary: Diary | None) -> Section | None:
    """Put a diary into words; None where there is none."""
    if diary is None:
        return None
    days = list(_days(diary.busy, clock.today()))
    return Section(
        came=_came(diary),
        read=_said(diary, diary.read_at) if diary.read_at else "",
        tried=_said(diary, diary.tried_at) if diary.error else "",
        busy=[day.isoformat() for day in days[:SHOWN]],
        more=max(0, len(days) - SHOWN),
        until=diary.known_until,
        is_old=_age(diary.read_at) >= FRESH if diary.read_at else False,
        is_due=diary.source is not None and _age(diary.tried_at) >= DUE,
        error=diary.error,
        can_read=diary.source is not None,
        address=diary.source or "",
    )


def _came(diary: Diary) -> str:
    """Say where it came from; an address may hold a secret, so only its host is said, and that not to everybody."""
    if not diary.has_source:
        return "from a file"
    host = urlsplit(diary.source or "").hostname
    return f"from {host}" if host else "from an address"


def _said(diary: Diary, at: str) -> str:
    """Say when it was, and by whom where that is known of this time."""
    when = past.moment(at, clock.zone())
    return f"{when}, by {diary.by.name}" if diary.by and at == diary.tried_at else when


def _days(ranges: list[str], since: date) -> Iterator[date]:
    for each in ranges:
        first, last = (date.fromisoformat(day) for day in each.split("/"))
        begin = max(first, since)
        yield from (begin + timedelta(n) for n in range((last - begin).days + 1))


def _age(at: str) -> timedelta:
    return datetime.now(UTC) - datetime.fromisoformat(at)
