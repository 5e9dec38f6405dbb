"""What happens when on a night, in order."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from gig_chassis import business_days
from gig_web.clients.shares import SheetGig

ANY_DAY = date(2000, 1, 1)  # for the order of times on a night without a date


@dataclass(frozen=True, slots=True)
class Moment:
    """When something happens, by the clock, with the day where that is not the gig day; and whether it is a set."""

    what: str
    when: str
    is_set: bool = False


def of(gig: SheetGig, curfew: str | None) -> list[Moment]:
    """Give all times that are known, those of the sets among them, in order."""
    day = date.fromisoformat(gig.gig_day) if gig.gig_day else None
    found = sorted(_found(gig, curfew, day or ANY_DAY), key=lambda each: each[1])
    return [Moment(what, _said(at, day), is_set) for what, at, is_set in found]


def _found(gig: SheetGig, curfew: str | None, day: date) -> Iterator[tuple[str, datetime, bool]]:
    for what, clock in (
        ("Load-in", gig.load_in),
        ("Soundcheck", gig.soundcheck),
        ("Doors", gig.doors),
        ("Start", gig.start),
    ):
        if clock:
            yield what, business_days.wall(day, clock), False
    for act in gig.lineup:
        if act.set_time:
            yield act.name, business_days.wall(day, act.set_time), True
    for what, clock in (("End", gig.end), ("Curfew", curfew)):
        if clock:
            yield what, business_days.wall_span(day, gig.start or gig.doors or clock, clock)[1], False


def _said(at: datetime, day: date | None) -> str:
    return f"{at:%H:%M}" if day is None or at.date() == day else f"{at:%H:%M (%a)}"
