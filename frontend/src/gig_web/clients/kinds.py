"""What the texts and numbers of an answer may hold; `records` checks it when they are read, as pages rely on it."""

import math
import re
from datetime import date, datetime
from functools import lru_cache
from typing import Annotated, Any

KEPT = 4096  # values that were found good and come again
MOST = 2**63
CURRENCY = "GBP"  # where none was chosen

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_MONEY = re.compile(r"[0-9]{1,12}\.[0-9]{2}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(rf"{_DAY.pattern}T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}Z")


@lru_cache(KEPT)
def check_day(text: str) -> None:
    """Raise ValueError for what is no YYYY-MM-DD."""
    if not _DAY.fullmatch(text):
        raise ValueError("no day")
    date.fromisoformat(text)


@lru_cache(KEPT)
def check_instant(text: str) -> None:
    """Raise ValueError for what is no YYYY-MM-DDTHH:MM:SSZ."""
    if not _INSTANT.fullmatch(text):
        raise ValueError("no time in UTC")
    datetime.fromisoformat(text)


@lru_cache(KEPT)
def check_range(text: str) -> None:
    """Raise ValueError for what are not two days, parted by a slash."""
    first, _, last = text.partition("/")
    check_day(first)
    check_day(last)


def check_id(text: str) -> None:
    """Raise ValueError for what is no UUID as we write it."""
    if not _ID.fullmatch(text):
        raise ValueError("no id")


def check_clock(text: str) -> None:
    """Raise ValueError for what no clock shows."""
    if not _CLOCK.fullmatch(text):
        raise ValueError("no time of day")


def check_money(text: str) -> None:
    """Raise ValueError for what is no amount with two decimals."""
    if not _MONEY.fullmatch(text):
        raise ValueError("no amount")


def check_whole(number: int) -> None:
    """Raise ValueError for a number that nothing we count can reach."""
    if not -MOST <= number < MOST:
        raise ValueError("too large")


def check_finite(number: float) -> None:
    """Raise ValueError for infinity, and for what is no number."""
    if not math.isfinite(number):
        raise ValueError("no number")


def check_count(count: object) -> None:
    """Raise ValueError for what is neither a number nor, above what is counted, `{"at_least": number}`."""
    number = count.get("at_least") if isinstance(count, dict) else count
    if type(number) is not int or not 0 <= number < MOST:
        raise ValueError("no count")


def check_counted(row: dict[str, Any]) -> None:
    """Raise TypeError or ValueError for what is no row of facets: name, count, for a city its country."""
    check_count(row.get("count"))
    if not isinstance(row.get("name"), str) or not isinstance(row.get("country"), str | None):
        raise TypeError("no name")


Day = Annotated[str, check_day]
Instant = Annotated[str, check_instant]
DayRange = Annotated[str, check_range]
Id = Annotated[str, check_id]
Clock = Annotated[str, check_clock]
Money = Annotated[str, check_money]
Whole = Annotated[int, check_whole]
Counted = Annotated[dict[str, Any], check_counted]
Degrees = Annotated[float, check_finite]
