"""Busy days as ranges `2026-05-01/2026-05-03`, as they travel, and one by one, as they are stored."""

from collections.abc import Iterable
from datetime import date, timedelta

ONE = timedelta(1)


def spread(ranges: Iterable[str]) -> Iterable[date]:
    """Give each day of the ranges; a day that is in several comes several times."""
    for each in ranges:
        first, _, last = each.partition("/")
        day, end = date.fromisoformat(first), date.fromisoformat(last)
        yield from (day + timedelta(n) for n in range((end - day).days + 1))


def merge(days: Iterable[date]) -> list[str]:
    """Give the fewest ranges that hold these days."""
    found: list[list[date]] = []
    for day in sorted(days):
        if found and found[-1][1] + ONE == day:
            found[-1][1] = day
        else:
            found.append([day, day])
    return [f"{first.isoformat()}/{last.isoformat()}" for first, last in found]


def length(each: str) -> int:
    """Count the days of one range."""
    first, _, last = each.partition("/")
    return (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
