"""Calendars made to take for ever, to fill the memory or to break what reads them: an answer comes in bounded time."""

import random
from collections.abc import Callable
from datetime import date
from time import process_time
from typing import Any

import pytest

from diary_reader import entries, reading
from diary_reader.fetching import MOST_BYTES, Network
from diary_reader.reading import Wanted
from gig_web.diaries.reading import Wanted as WantedOfPages
from gig_web.diaries.reading import read as read_apart

TODAY = date(2027, 3, 1)
BUDGET = 0.3  # seconds of work, a tenth of what is allowed: these cases are about the bound, not about its size
START = "DTSTART:20270312T200000Z"
ALL_DAY = "BYHOUR={};BYMINUTE={};BYSECOND={}".format(*(",".join(str(n) for n in range(most)) for most in (24, 60, 60)))
Make = Callable[..., bytes]


def numbered(count: int, line: str) -> list[str]:
    return [f"UID:{n}\n{line}" for n in range(count)]


def zone(called: str, rules: str) -> str:
    """Define a zone; each has a name of its own, as the library keeps those it has seen."""
    offsets = "TZOFFSETFROM:+0100\nTZOFFSETTO:+0000"
    observance = f"BEGIN:STANDARD\nDTSTART:19700101T000000\n{offsets}\n{rules}\nEND:STANDARD\n"
    return f"BEGIN:VTIMEZONE\nTZID:{called}\n{observance}END:VTIMEZONE\n"


def periods(count: int) -> str:
    return "BEGIN:VFREEBUSY\nFREEBUSY:" + ",".join(["19990101T000000Z/20990101T000000Z"] * count) + "\nEND:VFREEBUSY\n"


def in_zone(called: str) -> str:
    return f"UID:1\nDTSTART;TZID={called}:20270312T200000"


def of_zone(make: Make, called: str, rules: str) -> bytes:
    return make(in_zone(called), before=zone(called, rules))


BOMBS: dict[str, Callable[[Make], bytes]] = {
    "every second": lambda make: make(f"UID:1\n{START}\nRRULE:FREQ=SECONDLY"),
    "every minute": lambda make: make(f"UID:1\n{START}\nRRULE:FREQ=MINUTELY;COUNT=999999999"),
    "every second of every day": lambda make: make(f"UID:1\n{START}\nRRULE:FREQ=DAILY;{ALL_DAY}"),
    "since the first year": lambda make: make(f"UID:1\nDTSTART:00010101T000000Z\nRRULE:FREQ=DAILY;{ALL_DAY}"),
    "never again": lambda make: make(f"UID:1\n{START}\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"),
    "two thousand series": lambda make: make(*numbered(2000, f"{START}\nRRULE:FREQ=DAILY")),
    "dates without end": lambda make: make(f"UID:1\n{START}\nRDATE:" + ",".join(["20270312T200000Z"] * 50_000)),
    "exceptions without end": lambda make: make(
        f"UID:1\n{START}\nRRULE:FREQ=DAILY\nEXDATE:" + ",".join(["20270312T200000Z"] * 50_000)
    ),
    "empty events": lambda make: make(*[""] * 50_000),
    "exceptions to one event": lambda make: make(
        f"UID:1\n{START}\nRRULE:FREQ=DAILY", *[f"UID:1\n{START}\nRECURRENCE-ID:20270312T200000Z"] * 10_000
    ),
    "a zone of seconds": lambda make: of_zone(make, "Zone 0", "RRULE:FREQ=SECONDLY"),
    "a zone of all seconds": lambda make: of_zone(make, "Zone 1", f"RRULE:FREQ=YEARLY;BYMONTH=1,2,3;{ALL_DAY}"),
    "a zone of dates": lambda make: of_zone(make, "Zone 2", "RDATE:" + ",".join(["19800101T000000"] * 50_000)),
    "a zone of many rules": lambda make: of_zone(make, "Zone 3", "END:STANDARD\nBEGIN:STANDARD\n" * 40_000),
    "long times without end": lambda make: make(before=periods(50_000)),
    "parts in parts": lambda make: make(before="".join(f"BEGIN:X{n}\n" for n in range(100_000))),
    "parts that end": lambda make: make(
        before="BEGIN:Y\n" + "".join(f"BEGIN:X{n}\n" for n in range(60_000)) + "END:X59999\n" * 60_000
    ),
    "folds without end": lambda make: make("UID:1\nDTSTART:2027" + "\n " * 600_000),
    "lines without end": lambda make: make(before="\n" * 1_000_000),
    "tabs without end": lambda _make: b"\t" * (MOST_BYTES - 20) + b"\r\nBEGIN:VCALENDAR\r\n",
    "one long line": lambda make: make("UID:1\nDTSTART:" + "2" * 2_000_000),
    "zeros": lambda _make: bytes(MOST_BYTES),
}


# No bombs after all:
QUICK = {"lines without end", "exceptions without end", "never again", "a zone of seconds", "a zone of all seconds"}
ODD = (b"", b"\r\n", b":", b";", b"=", b"-", b"9" * 9, b"\x00", b"\xff", b",", b"T")


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_given_up_in_time(calendar: Make, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    content = BOMBS[name](calendar)
    monkeypatch.setattr(entries, "SECONDS", BUDGET)
    assert len(content) <= MOST_BYTES
    begun = process_time()

    found = reading.read(Wanted(TODAY, "Europe/London", content=content), Network())

    assert process_time() - begun < 3 * BUDGET + 4  # the rest is for what else this process does
    assert found.get("known_until") is None or name in QUICK


@pytest.mark.parametrize("name", ["every second of every day", "a zone of all seconds", "empty events", "zeros"])
def test_a_bomb_does_not_even_fell_the_process_that_reads_it(calendar: Make, name: str) -> None:
    found = _read_apart(BOMBS[name](calendar))

    assert not found.startswith("This diary could not be read")


def test_ten_thousand_events_are_read(calendar: Make) -> None:
    nights = [f"UID:{n}\nDTSTART;TZID=Europe/London:2027{4 + n % 9:02}{1 + n % 28:02}T200000" for n in range(10_000)]

    assert _read_apart(calendar(*nights)) == "2027-04-01/2027-04-28"


def _read_apart(content: bytes) -> str:
    """Give the first busy days, or what was said instead, by the process that reads in earnest."""
    try:
        found = read_apart(WantedOfPages(TODAY, "Europe/London", None, content))
    except entries.Trouble as trouble:
        return str(trouble)
    return next(iter(found.busy), "")


@pytest.mark.parametrize("seed", range(40))
def test_whatever_is_made_of_a_calendar_an_answer_comes(calendar: Make, seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(
        calendar(
            f"UID:1\n{START}\nRRULE:FREQ=WEEKLY;BYDAY=MO,TU;UNTIL=20280101T000000Z\nEXDATE:20270315T200000Z",
            "UID:1\nRECURRENCE-ID;RANGE=THISANDFUTURE:20270316T200000Z\nDTSTART:20270317T200000Z\nDURATION:PT1H",
            in_zone("Mine"),
            "UID:3\nDTSTART;VALUE=DATE:20270401\nDTEND;VALUE=DATE:20270403\nRDATE;VALUE=DATE:20270501",
            before=zone("Mine", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU") + periods(2),
        )
    )
    for _ in range(chance.randint(1, 30)):
        at = chance.randrange(len(content))
        content[at : at + chance.randint(0, 8)] = chance.choice(
            [
                b"",
                b"\r\n",
                b":",
                b";",
                b"=",
                b"-",
                b"9" * 9,
                b"\x00",
                b"\xff",
                b",",
                b"T",
                bytes([chance.randrange(256)]),
            ]
        )

    found: dict[str, Any] = reading.read(Wanted(TODAY, "Europe/London", content=bytes(content)), Network())

    assert set(found) in ({"trouble"}, {"busy", "known_until"})
