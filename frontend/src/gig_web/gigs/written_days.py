"""Days as people write them: "14 or 15 Oct", "14-16 Oct", "Fri 12 Mar 2027", "2027-03-12"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

MOST = 31
FIRST_YEAR, LAST_YEAR = 1900, 2199  # what the backend stores
HOW_ONE = "Write the date as year-month-day, such as 2027-03-12."
HOW = "Write days as “14 or 15 Oct”, “14-16 Oct”, “Fri 12 Mar 2027” or “2027-03-12”."
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
_MONTH += r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_WEEKDAY = r"(?P<weekday>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?"
_WEEKDAY += r"|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
_ISO = re.compile(r"(?:19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}")
_WRITTEN = re.compile(
    rf"(?:{_WEEKDAY}\.?\s+)?(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:\s+(?:of\s+)?{_MONTH}(?:\s+(?P<year>(?:19|20|21)[0-9]{{2}}))?)?"
)
_DASHES = str.maketrans(dict.fromkeys("\u2013\u2014", "-"))
_UNTIL = ("to", "until", "-")
# Words and signs between two days; the hyphens inside 2027-03-12 are none.
_JOINT = re.compile(r"\s*(,|;|&|\bor\b|\band\b|\bto\b|\buntil\b|(?<![0-9]{4})(?<![0-9]{4}-[0-9]{2})-)\s*")
_LEAP_CYCLE = 9  # years within which there is a 29 February, over a century's turn too


class UnreadableDaysError(ValueError):
    """A sentence that says what cannot be read, or how to write it."""


@dataclass(frozen=True, slots=True)
class _Day:
    """One day as far as it was written."""

    day: int
    month: int | None = None
    year: int | None = None
    weekday: int | None = None


def read(text: str, today: date) -> list[date]:
    """List the days in order, without a year their next occurrence; raises UnreadableDaysError."""
    pieces = _JOINT.split(" ".join(text.lower().translate(_DASHES).split()))
    written = _complete([_parse(piece) for piece in pieces[::2]])
    joints = ["", *pieces[1::2], ""]
    found: set[date] = set()
    for position, day in enumerate(written):
        if joints[position + 1] not in _UNTIL:  # else it begins the range that the next one ends
            start = written[position - 1] if joints[position] in _UNTIL else day
            found.update(_span(start, day, today))
    if len(found) > MOST:
        raise UnreadableDaysError(f"That is more than {MOST} days. Use From and To for a long range.")
    return sorted(found)


def one(text: str) -> date | None:
    """Read a field for one date, None where it is empty; raises UnreadableDaysError."""
    if not text:
        return None
    try:
        if _ISO.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise UnreadableDaysError(HOW_ONE)


def _parse(piece: str) -> _Day:
    if _ISO.fullmatch(piece):
        try:
            when = date.fromisoformat(piece)
        except ValueError as error:
            raise UnreadableDaysError(f"There is no day {piece}.") from error
        return _Day(when.day, when.month, when.year)
    found = _WRITTEN.fullmatch(piece)
    if found is None:
        raise UnreadableDaysError(HOW)
    month, year, weekday = found["month"], found["year"], found["weekday"]
    return _Day(
        int(found["day"]),
        _MONTHS.index(month[:3]) + 1 if month else None,
        int(year) if year else None,
        _WEEKDAYS.index(weekday[:3]) if weekday else None,
    )


def _complete(written: list[_Day]) -> list[_Day]:
    """Give each day the month and year of the next one that has them."""
    complete: list[_Day] = []
    month = year = None
    for day in reversed(written):
        month, year = day.month or month, day.year or (year if month or day.month else None)
        if month is None:
            raise UnreadableDaysError(f"Which month? {HOW}")
        complete.append(replace(day, month=month, year=year))
    return complete[::-1]


def _span(start: _Day, end: _Day, today: date) -> Iterator[date]:
    last = _resolve(end, today)
    first = last if start is end else _before(start, last)
    if (last - first).days > MOST:
        raise UnreadableDaysError(f"That is more than {MOST} days. Use From and To for a long range.")
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _before(start: _Day, last: date) -> date:
    """Find the first day of a range: in the year of the last, or the year before ("28 Dec - 2 Jan")."""
    inherited = start.year in {None, last.year}
    year = last.year - ((start.month or 0) > last.month) if inherited else start.year
    first = _make(replace(start, year=year))
    if first is None or first > last:
        raise UnreadableDaysError(f"No range leads from {_say(start)} to {last.day} {last:%b %Y}.")
    return _checked(start, first)


def _resolve(written: _Day, today: date) -> date:
    years = [written.year] if written.year else range(today.year, today.year + _LEAP_CYCLE)
    days = (_make(replace(written, year=year)) for year in years)
    found = next((day for day in days if day and (written.year or day >= today)), None)
    if found is None:
        raise UnreadableDaysError(f"There is no {_say(written)}.")
    return _checked(written, found)


def _make(written: _Day) -> date | None:
    try:
        return date(written.year or 0, written.month or 0, written.day)
    except ValueError:
        return None


def _checked(written: _Day, found: date) -> date:
    if written.weekday not in {None, found.weekday()}:
        raise UnreadableDaysError(f"{found.day} {found:%b %Y} is a {found:%A}. Leave the weekday out or correct it.")
    return found


def _say(written: _Day) -> str:
    month = _MONTHS[(written.month or 1) - 1].capitalize()
    return f"{written.day} {month}" + (f" {written.year}" if written.year else "")
