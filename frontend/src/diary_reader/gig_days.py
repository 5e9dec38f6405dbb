"""Which gig days a time touches: what is on before 06:00 belongs to the day before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

NIGHT_ENDS = timedelta(hours=6)
A_DAY, A_SECOND = timedelta(1), timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Window:
    """The gig days that are looked at, where the band or venue is at home."""

    first: date
    last: date
    zone: tzinfo

    def days(self, start: date, end: date) -> Iterable[date]:
        """Give those from `start` to `end` that lie in it; both may be times, and then `end` is the first not busy."""
        if isinstance(start, datetime) and isinstance(end, datetime):
            first, last = self.gig_day(start), self.gig_day(max(start, end - A_SECOND))
        else:
            first, last = start, max(start, end - A_DAY)
        begin, stop = max(first, self.first), min(last, self.last)
        return [begin + n * A_DAY for n in range((stop - begin).days + 1)]

    def gig_day(self, when: datetime) -> date:
        """Give the gig day of a time; one without a zone is meant where they are at home."""
        here = when.astimezone(self.zone) if when.tzinfo else when
        return (here.replace(tzinfo=None) - NIGHT_ENDS).date()


def ranges(days: Iterable[date]) -> list[str]:
    """Write days as the fewest ranges `2026-05-01/2026-05-03`."""
    found: list[list[date]] = []
    for day in sorted(set(days)):
        if found and found[-1][1] + A_DAY == day:
            found[-1][1] = day
        else:
            found.append([day, day])
    return [f"{first.isoformat()}/{last.isoformat()}" for first, last in found]
