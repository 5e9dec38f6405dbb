"""The calendar: a month as a grid and as an agenda, for my rooms or for all gigs."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Self

from flask import render_template, request, url_for
from werkzeug.datastructures import MultiDict

from gig_web import clients, parallel
from gig_web.accounts import access
from gig_web.clients.nights import DayOfGigs
from gig_web.clients.nouns import Gig, Venue
from gig_web.gigs import clock, words
from gig_web.nights import openings, rooms
from gig_web.nights.months import Month, UnreadableMonthError
from gig_web.upstream import Refused, UpstreamError

MOST_SHOWN = 4  # gigs of one day; where there are more, the last gives its place to a link
FREE_SHOWN = 3  # rooms of one day of the grid; the agenda names all
LONGEST = 40  # of what was written for a month, in a sentence
ALL = "all"
AGENDA = "agenda"


@dataclass(frozen=True, slots=True)
class Asked:
    """The address of the calendar, read."""

    month: Month
    rooms: tuple[str, ...] = ()
    show: str = ""
    view: str = ""
    error: str = ""

    @classmethod
    def read(cls, args: MultiDict[str, str], today: date) -> Self:
        """Read the query; a month that cannot be read is this one, with a sentence."""
        written, month, error = args.get("month", "").strip(), Month.of(today), ""
        try:
            month = Month.read(written) if written else month
        except UnreadableMonthError as unreadable:
            error = f"“{written[:LONGEST]}” cannot be read. {unreadable}"
        show = ALL if args.get("show") == ALL else ""
        view = AGENDA if args.get("view") == AGENDA else ""
        return cls(month, tuple(args.getlist("room")) if not show else (), show, view, error)

    def address(self, **changes: Any) -> str:  # noqa: ANN401  # whatever a field holds
        """Give the address with some of it changed."""
        asked = replace(self, **changes)
        given = {"month": str(asked.month), "room": list(asked.rooms), "show": asked.show, "view": asked.view}
        return url_for("gigs.show_calendar", **{name: value for name, value in given.items() if value})  # type: ignore[arg-type]  # a list is written as a repeated parameter


@dataclass(frozen=True, slots=True)
class Cell:
    """One day: its gigs or the first of them, how many more, the rooms that are free and those that are closed."""

    day: date
    gigs: list[Gig] = field(default_factory=list)
    more: int = 0
    free: list[Venue] = field(default_factory=list)
    closed: list[Venue] = field(default_factory=list)
    is_today: bool = False
    is_past: bool = False

    @property
    def is_empty(self) -> bool:
        """Say whether an agenda has nothing to tell of it."""
        return not (self.gigs or self.free or self.closed)


@dataclass(slots=True)
class Nights:
    """What the backend said of the month, and what is missing."""

    days: Mapping[str, DayOfGigs] = field(default_factory=dict)
    counts: openings.Counts | None = None
    missing: list[str] = field(default_factory=list)


@access.allow("viewer", newcomer=True, carries_check=True)
def show_calendar() -> str:
    """Show a month, by default this one and my rooms."""
    today = clock.today()
    asked = Asked.read(request.args, today)
    mine = rooms.choose(asked.rooms)
    shown = [] if asked.show else mine.chosen
    nights = _ask(asked.month, [room.id for room in shown])
    cells = {day: _cell(day, shown, nights, today) for day in asked.month.days}
    return render_template(
        "gigs/calendar.html",
        asked=asked,
        mine=mine,
        shown=shown,
        weeks=[[cells.get(day) if day else None for day in week] for week in asked.month.weeks],
        agenda=[cell for cell in cells.values() if not cell.is_empty],
        this_month=Month.of(today),
        missing=list(dict.fromkeys([*mine.missing, *nights.missing])),
        free_shown=FREE_SHOWN,
        words=words,
    )


def _ask(month: Month, room_ids: list[str]) -> Nights:
    every = clients.current().nights
    span = [("from", month.first.isoformat()), ("to", month.last.isoformat())]
    at = [("venue", ",".join(room_ids))] if room_ids else []
    try:
        days, counts = parallel.both(
            lambda: every.month([*span, *at, ("each", MOST_SHOWN)]),
            lambda: every.counts([*span, *at]) if at else [],
            every.name,
        )
    except Refused:  # more rooms than it takes, or a version that reads another question
        return Nights(missing=[every.name])
    if isinstance(days, UpstreamError) or isinstance(counts, UpstreamError):
        known = [] if isinstance(days, UpstreamError) else days  # and no night is called free
        return Nights({day.gig_day: day for day in known}, missing=[every.name])
    return Nights({day.gig_day: day for day in days}, openings.by_night(counts))


def _cell(day: date, shown: list[Venue], nights: Nights, today: date) -> Cell:
    of_day = nights.days.get(day.isoformat())
    gigs = of_day.gigs[: MOST_SHOWN if of_day.total <= MOST_SHOWN else MOST_SHOWN - 1] if of_day else []
    return Cell(
        day,
        gigs,
        of_day.total - len(gigs) if of_day else 0,
        free=[] if nights.counts is None else openings.free(shown, day, nights.counts, today),
        closed=[room for room in shown if openings.is_closed(room, day)],
        is_today=day == today,
        is_past=day < today,
    )
