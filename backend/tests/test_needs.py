"""What waits for somebody: which gigs need something, in which order, and what they are not asked for."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from flask import Flask

Desk = Any
Body = dict[str, Any]
Make = Callable[..., Body]

DEAL = {"type": "flat", "currency": "GBP", "guarantee": "300.00"}
LONDON = {"timezone": "Europe/London"}


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    """Let it be Friday 12 March 2027, in the evening."""
    with time_machine.travel("2027-03-12T19:00:00Z", tick=False):
        yield


@pytest.fixture
def planner(database_app: Flask, at_desk: Callable[[Flask], Desk]) -> Desk:
    """Give a booker's desk on each kind of database."""
    return at_desk(database_app)


def waiting(desk: Desk) -> list[tuple[str, str]]:
    return [(item["why"], item["gig"]["title"]) for item in desk.get("/v1/gigs/needs")["items"]]


def test_what_needs_somebody_comes_with_what_presses_most_first(planner: Desk, venue: Make) -> None:
    room = venue(**LONDON)
    gigs: dict[str, Body] = {
        "No attendance": {"status": "confirmed", "gig_day": "2027-03-11", "deal": DEAL},
        "No deal": {"status": "confirmed", "gig_day": "2027-04-01"},
        "Ending": {"status": "hold", "gig_day": "2027-04-02", "hold_expires": "2027-03-19"},
        "Offer ending": {"status": "offered", "gig_day": "2027-04-03", "offer_expires": "2027-03-12"},
        "Lapsed": {"status": "hold", "gig_day": "2027-04-04", "hold_expires": "2027-03-11"},
        "Offer lapsed": {"status": "offered", "gig_day": "2027-04-05", "offer_expires": "2027-03-11"},
        "Challenged": {
            "status": "hold",
            "gig_day": "2027-04-06",
            "hold_expires": "2027-03-13",
            "challenged_until": "2027-03-14T12:00:00Z",
        },
        "Tonight": {"status": "confirmed", "gig_day": "2027-03-12", "deal": DEAL},
    }
    for title, fields in gigs.items():
        planner.add(title=title, venue=room, **fields)

    assert waiting(planner) == [
        ("tonight", "Tonight"),
        ("challenged", "Challenged"),
        ("lapsed", "Lapsed"),
        ("lapsed", "Offer lapsed"),
        ("ending", "Ending"),
        ("ending", "Offer ending"),
        ("no_deal", "No deal"),
        ("no_attendance", "No attendance"),
    ]


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"status": "confirmed", "gig_day": "2027-03-13", "deal": DEAL}, id="a night with a deal"),
        pytest.param({"status": "hold", "gig_day": "2027-04-02", "hold_expires": "2027-03-20"}, id="a hold for 8 days"),
        pytest.param({"status": "hold", "gig_day": "2027-04-02", "hold_expires": None}, id="a hold to no date"),
        pytest.param(
            {"status": "offered", "gig_day": "2027-04-02", "hold_expires": "2027-03-11"}, id="an offer without an end"
        ),
        pytest.param(
            {"status": "hold", "gig_day": "2027-03-11", "hold_expires": "2027-03-01"}, id="a night that is over"
        ),
        pytest.param({"status": "idea", "gig_day": "2027-03-12"}, id="an idea for tonight"),
        pytest.param(
            {"status": "confirmed", "gig_day": "2027-03-01", "attendance": 0}, id="a past night that nobody came to"
        ),
        pytest.param({"status": "confirmed", "gig_day": "2027-02-09"}, id="a night more than 30 days ago"),
    ],
)
def test_nothing_is_asked_of(desk: Desk, venue: Make, fields: Body) -> None:
    desk.add(title="a", venue=venue(**LONDON), **fields)

    assert desk.get("/v1/gigs/needs") == {"items": [], "more": {}}


def test_a_gig_in_the_trash_needs_nothing(desk: Desk, venue: Make) -> None:
    desk.trash(desk.add(title="a", venue=venue(), status="confirmed", gig_day="2027-03-12"))

    assert waiting(desk) == []


@pytest.mark.parametrize(
    ("zone", "now", "why"),
    [
        ("Pacific/Auckland", "2027-03-11T16:59:00Z", None),
        ("Pacific/Auckland", "2027-03-11T17:00:00Z", "tonight"),
        ("America/Los_Angeles", "2027-03-13T13:59:00Z", "tonight"),
        ("America/Los_Angeles", "2027-03-13T14:00:00Z", "no_attendance"),
    ],
)
def test_tonight_is_the_gig_day_under_way_at_the_venue(
    desk: Desk, venue: Make, zone: str, now: str, why: str | None
) -> None:
    desk.add(title="a", venue=venue(timezone=zone), status="confirmed", gig_day="2027-03-12", deal=DEAL)

    with time_machine.travel(now, tick=False):
        assert [need for need, _ in waiting(desk)] == ([why] if why else [])


@pytest.mark.parametrize(
    ("day", "now", "why"),
    [
        ("2027-03-27", "2027-03-28T04:59:00Z", "tonight"),
        ("2027-03-27", "2027-03-28T05:00:00Z", "no_attendance"),
        ("2027-10-30", "2027-10-31T05:59:00Z", "tonight"),
        ("2027-10-30", "2027-10-31T06:00:00Z", "no_attendance"),
        ("2028-02-29", "2028-03-01T05:59:00Z", "tonight"),
    ],
    ids=["an hour less", "and over", "an hour more", "and over then", "a leap day"],
)
def test_a_night_on_which_the_clocks_change_ends_at_six_like_any_other(
    desk: Desk, venue: Make, day: str, now: str, why: str
) -> None:
    desk.add(title="a", venue=venue(**LONDON), status="confirmed", gig_day=day, deal=DEAL)

    with time_machine.travel(now, tick=False):
        assert [need for need, _ in waiting(desk)] == [why]


def test_many_of_a_kind_are_counted_and_the_nearest_given(desk: Desk, venue: Make) -> None:
    for day in range(13, 31):
        desk.add(title=f"Night {day}", venue=venue(), status="confirmed", gig_day=f"2027-03-{day}")

    found = desk.get("/v1/gigs/needs")

    assert [item["gig"]["title"] for item in found["items"]] == [f"Night {day}" for day in range(13, 16)]
    assert found["more"] == {"no_deal": 15}


def test_viewers_are_told_of_no_missing_deal(app: Flask, desk: Desk, at_desk: Callable[..., Desk], venue: Make) -> None:
    desk.add(title="Tonight", venue=venue(), status="confirmed", gig_day="2027-03-12", deal=DEAL)
    desk.add(title="No deal", venue=venue(), status="confirmed", gig_day="2027-03-13")

    found = at_desk(app, "viewer").get("/v1/gigs/needs")

    assert [(item["why"], item["gig"]["title"], item["gig"]["deal"]) for item in found["items"]] == [
        ("tonight", "Tonight", None)
    ]
    assert found["more"] == {}
