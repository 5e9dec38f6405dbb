"""Candidate days are to come, within the range, and mostly at the weekend."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gig_web.suggest import days
from gig_web.suggest.constraints import Constraints

TODAY = date(2026, 11, 22)
dates = st.dates(date(2026, 11, 23), date(2030, 1, 1))


@settings(deadline=None, derandomize=True)
@given(
    seed=st.integers(0, 2**31 - 1),
    first=st.none() | dates,
    last=st.none() | dates,
    weekdays=st.frozensets(st.integers(0, 6)),
)
def test_days_are_to_come_and_within_what_was_asked_for(
    seed: int, first: date | None, last: date | None, weekdays: frozenset[int]
) -> None:
    drawn = days.draw(seed, TODAY, Constraints(first=first, last=last, weekdays=weekdays))

    assert drawn == sorted(set(drawn))
    assert len(drawn) <= 8
    assert all(day > TODAY and (not weekdays or day.weekday() in weekdays) for day in drawn)
    assert all((first is None or day >= first) and (last is None or day <= last) for day in drawn)


def test_without_a_range_days_lie_three_to_180_days_ahead() -> None:
    every = days.span(TODAY, Constraints())

    assert (every[0], every[-1]) == (TODAY + timedelta(days=3), TODAY + timedelta(days=180))


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (None, date(2026, 11, 24), (date(2026, 11, 23), date(2026, 11, 24))),
        (date(2026, 1, 1), date(2026, 12, 24), (date(2026, 11, 23), date(2026, 12, 24))),
        (date(2027, 6, 1), None, (date(2027, 6, 1), date(2027, 11, 25))),
        (date(2026, 1, 1), None, (date(2026, 11, 23), date(2027, 5, 19))),
    ],
    ids=["ends within three days", "began in the past", "open end", "open end from the past"],
)
def test_a_range_begins_tomorrow_at_the_earliest(
    first: date | None, last: date | None, expected: tuple[date, date]
) -> None:
    every = days.span(TODAY, Constraints(first=first, last=last))

    assert (every[0], every[-1]) == expected


def test_the_same_seed_draws_the_same_days() -> None:
    draws = {tuple(days.draw(seed, TODAY, Constraints())) for seed in (5, 5, 6)}

    assert len(draws) == 2


def test_thursday_to_saturday_come_up_most_but_not_always() -> None:
    nights = Counter(day.weekday() for seed in range(200) for day in days.draw(seed, TODAY, Constraints()))

    weekend = sum(nights[night] for night in (3, 4, 5)) / nights.total()
    assert 0.7 < weekend < 0.9
    assert set(nights) == set(range(7))


def test_chosen_weekdays_come_up_alike() -> None:
    wanted = Constraints(weekdays=frozenset({0, 4}))

    nights = Counter(day.weekday() for seed in range(200) for day in days.draw(seed, TODAY, wanted))

    assert abs(nights[0] / nights.total() - 0.5) < 0.05


def test_a_day_that_was_passed_over_does_not_come_back() -> None:
    wanted = Constraints(first=date(2027, 3, 12), last=date(2027, 3, 13))

    assert days.draw(1, TODAY, wanted, passed={date(2027, 3, 12)}) == [date(2027, 3, 13)]
