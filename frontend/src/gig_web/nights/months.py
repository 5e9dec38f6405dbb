"""A month of a calendar: read from what people write, its weeks, the months beside it."""

import re
from calendar import Calendar
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from gig_web.gigs.written_days import FIRST_YEAR, LAST_YEAR

UNREADABLE = "Write the month as 2027-03 or March 2027."
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})")
_WRITTEN = ("%B %Y", "%b %Y", "%m/%Y")


class UnreadableMonthError(ValueError):
    """A sentence that says how to write a month."""


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of a year."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> Self:
        """Give the month a day lies in."""
        return cls(day.year, day.month)

    @classmethod
    def read(cls, text: str) -> Self:
        """Read "2027-03" or "March 2027"; raises UnreadableMonthError."""
        day = _first_day(text)
        if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise UnreadableMonthError(UNREADABLE)
        return cls.of(day)

    @property
    def first(self) -> date:
        """Give its first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """Give its last day."""
        return self.days[-1]

    @property
    def days(self) -> list[date]:
        """List its days."""
        return [day for week in self.weeks for day in week if day]

    @property
    def weeks(self) -> list[list[date | None]]:
        """Give its weeks from Monday to Sunday; days of the months beside it are None."""
        weeks = Calendar().monthdatescalendar(self.year, self.month)
        return [[day if day.month == self.month else None for day in week] for week in weeks]

    @property
    def before(self) -> Self | None:
        """Give the month before; None before all that can be planned."""
        return self._beside(-1)

    @property
    def after(self) -> Self | None:
        """Give the month after; None behind all that can be planned."""
        return self._beside(1)

    @property
    def name(self) -> str:
        """Say "March 2027"."""
        return f"{self.first:%B} {self.year}"

    def __str__(self) -> str:
        """Write "2027-03"."""
        return f"{self.year}-{self.month:02}"

    def _beside(self, months: int) -> Self | None:
        years, month = divmod(self.month - 1 + months, 12)
        year = self.year + years
        return type(self)(year, month + 1) if FIRST_YEAR <= year <= LAST_YEAR else None


def _first_day(text: str) -> date | None:
    words = " ".join(text.split())
    if found := _ISO.fullmatch(words):
        year, month = int(found[1]), int(found[2])
        return date(year, month, 1) if year and month in range(1, 13) else None
    return next((day for form in _WRITTEN if (day := _parsed(words, form))), None)


def _parsed(words: str, form: str) -> date | None:
    try:
        return datetime.strptime(words, form).date()  # noqa: DTZ007  # a month has no time zone
    except ValueError:
        return None
