"""Dates and numbers as the pages say them."""

import pytest

from gig_web import pages


@pytest.mark.parametrize(
    ("iso", "words"), [("2027-03-12", "Fri 12 Mar 2027"), ("2027-03-01", "Mon 1 Mar 2027"), (None, "No date yet")]
)
def test_a_day_is_said_shortly(iso: str | None, words: str) -> None:
    assert pages.day(iso) == words


def test_a_day_is_said_in_full() -> None:
    assert pages.long_day("2027-03-02") == "Tuesday 2 March 2027"


@pytest.mark.parametrize(
    ("shown", "gig_day", "words"),
    [
        pytest.param("19:30", "2027-03-12", "19:30", id="in the evening"),
        pytest.param("06:00", "2027-03-12", "06:00", id="in the morning"),
        pytest.param("01:30", "2027-03-12", "01:30 (Sat)", id="past midnight"),
        pytest.param("00:00", "2027-12-31", "00:00 (Sat)", id="at the turn of the year"),
        pytest.param("01:30", None, "01:30", id="without a date"),
    ],
)
def test_a_time_past_midnight_names_its_day(shown: str, gig_day: str | None, words: str) -> None:
    assert pages.clock(shown, gig_day) == words


def test_thousands_are_parted() -> None:
    assert pages.number(12000) == "12,000"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
        (111, "111th"),
    ],
)
def test_places_in_a_queue_are_ordinals(number: int, words: str) -> None:
    assert pages.ordinal(number) == words
