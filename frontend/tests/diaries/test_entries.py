"""What a calendar says, as busy gig days and as far as it is known."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from diary_reader import reading
from diary_reader.fetching import LARGE, MOST_BYTES, Network
from diary_reader.reading import Wanted

TODAY, LAST = date(2027, 3, 1), "2028-04-04"
Make = Callable[..., bytes]
EVENING = "DTSTART;TZID=Europe/London:20270312T200000\nDTEND;TZID=Europe/London:20270312T230000"
OWN_ZONE = """BEGIN:VTIMEZONE
TZID:Somewhere
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0900
TZOFFSETTO:+0900
END:STANDARD
END:VTIMEZONE
"""


def read(content: bytes, zone: str = "Europe/London") -> dict[str, Any]:
    return reading.read(Wanted(TODAY, zone, content=content), Network())


def days(content: bytes, zone: str = "Europe/London") -> list[str]:
    """Give the busy days of a diary that was understood, of ranges their first."""
    found = read(content, zone)
    assert found["known_until"] == LAST
    return [each[5:10] if each[:10] == each[11:] else f"{each[5:10]}/{each[16:]}" for each in found["busy"]]


@pytest.mark.parametrize(
    ("event", "busy"),
    [
        pytest.param(EVENING, ["03-12"], id="an evening"),
        pytest.param("DTSTART:20270312T200000Z\nDURATION:PT3H", ["03-12"], id="how long it lasts"),
        pytest.param("DTSTART:20270312T200000Z", ["03-12"], id="no end"),
        pytest.param("DTSTART:20270313T020000", ["03-12"], id="where they are"),
        pytest.param("DTSTART;VALUE=DATE:20270312", ["03-12"], id="a day"),
        pytest.param("DTSTART;VALUE=DATE:20270312\nDTEND;VALUE=DATE:20270315", ["03-12/03-14"], id="days"),
        pytest.param("DTSTART;VALUE=DATE:20270312\nDURATION:P2D", ["03-12/03-13"], id="days by how long"),
        pytest.param("DTSTART;VALUE=DATE:20270227\nDTEND;VALUE=DATE:20270302", ["02-28/03-01"], id="from yesterday"),
        pytest.param(f"{EVENING}\nSTATUS:TENTATIVE", ["03-12"], id="tentative"),
        pytest.param(f"{EVENING}\nSTATUS:CANCELLED", [], id="cancelled"),
        pytest.param(f"{EVENING}\nTRANSP:TRANSPARENT", [], id="transparent"),
        pytest.param(f"{EVENING}\nTRANSP:OPAQUE", ["03-12"], id="opaque"),
        pytest.param("DTSTART;TZID=W. Europe Standard Time:20270312T000000", ["03-11"], id="a zone of Windows"),
        pytest.param("DTSTART;TZID=/example.org/Europe/London:20270312T200000", ["03-12"], id="a zone with a vendor"),
        pytest.param(f"{EVENING}\nRRULE:FREQ=WEEKLY;COUNT=3", ["03-12", "03-19", "03-26"], id="weekly"),
        pytest.param(
            f"{EVENING}\nRRULE:FREQ=WEEKLY;COUNT=3\nEXDATE;TZID=Europe/London:20270319T200000",
            ["03-12", "03-26"],
            id="weekly but once",
        ),
        pytest.param(
            f"{EVENING}\nRDATE;TZID=Europe/London:20270401T200000,20270402T200000", ["03-12", "04-01/04-02"], id="dates"
        ),
        pytest.param("DTSTART;VALUE=DATE:20200303\nRRULE:FREQ=YEARLY", ["03-03", "03-03"], id="of old"),
    ],
)
def test_an_event_makes_its_gig_days_busy(calendar: Make, event: str, busy: list[str]) -> None:
    assert days(calendar(f"UID:1\n{event}")) == busy


def test_an_exception_to_a_series_counts_instead(calendar: Make) -> None:
    series = f"UID:1\n{EVENING}\nRRULE:FREQ=WEEKLY;COUNT=4"
    moved = "UID:1\nRECURRENCE-ID;TZID=Europe/London:20270319T200000\nDTSTART;TZID=Europe/London:20270320T200000"
    cancelled = "UID:1\nRECURRENCE-ID;TZID=Europe/London:20270326T200000\nDTSTART;TZID=Europe/London:20270326T200000"

    assert days(calendar(series, moved, f"{cancelled}\nSTATUS:CANCELLED")) == ["03-12", "03-20", "04-02"]


def test_a_zone_that_the_file_defines_is_known(calendar: Make) -> None:
    event = "UID:1\nDTSTART;TZID=Somewhere:20270313T040000"

    assert days(calendar(event, before=OWN_ZONE)) == ["03-12"]


def test_gig_days_are_those_of_where_they_are_at_home(calendar: Make) -> None:
    event = "UID:1\nDTSTART:20270312T233000Z\nDTEND:20270313T003000Z"

    assert days(calendar(event), "Europe/London") == ["03-12"]
    assert days(calendar(event), "Asia/Tokyo") == ["03-13"]


def test_a_free_busy_sheet_is_known_as_far_as_it_goes(calendar: Make) -> None:
    sheet = """BEGIN:VFREEBUSY
DTSTART:20270301T000000Z
DTEND:20270501T000000Z
FREEBUSY:20270312T200000Z/PT3H,20270320T200000Z/20270322T010000Z
FREEBUSY;FBTYPE=FREE:20270401T000000Z/P1D
FREEBUSY;FBTYPE=BUSY-TENTATIVE:20270410T200000Z/PT1H
END:VFREEBUSY
"""

    assert read(calendar(before=sheet)) == {
        "busy": ["2027-03-12/2027-03-12", "2027-03-20/2027-03-21", "2027-04-10/2027-04-10"],
        "known_until": "2027-04-30",
    }


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", id="unix lines"),
        pytest.param(b"\xef\xbb\xbfBEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", id="a mark"),
        pytest.param("BEGIN:VCALENDAR\nEND:VCALENDAR\n".encode("utf-16"), id="sixteen bits"),
        pytest.param(b"begin:vcalendar\rend:vcalendar\r", id="old lines"),
        pytest.param(b"BEGIN:VCALENDAR\nBEGIN:VTODO\nDTSTART:20270312\nEND:VTODO\nEND:VCALENDAR\n", id="to do"),
    ],
)
def test_an_empty_calendar_is_free_and_known(content: bytes) -> None:
    assert read(content) == {"busy": [], "known_until": LAST}


def test_what_they_do_is_dropped_unread_however_it_is_written(calendar: Make) -> None:
    details = "SUMMARY:Secret\nDESCRIPTION:DTSTART:2027\n  END:VEVENT\nLOCATION;X=\xff:Bed\nATTACH:data:,x\nbroken line"
    alarm = "BEGIN:VALARM\nTRIGGER:-PT15M\nDTSTART:19990101T000000\nEND:VALARM"
    content = calendar(f"UID:1\n{details}\n{EVENING}\n{alarm}").decode().encode("latin-1")

    assert days(content) == ["03-12"]


def test_a_folded_line_is_read_in_one_piece(calendar: Make) -> None:
    assert days(calendar("UID:1\nDTST\n ART:20270312T20\n\t0000Z")) == ["03-12"]


@pytest.mark.parametrize(
    "event",
    [
        *("DTSTART:soon", "DTSTART:20271301T200000Z", "DTEND:20270301T000000Z", "DTSTART:", "SUMMARY:Nothing else"),
        "DTSTART:20270401T200000Z\nDTSTART:20270402T200000Z",
        "DTSTART;TZID=Nowhere/Land:20270312T200000",
        "DTSTART:20270312T200000Z\nDURATION:a while",
        "DTSTART;VALUE=DATE:20270312\nDTEND:20270313T000000Z",
        "DTSTART:20270312T200000Z\nRRULE:FREQ=NEVER",
        "DTSTART:20270312T200000Z\nRRULE:FREQ=DAILY;INTERVAL=0",
        "DTSTART:20270312T200000Z\nRRULE:BYDAY=MO",
        "DTSTART:20270312T200000Z\nRDATE:never",
        "DTSTART:99991231T235959Z\nDURATION:P9999999999D",
        "DTSTART;VALUE=PERIOD:20270312T200000Z/PT1H",
    ],
)
def test_what_cannot_be_understood_leaves_unknown_what_is_free_and_the_rest_counts(calendar: Make, event: str) -> None:
    found = read(calendar(f"UID:1\n{event}", "UID:2\nDTSTART;VALUE=DATE:20270501"))

    assert found["known_until"] is None
    assert "2027-05-01/2027-05-01" in found["busy"]


@pytest.mark.parametrize(
    "ending",
    [b"BEGIN:VEVENT\r\nDTSTART:20270312T200000Z\r\n", b"END:VEVENT\r\nEND:VCALENDAR\r\n", b"DTST"],
    ids=["broken off", "an end too many", "in a line"],
)
def test_a_file_that_is_not_whole_leaves_unknown_what_is_free(calendar: Make, ending: bytes) -> None:
    whole = calendar("UID:1\nDTSTART;VALUE=DATE:20270501").removesuffix(b"END:VCALENDAR\r\n")

    assert read(whole + ending) == {"busy": ["2027-05-01/2027-05-01"], "known_until": None}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<!DOCTYPE html><title>Calendar</title>", "This is a web page, not a calendar: look for the iCal address"),
        (b"\n <html>BEGIN:VCALENDAR</html>", "This is a web page, not a calendar"),
        (b"\x89PNG\r\n\x1a\n", "This is not a calendar. Export the diary as an iCal file (.ics)"),
        (b"", "This is not a calendar."),
        (b"date,busy\n2027-03-12,yes\n", "This is not a calendar."),
        (b"BEGIN:VCARD\r\nEND:VCARD\r\n", "This is not a calendar."),
        (bytes(MOST_BYTES + 1), LARGE),
    ],
    ids=["a web page", "a page that quotes one", "a picture", "nothing", "a table", "a card", "too large"],
)
def test_what_is_no_calendar_is_said_with_what_to_do(content: bytes, sentence: str) -> None:
    assert read(content)["trouble"].startswith(sentence)
