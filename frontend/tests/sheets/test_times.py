"""What happens when, in the order it happens."""

from collections.abc import Callable

import pytest

from gig_web.clients.nouns import Act
from gig_web.clients.shares import SheetGig
from gig_web.sheets import times

Make = Callable[..., SheetGig]


def act(name: str, set_time: str | None) -> Act:
    return Act(None, name, "headline", set_time)


def said(gig: SheetGig, curfew: str | None = None) -> list[tuple[str, str]]:
    return [(moment.what, moment.when) for moment in times.of(gig, curfew)]


def test_all_that_is_known_stands_in_order_of_time(sheet_gig: Make) -> None:
    lineup = [act("The Howl", "21:00"), act("Friends", "20:00"), act("Low Tide", None)]
    gig = sheet_gig(
        load_in="16:00", soundcheck="17:30", doors="19:00", start="20:00", end="22:45", lineup=lineup
    )  # fmt: skip

    assert said(gig, "23:00") == [
        ("Load-in", "16:00"),
        ("Soundcheck", "17:30"),
        ("Doors", "19:00"),
        ("Start", "20:00"),
        ("Friends", "20:00"),
        ("The Howl", "21:00"),
        ("End", "22:45"),
        ("Curfew", "23:00"),
    ]
    assert [moment.what for moment in times.of(gig, None) if moment.is_set] == ["Friends", "The Howl"]


def test_what_is_after_midnight_comes_last_and_names_its_day(sheet_gig: Make) -> None:
    gig = sheet_gig(doors="23:00", end="04:00", lineup=[act("Late", "01:30"), act("Early", "23:30")])

    assert said(gig, "05:00") == [
        ("Doors", "23:00"),
        ("Early", "23:30"),
        ("Late", "01:30 (Sat)"),
        ("End", "04:00 (Sat)"),
        ("Curfew", "05:00 (Sat)"),
    ]


def test_an_end_before_the_start_is_the_next_morning(sheet_gig: Make) -> None:
    assert said(sheet_gig(doors="22:00", end="07:00")) == [("Doors", "22:00"), ("End", "07:00 (Sat)")]


@pytest.mark.parametrize(
    ("curfew", "expected"), [(None, []), ("23:00", [("Curfew", "23:00")]), ("02:00", [("Curfew", "02:00")])]
)
def test_without_a_date_no_day_is_named(sheet_gig: Make, curfew: str | None, expected: list[tuple[str, str]]) -> None:
    assert said(sheet_gig(gig_day=None), curfew) == expected
