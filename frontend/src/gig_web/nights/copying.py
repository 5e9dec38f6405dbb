"""Dates as text to send: each room, its days, and what a new hold of each would be."""

from collections.abc import Sequence
from datetime import date, timedelta

from gig_web.clients.nouns import Venue
from gig_web.nights import openings
from gig_web.nights.openings import Counts, Opening

_IS = " \u2013 "  # an en dash
_NEXT_YEAR = timedelta(days=300)  # a day farther ahead may be taken for the one a year earlier


def text(rooms: Sequence[Venue], days: Sequence[date], counts: Counts, today: date, *, each: bool) -> str:
    """Write a line for each room: the days that can be had, or, with `each`, what each day is."""
    return "\n".join(
        _line(room, [openings.of(room, day, counts, today) for day in days], today, each) for room in rooms
    )


def _line(room: Venue, found: list[Opening], today: date, each: bool) -> str:  # noqa: FBT001  # as `text` has it
    said = [f"{_day(opening.day, today)}{_IS}{opening.word}" for opening in found if each or opening.can_be_had]
    return f"{room.name}: {' · '.join(said) or 'nothing free'}"


def _day(day: date, today: date) -> str:
    return f"{day:%a} {day.day} {day:%b}" + (f" {day.year}" if day - today > _NEXT_YEAR or day < today else "")
