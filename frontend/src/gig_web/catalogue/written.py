"""How the values of a band or venue are written in a form field: `show` and `read` undo each other."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Widget = Literal["line", "lines", "tick", "country", "clock"]

_WHOLE = re.compile(r"[0-9]{1,9}|[0-9]{1,3}(,[0-9]{3}){1,2}")
_MONEY = re.compile(r"([0-9]{1,7}|[0-9]{1,3}(,[0-9]{3}){1,2})(\.[0-9]{1,2})?")
_DEGREES = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{1,12})?")
_DAY = r"([0-9]{4}-[0-9]{2}-[0-9]{2})"
_RANGE = re.compile(rf"{_DAY}(?:\s*(?:to|until|/|-|\u2013)\s*{_DAY})?")
_ONE_SIGN = str.maketrans({"\u2212": "-"})  # a minus as typesetters write it


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value; `read` gets no empty text and raises ValueError with a sentence."""

    show: Callable[[Any], str] = str
    read: Callable[[str], object] = str
    widget: Widget = "line"
    inputmode: str | None = None
    absent: object = None


def _read_whole(text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise ValueError("Write a whole number, such as 120.")
    return int(text.replace(",", ""))


def _read_money(text: str) -> str:
    if not _MONEY.fullmatch(text):
        raise ValueError("Write an amount, such as 250 or 250.00.")
    whole, _, rest = text.replace(",", "").partition(".")
    return f"{int(whole)}.{rest:0<2}"


def _read_degrees(text: str) -> float:
    if not _DEGREES.fullmatch(text.translate(_ONE_SIGN)):
        raise ValueError("Write degrees with a point, such as 53.801 or -1.549.")
    return float(text.translate(_ONE_SIGN))


def _read_genres(text: str) -> list[str]:
    return [word for part in re.split(r"[,;\n]", text) if (word := " ".join(part.split()))]


def _read_days(text: str) -> list[str]:
    lines = enumerate(text.splitlines(), 1)
    return [_read_range(line.strip(), number) for number, line in lines if line.strip()]


def _read_range(line: str, number: int) -> str:
    found = _RANGE.fullmatch(line)
    if not found:
        raise ValueError(f"Line {number}: write a day, such as 2026-05-01, or 2026-05-01 to 2026-05-14.")
    first, last = found[1], found[2] or found[1]
    try:
        if date.fromisoformat(first) <= date.fromisoformat(last):
            return f"{first}/{last}"
    except ValueError as error:
        raise ValueError(f"Line {number}: there is no such day.") from error
    raise ValueError(f"Line {number}: the last day is before the first.")


def _show_days(ranges: list[str]) -> str:
    pairs = (each.partition("/")[::2] for each in ranges)
    return "\n".join(first if last in {"", first} else f"{first} to {last}" for first, last in pairs)


TEXT = Kind()
LINES = Kind(widget="lines")
WHOLE = Kind(read=_read_whole, inputmode="numeric")
MONEY = Kind(read=_read_money, inputmode="decimal")
DEGREES = Kind(show=repr, read=_read_degrees)
GENRES = Kind(show=", ".join, read=_read_genres, absent=())
DAYS = Kind(show=_show_days, read=_read_days, widget="lines", absent=())
CLOCK = Kind(widget="clock")
COUNTRY = Kind(widget="country")
TICK = Kind(show=lambda yes: "1" if yes else "", read=bool, widget="tick", absent=False)
