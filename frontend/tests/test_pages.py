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
