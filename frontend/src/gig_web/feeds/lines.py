"""Content lines of iCalendar (RFC 5545, 3.1): values escaped, long lines folded."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

LONGEST = 75  # octets of a line without its end
END = "\r\n"
_ESCAPED = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n", "\r": None})


def text(value: str) -> str:
    """Write a text; of control characters only line ends are known to calendars."""
    return value.translate(_ESCAPED) if value.isprintable() else _without_controls(value).translate(_ESCAPED)


def day(value: date) -> str:
    """Write a day."""
    return f"{value:%Y%m%d}"


def time(value: datetime) -> str:
    """Write a time as calendar and clock show it."""
    return f"{value:%Y%m%dT%H%M%S}"


def folded(lines: Iterable[str]) -> str:
    """Join content lines, those that are too long over several."""
    return "".join(line + END if len(line) <= LONGEST and line.isascii() else _fold(line) for line in lines)


def _fold(line: str) -> str:
    return f"{END} ".join(_pieces(line)) + END


def _pieces(line: str) -> Iterator[str]:
    """Cut by octets, and never within a sign."""
    rest, room = line.encode(), LONGEST
    while rest:
        piece = rest[:room].decode(errors="ignore")
        yield piece
        rest, room = rest[len(piece.encode()) :], LONGEST - 1  # the space before takes one


def _without_controls(value: str) -> str:
    return "".join(sign for sign in value if sign == "\n" or sign.isprintable() or not sign.isascii())
