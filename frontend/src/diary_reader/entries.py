"""When the entries of a calendar are: events once and again (RFC 5545), and what a free/busy sheet says."""

import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from time import process_time
from typing import Any

import icalendar
import recurring_ical_events

from diary_reader import alarms
from diary_reader.gig_days import A_DAY, Window
from diary_reader.sheets import Sheet
from diary_reader.trouble import Trouble

SECONDS = 3.0  # of work for the whole file, however busy the machine is otherwise
SERIES_SECONDS = 0.3  # for one event that comes again and again
TOO_MUCH = "There is more in this diary than can be read at once. Export a shorter time, such as from this year on."
_TOO_OFTEN = {"SECONDLY", "MINUTELY", "HOURLY"}  # nobody has gigs like that, and it would take for ever
_FREE = "FREE"

Event = Any  # of the library, whose types are unions of all there can be in one


@dataclass(slots=True)
class Found:
    """The busy gig days; they are all up to `until`, but not where something was not understood."""

    until: date
    days: set[date] = field(default_factory=set)
    is_understood: bool = True


def read(sheet: Sheet, window: Window) -> Found:
    """Find the busy days of `window`; raises Trouble where there is too much."""
    found = Found(window.last, is_understood=sheet.is_whole)
    ends = process_time() + SECONDS
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library remarks on odd zones
        try:
            with alarms.within(SECONDS, of_work=True):
                series = list(_parse(sheet, window, found))
        except alarms.TimeIsUp as error:
            raise Trouble(TOO_MUCH) from error
        _repeat(series, window, found, ends)
    return found


def _parse(sheet: Sheet, window: Window, found: Found) -> Iterator[list[Event]]:
    """Note what is there once, and give the events that come again, each with its exceptions."""
    for zone in sheet.zones:
        with _tried(found):  # the library keeps the zones a file defines
            icalendar.Calendar.from_ical(f"BEGIN:VCALENDAR\r\n{zone}END:VCALENDAR\r\n")
    groups: defaultdict[object, list[Event]] = defaultdict(list)
    for text in sheet.events:
        with _tried(found):
            event = icalendar.Event.from_ical(text)
            groups[str(event["UID"]) if "UID" in event else object()].append(event)
            found.is_understood &= not event.errors and "DTSTART" in event
    for lines in sheet.free_busy:
        with _tried(found):
            _note_sheet(lines, window, found)
    for events in groups.values():
        if any("RRULE" in event or "RDATE" in event for event in events):
            yield events
        else:
            _note(events, window, found)


@contextmanager
def _tried(found: Found) -> Iterator[None]:
    """Go on after what cannot be read, and remember that not all was understood."""
    try:
        yield
    except Exception:  # noqa: BLE001  # whatever a library raises on what strangers wrote
        found.is_understood = False


def _note(events: Iterable[Event], window: Window, found: Found) -> None:
    for event in events:
        with _tried(found):
            if _is_busy(event):
                found.days.update(window.days(*_span(event, found)))


def _is_busy(event: Event) -> bool:
    said = {str(event.get(name, "")).upper().strip() for name in ("STATUS", "TRANSP")}
    return not said & {"CANCELLED", "TRANSPARENT"}


def _span(event: Event, found: Found) -> tuple[date, date]:
    """Give when it begins and when it is over; a day without an end lasts one day."""
    begins = event["DTSTART"]
    start: date = begins.dt
    if isinstance(start, datetime) and start.tzinfo is None and "TZID" in begins.params:
        found.is_understood = False  # a zone nobody knows
    return start, _end(event, start)


def _end(event: Event, start: date) -> date:
    if "DTEND" in event:
        end: date = event["DTEND"].dt
        return _like(start, end)
    lasts = event["DURATION"].dt if "DURATION" in event else timedelta(0)
    return start + max(lasts, timedelta(0))


def _like(start: date, end: date) -> date:
    """Give an end that can be compared with its start; raises ValueError where one is a day and the other a time."""
    if isinstance(start, datetime) != isinstance(end, datetime):
        raise ValueError("a day and a time")
    if isinstance(start, datetime) and isinstance(end, datetime) and not (start.tzinfo and end.tzinfo):
        start, end = start.replace(tzinfo=None), end.replace(tzinfo=None)
    return max(start, end)


def _repeat(series: list[list[Event]], window: Window, found: Found, ends: float) -> None:
    """Work out what comes again, as long as there is time; what takes too long is not understood."""
    for events in series:
        left = ends - process_time()
        if left <= 0:
            found.is_understood = False
            return
        try:
            with alarms.within(min(SERIES_SECONDS, left), of_work=True), _tried(found):
                _note(_occurrences(events, window), window, found)
        except alarms.TimeIsUp:
            found.is_understood = False


def _occurrences(events: list[Event], window: Window) -> list[Any]:
    """Give each time it is on within the window; raises ValueError for what comes too often to be a gig."""
    if any(_freq(event) in _TOO_OFTEN for event in events):
        raise ValueError("too often")
    calendar = icalendar.Calendar()
    for event in events:
        calendar.add_component(event)
    wide = window.first - A_DAY, window.last + 2 * A_DAY  # zones and nights reach over midnight
    return list(recurring_ical_events.of(calendar, keep_recurrence_attributes=True).between(*wide))


def _freq(event: Event) -> str:
    rule = event.get("RRULE")
    rules = rule if isinstance(rule, list) else [rule]
    said = [str(word).upper() for each in rules if each for word in each.get("FREQ", [])]
    return next((word for word in said if word in _TOO_OFTEN), "")


def _note_sheet(lines: list[str], window: Window, found: Found) -> None:
    """Note what a free/busy sheet says; it knows nothing of what comes after its end."""
    for line in lines:
        head, _, values = line.partition(":")
        name, _, params = head.upper().partition(";")
        if name == "DTEND":
            end = _written(icalendar.vDDDTypes, values)
            found.until = min(found.until, window.gig_day(end - timedelta(seconds=1)))
        elif name == "FREEBUSY" and f"FBTYPE={_FREE}" not in params.split(";"):
            for value in values.split(","):
                _note_period(value, window, found)


def _note_period(text: str, window: Window, found: Found) -> None:
    with _tried(found):
        start, end = _written(icalendar.vPeriod, text)
        found.days.update(window.days(start, start + end if isinstance(end, timedelta) else end))


def _written(kind: Any, text: str) -> Any:  # noqa: ANN401  # of the library, in its own types
    return kind.from_ical(text)
