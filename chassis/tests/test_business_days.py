"""A business day lasts from 06:00 to 06:00 of the place, whatever its clocks do."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from gig_chassis import business_days

ZONES = [
    ZoneInfo(name)
    for name in (
        "Europe/London",  # an hour, at 01:00
        "America/New_York",  # at 02:00
        "America/Havana",  # at midnight
        "America/St_Johns",  # half an hour off the others
        "Australia/Lord_Howe",  # half an hour
        "Africa/Casablanca",  # twice around Ramadan
        "Asia/Kathmandu",  # 05:45, never changed
        "Pacific/Apia",  # the far side of the date line
    )
]
days = st.dates(date(2024, 1, 1), date(2032, 12, 31))
clocks = st.times().map(lambda time: f"{time:%H:%M}")
zones = st.sampled_from(ZONES)


@given(days, clocks, zones)
def test_the_day_that_goes_in_comes_out(day: date, clock: str, zone: ZoneInfo) -> None:
    instant = business_days.instant(business_days.wall(day, clock), zone)

    assert business_days.of(instant.astimezone(zone)) == day


@given(days, clocks, zones)
def test_the_clock_there_shows_the_time_unless_it_skips_it(day: date, clock: str, zone: ZoneInfo) -> None:
    shown = business_days.wall(day, clock)

    there = business_days.instant(shown, zone).astimezone(zone).replace(tzinfo=None)

    assert there == shown or shown < there <= shown + timedelta(hours=1)


@given(days, clocks, zones)
def test_a_time_shown_twice_means_the_first(day: date, clock: str, zone: ZoneInfo) -> None:
    shown = business_days.wall(day, clock)

    instant = business_days.instant(shown, zone)

    assert (instant - timedelta(hours=1)).astimezone(zone).replace(tzinfo=None) != shown


@given(days, clocks, clocks, zones)
def test_an_end_never_comes_before_its_start_nor_a_day_later(day: date, start: str, end: str, zone: ZoneInfo) -> None:
    begins, ends = business_days.span(day, start, end, zone)

    assert timedelta(0) <= ends - begins < timedelta(hours=25)
    assert (ends == begins) == (start == end)


@given(days, clocks, zones)
def test_without_an_end_it_is_over_as_it_begins(day: date, start: str, zone: ZoneInfo) -> None:
    begins, ends = business_days.span(day, start, None, zone)

    assert ends == begins == business_days.instant(business_days.wall(day, start), zone)


@pytest.mark.parametrize(
    ("start", "end", "begins", "ends"),
    [
        pytest.param("20:00", "23:00", "2027-03-12 20:00", "2027-03-12 23:00", id="an evening"),
        pytest.param("20:00", "01:30", "2027-03-12 20:00", "2027-03-13 01:30", id="over midnight"),
        pytest.param("01:30", "04:00", "2027-03-13 01:30", "2027-03-13 04:00", id="after midnight"),
        pytest.param("22:00", "07:00", "2027-03-12 22:00", "2027-03-13 07:00", id="until breakfast"),
        pytest.param("06:00", "05:59", "2027-03-12 06:00", "2027-03-13 05:59", id="the whole day"),
    ],
)
def test_what_ends_before_it_starts_ends_the_next_morning(start: str, end: str, begins: str, ends: str) -> None:
    found = business_days.wall_span(date(2027, 3, 12), start, end)

    assert [f"{each:%Y-%m-%d %H:%M}" for each in found] == [begins, ends]


@pytest.mark.parametrize(
    ("day", "clock", "instant"),
    [
        pytest.param(date(2027, 7, 9), "19:30", "2027-07-09T18:30", id="in summer"),
        pytest.param(date(2027, 3, 27), "01:30", "2027-03-28T01:30", id="skipped: it is 02:30 there by then"),
        pytest.param(date(2027, 10, 30), "01:30", "2027-10-31T00:30", id="shown twice: the first"),
    ],
)
def test_clocks_that_change_are_read_as_calendars_read_them(day: date, clock: str, instant: str) -> None:
    found = business_days.instant(business_days.wall(day, clock), ZoneInfo("Europe/London"))

    assert found == datetime.fromisoformat(instant).replace(tzinfo=UTC)


def test_what_begins_in_the_skipped_hour_keeps_its_length() -> None:
    begins, ends = business_days.span(date(2027, 3, 27), "01:30", "02:10", ZoneInfo("Europe/London"))

    assert (begins, ends - begins) == (datetime(2027, 3, 28, 1, 30, tzinfo=UTC), timedelta(minutes=40))


@pytest.mark.parametrize(
    ("now", "day"),
    [
        pytest.param("2027-03-13T04:59:59Z", date(2027, 3, 12), id="the night before"),
        pytest.param("2027-03-13T06:00:00Z", date(2027, 3, 13), id="the morning"),
    ],
)
def test_the_day_under_way_changes_at_six(now: str, day: date) -> None:
    with time_machine.travel(now, tick=False):
        assert business_days.under_way(ZoneInfo("Europe/London")) == day
        assert business_days.under_way(None) == day


@pytest.mark.parametrize("name", [None, "", "Nowhere/At_All", "../etc/passwd", "Europe"])
def test_a_zone_nobody_knows_is_none(name: str | None) -> None:
    assert business_days.zone(name) is None
