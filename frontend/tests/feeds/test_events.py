"""A night as an event: what section 8 of the product asks, read back with another library."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gig_web.clients.feeds import Entry
from gig_web.feeds import calendars

Event = Any
Make = Callable[..., Entry]
ReadBack = Callable[[str], list[Event]]
URL = "https://planner.test/gigs"
LONDON = ZoneInfo("Europe/London")
NAMES = ("Europe/London", "America/New_York", "America/Havana", "Australia/Lord_Howe", "Africa/Casablanca")
NAMES += ("America/St_Johns", "Asia/Kathmandu", "Pacific/Apia")


def test_the_whole_of_an_event(an_entry: Make) -> None:
    entry = an_entry(description="Loud; louder,\nloudest\\")

    assert calendars.file(entry, URL).splitlines() == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Gig Planner//Gig Planner//EN",
        "CALSCALE:GREGORIAN",
        "BEGIN:VTIMEZONE",
        "TZID:Europe/London",
        *("BEGIN:STANDARD", "DTSTART:20270101T000000", "TZOFFSETFROM:+0000", "TZOFFSETTO:+0000", "TZNAME:GMT"),
        "END:STANDARD",
        *("BEGIN:DAYLIGHT", "DTSTART:20270328T010000", "TZOFFSETFROM:+0000", "TZOFFSETTO:+0100", "TZNAME:BST"),
        "END:DAYLIGHT",
        *("BEGIN:STANDARD", "DTSTART:20271031T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0000", "TZNAME:GMT"),
        "END:STANDARD",
        *("BEGIN:DAYLIGHT", "DTSTART:20280326T010000", "TZOFFSETFROM:+0000", "TZOFFSETTO:+0100", "TZNAME:BST"),
        "END:DAYLIGHT",
        *("BEGIN:STANDARD", "DTSTART:20281029T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0000", "TZNAME:GMT"),
        "END:STANDARD",
        "END:VTIMEZONE",
        "BEGIN:VEVENT",
        "UID:gig-01890000-0000-7000-8000-000000000001@gig-planner",
        "SEQUENCE:3",
        "DTSTAMP:20261102T100000Z",
        "LAST-MODIFIED:20261102T100000Z",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "SUMMARY:The Howl @ The Wardrobe",
        "DTSTART;TZID=Europe/London:20270312T193000",
        "DTEND;TZID=Europe/London:20270312T230000",
        "LOCATION:The Wardrobe\\, Leeds",
        "GEO:53.797000;-1.534000",
        "URL:https://planner.test/gigs/01890000-0000-7000-8000-000000000001",
        "CATEGORIES:Gig,Confirmed",
        "DESCRIPTION:Loud\\; louder\\,\\nloudest\\\\",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_a_feed_has_a_name_and_is_read_every_hour_and_no_method(an_entry: Make) -> None:
    calendar: Any = icalendar.Calendar.from_ical(calendars.feed([an_entry()], URL))

    assert (calendar["NAME"], calendar["X-WR-CALNAME"], "METHOD" in calendar) == ("Gig Planner", "Gig Planner", False)
    assert (calendar["REFRESH-INTERVAL"].dt, calendar["X-PUBLISHED-TTL"]) == (timedelta(hours=1), "PT1H")
    assert calendar["REFRESH-INTERVAL"].params["VALUE"] == "DURATION"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        pytest.param({}, ("CONFIRMED", "OPAQUE", "The Howl @ The Wardrobe"), id="confirmed"),
        pytest.param(
            {"status": "hold", "hold_level": 1}, ("TENTATIVE", "OPAQUE", "HOLD 1: The Howl @ The Wardrobe"), id="a hold"
        ),
        pytest.param(
            {"status": "hold"}, ("TENTATIVE", "OPAQUE", "HOLD: The Howl @ The Wardrobe"), id="a hold without a level"
        ),
        pytest.param({"status": "offered"}, ("TENTATIVE", "OPAQUE", "OFFER: The Howl @ The Wardrobe"), id="an offer"),
        pytest.param(
            {"is_off": True}, ("CANCELLED", "TRANSPARENT", "CANCELLED: The Howl @ The Wardrobe"), id="what is off"
        ),
        pytest.param(
            {"band": None, "title": "Quiz"}, ("CONFIRMED", "OPAQUE", "Quiz @ The Wardrobe"), id="a title, no band"
        ),
        pytest.param(
            {"band": None, "held_for": "Ada"}, ("CONFIRMED", "OPAQUE", "Ada @ The Wardrobe"), id="held for, no band"
        ),
        pytest.param({"venue_name": None}, ("CONFIRMED", "OPAQUE", "The Howl"), id="no venue"),
        pytest.param({"band": None}, ("CONFIRMED", "OPAQUE", "The Wardrobe"), id="only a venue"),
    ],
)
def test_status_and_words_follow_the_gig(
    an_entry: Make, read_back: ReadBack, changed: dict[str, Any], said: tuple[str, ...]
) -> None:
    (event,) = read_back(calendars.file(an_entry(**changed), URL))

    assert tuple(str(event[name]) for name in ("STATUS", "TRANSP", "SUMMARY")) == said


@pytest.mark.parametrize(
    ("changed", "begins", "ends"),
    [
        pytest.param({}, "2027-03-12T19:30+00:00", "2027-03-12T23:00+00:00", id="from its start"),
        pytest.param({"start": None}, "2027-03-12T19:00+00:00", "2027-03-12T23:00+00:00", id="else from doors"),
        pytest.param({"end": None}, "2027-03-12T19:30+00:00", "2027-03-12T22:30+00:00", id="three hours, no end"),
        pytest.param({"end": "19:30"}, "2027-03-12T19:30+00:00", "2027-03-12T22:30+00:00", id="an end that is none"),
        pytest.param({"end": "02:00"}, "2027-03-12T19:30+00:00", "2027-03-13T02:00+00:00", id="the next morning"),
        pytest.param({"start": "01:30", "end": "04:00"}, "2027-03-13T01:30+00:00", "2027-03-13T04:00+00:00", id="late"),
        pytest.param({"gig_day": "2027-07-09"}, "2027-07-09T18:30+00:00", "2027-07-09T22:00+00:00", id="in summer"),
        pytest.param(
            {"gig_day": "2027-03-27", "start": "23:30", "end": "03:00"},
            "2027-03-27T23:30+00:00", "2027-03-28T02:00+00:00", id="over the skipped hour",
        ),
    ],
)  # fmt: skip
def test_when_it_is(an_entry: Make, read_back: ReadBack, changed: dict[str, Any], begins: str, ends: str) -> None:
    (event,) = read_back(calendars.file(an_entry(**changed), URL))

    found = [event[name].dt.astimezone(UTC) for name in ("DTSTART", "DTEND")]
    assert found == [datetime.fromisoformat(begins), datetime.fromisoformat(ends)]


def test_without_a_time_it_is_all_day(an_entry: Make, read_back: ReadBack) -> None:
    text = calendars.file(an_entry(doors=None, start=None), URL)

    (event,) = read_back(text)

    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2027, 3, 12), date(2027, 3, 13))
    assert "DTSTART;VALUE=DATE:20270312\r\n" in text
    assert "VTIMEZONE" not in text


@pytest.mark.parametrize("zone", [None, "Nowhere/At_All"])
def test_where_the_zone_is_not_known_the_time_is_the_clocks(
    an_entry: Make, read_back: ReadBack, zone: str | None
) -> None:
    (event,) = read_back(calendars.file(an_entry(venue_timezone=zone), URL))

    assert event["DTSTART"].dt == datetime.fromisoformat("2027-03-12T19:30")


@pytest.mark.parametrize(
    "name", ["The Wardrobe", 'Café del Mar; live, and \\ "loud"', "音楽堂" * 30, "👩‍🎤" * 40, "x" * 300, "a\nb"]
)  # fmt: skip
def test_any_name_comes_back_and_no_line_is_too_long(an_entry: Make, read_back: ReadBack, name: str) -> None:
    text = calendars.file(an_entry(venue_name=name, band=name, description=name), URL)

    (event,) = read_back(text)

    assert (str(event["LOCATION"]), str(event["DESCRIPTION"])) == (f"{name}, Leeds", name)
    assert max(len(line) for line in text.encode().split(b"\r\n")) <= 75


@given(
    st.dates(date(2024, 1, 1), date(2032, 12, 31)),
    st.times().map(lambda time: f"{time:%H:%M}"),
    st.none() | st.times().map(lambda time: f"{time:%H:%M}"),
    st.sampled_from(NAMES),
)
def test_every_event_parses_back_to_its_night(  # noqa: PLR0913, PLR0917  # what it takes
    an_entry: Make, read_back: ReadBack, day: date, start: str, end: str | None, zone: str
) -> None:
    entry = an_entry(gig_day=day.isoformat(), start=start, end=end, venue_timezone=zone)

    (event,) = read_back(calendars.feed([entry], URL))

    begins, ends = event["DTSTART"].dt, event["DTEND"].dt
    shown = begins.replace(tzinfo=None)
    skips = begins.astimezone(UTC) != shown.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    assert not skips
    assert (shown - timedelta(hours=6)).date() == day
    assert timedelta(0) < ends - begins <= timedelta(hours=25)
    assert str(event["UID"]) == f"gig-{entry.id}@gig-planner"
