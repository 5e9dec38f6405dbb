"""Times as gig days, where the band or venue is at home."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from diary_reader import gig_days
from diary_reader.gig_days import Window

LONDON = Window(date(2027, 1, 1), date(2027, 12, 31), ZoneInfo("Europe/London"))


def at(text: str, zone: str = "") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone) if zone else None)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        pytest.param("2027-03-12T20:00", "2027-03-12T23:00", ["12"], id="an evening"),
        pytest.param("2027-03-12T20:00", "2027-03-13T02:00", ["12"], id="past midnight"),
        pytest.param("2027-03-12T20:00", "2027-03-13T06:00", ["12"], id="until the night ends"),
        pytest.param("2027-03-12T20:00", "2027-03-13T06:01", ["12", "13"], id="into the morning"),
        pytest.param("2027-03-13T01:00", "2027-03-13T04:00", ["12"], id="after midnight"),
        pytest.param("2027-03-13T05:59", "2027-03-13T05:59", ["12"], id="a moment before six"),
        pytest.param("2027-03-13T06:00", "2027-03-13T06:00", ["13"], id="a moment at six"),
        pytest.param("2027-03-12T10:00", "2027-03-14T12:00", ["12", "13", "14"], id="three days"),
        pytest.param("2027-03-12T20:00", "2027-03-12T18:00", ["12"], id="an end before its start"),
    ],
)
def test_a_time_belongs_to_its_gig_day(start: str, end: str, days: list[str]) -> None:
    found = LONDON.days(at(start), at(end))

    assert [day.isoformat() for day in found] == [f"2027-03-{day}" for day in days]


def test_times_are_moved_to_where_they_are_at_home() -> None:
    start, end = (at(text, "America/New_York") for text in ("2027-07-01T23:30", "2027-07-02T00:30"))

    found = LONDON.days(start, end)  # from 04:30 on the second in London, which is still the night of the first

    assert list(found) == [date(2027, 7, 1)]


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        pytest.param("2027-03-12", "2027-03-13", ["12"], id="one day"),
        pytest.param("2027-03-12", "2027-03-15", ["12", "13", "14"], id="the end is not part of it"),
        pytest.param("2027-03-12", "2027-03-12", ["12"], id="an end on its start"),
    ],
)
def test_whole_days_end_before_their_end(start: str, end: str, days: list[str]) -> None:
    found = LONDON.days(date.fromisoformat(start), date.fromisoformat(end))

    assert [day.isoformat() for day in found] == [f"2027-03-{day}" for day in days]


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        pytest.param("0001-01-02", "9999-12-31", 365, id="for ever"),
        pytest.param("2026-01-01", "2027-01-01", 0, id="before"),
        pytest.param("2028-01-01", "2028-02-01", 0, id="after"),
        pytest.param("2026-12-01", "2027-01-02", 1, id="into it"),
    ],
)
def test_only_the_days_looked_at_count(start: str, end: str, count: int) -> None:
    assert len(list(LONDON.days(date.fromisoformat(start), date.fromisoformat(end)))) == count


def test_days_are_written_as_the_fewest_ranges() -> None:
    days = [date(2027, 3, day) for day in (14, 12, 12, 13, 20)]

    assert gig_days.ranges(days) == ["2027-03-12/2027-03-14", "2027-03-20/2027-03-20"]
    assert gig_days.ranges([]) == []
