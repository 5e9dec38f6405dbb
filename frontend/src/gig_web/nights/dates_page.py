"""Copy dates: which nights my rooms have, as text for a mail."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from flask import render_template, request
from werkzeug.datastructures import MultiDict

from gig_web import clients
from gig_web.accounts import access
from gig_web.gigs import clock, written_days
from gig_web.nights import copying, openings, rooms
from gig_web.nights.rooms import Rooms
from gig_web.upstream import Refused, UpstreamError

USUAL = timedelta(days=27)
MOST_DAYS = 92
LONGEST = 200


@dataclass(slots=True)
class Asked:
    """The address, read: days one by one, else from one to another; `errors` are sentences for what cannot be read."""

    written: str
    first: date
    last: date
    days: list[date] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def nights(self) -> list[date]:
        """List the days that are asked for."""
        span = (self.last - self.first).days + 1
        return self.days or [self.first + timedelta(days=ahead) for ahead in range(span)]


@access.allow("viewer", newcomer=True)
def list_dates() -> str:
    """Show which nights my rooms have, from tomorrow for four weeks unless the address says otherwise."""
    today = clock.today()
    asked = read(request.args, today)
    mine = rooms.choose(request.args.getlist("room"))
    text, missing = ("", []) if asked.errors or not mine.chosen else _text(mine, asked, today)
    return render_template("gigs/dates.html", asked=asked, mine=mine, text=text, missing=[*mine.missing, *missing])


def read(args: MultiDict[str, str], today: date) -> Asked:
    """Read the query string."""
    asked = Asked(args.get("days", "").strip()[:LONGEST], today + timedelta(1), today + timedelta(1) + USUAL)
    first, last = (_day(args, name, asked.errors) for name in ("from", "to"))
    if asked.written:
        try:
            asked.days = written_days.read(asked.written, today)
        except written_days.UnreadableDaysError as error:
            asked.errors["days"] = str(error)
    asked.first = first or min(asked.first, last or asked.first)
    asked.last = last or asked.first + USUAL
    if not asked.days and not 0 <= (asked.last - asked.first).days < MOST_DAYS:
        asked.errors.setdefault("to", f"Choose a day on or after the first, at most {MOST_DAYS} days in all.")
    return asked


def _day(args: MultiDict[str, str], name: str, errors: dict[str, str]) -> date | None:
    try:
        return written_days.one(args.get(name, "").strip())
    except written_days.UnreadableDaysError as error:
        errors[name] = str(error)
        return None


def _text(mine: Rooms, asked: Asked, today: date) -> tuple[str, list[str]]:
    nights = clients.current().nights
    days = asked.nights
    span = [("days", ",".join(map(str, days)))] if asked.days else [("from", str(days[0])), ("to", str(days[-1]))]
    try:
        counts = openings.by_night(nights.counts([("venue", ",".join(mine.ids)), *span]))
    except (UpstreamError, Refused):
        return "", [nights.name]
    return copying.text(mine.chosen, days, counts, today, each=bool(asked.days)), []
