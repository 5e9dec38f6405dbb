"""What bands drew on past nights of this planner, told with what stands against a night."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

Desk = Any
Make = Callable[..., dict[str, Any]]

PAST = "2026-05-08"


@pytest.fixture(autouse=True)
def new_year() -> Iterator[None]:
    with time_machine.travel("2027-01-01T12:00:00Z", tick=False):
        yield


@pytest.fixture
def played(desk: Desk, venue: Make, band: Make) -> Callable[..., dict[str, Any]]:
    """Note a night of the Howl that is over."""

    def note(room: str = "The Wardrobe", **fields: object) -> dict[str, Any]:
        usual = {"gig_day": PAST, "status": "confirmed", "attendance": 140, "lineup": [band()]}
        return dict(desk.add(**{**usual, "venue": venue(room, city="Leeds", own=True), **fields}))

    return note


def drew(desk: Desk, act: dict[str, Any]) -> list[dict[str, Any]]:
    """Ask what is known of a band's past nights."""
    bands = [{"id": act["band_id"], "name": act["name"]}]
    found = desk.send("POST", "/v1/conflicts", {"days": ["2027-03-12"], "bands": bands}).json["attended"]
    return list(found.get(act["band_id"], []))


def test_a_past_night_of_a_band_is_told_with_its_room(
    database_app: Flask, at_desk: Callable[..., Desk], venue: Make, band: Make
) -> None:
    desk, room = at_desk(database_app), venue(city="Leeds", own=True)
    desk.add(venue=room, lineup=[band()], status="confirmed", gig_day=PAST, attendance=140)

    assert drew(desk, band()) == [
        {
            "venue_id": room["id"],
            "venue": "The Wardrobe",
            "city": "Leeds",
            "own": True,
            "attendance": 140,
            "gig_day": PAST,
        }
    ]
    assert drew(desk, band("Fen")) == []


def test_the_newest_night_comes_first(desk: Desk, played: Callable[..., Any], band: Make) -> None:
    played("The Brudenell", gig_day="2026-03-01", attendance=90)
    played(gig_day="2026-08-01", attendance=200)

    assert [each["attendance"] for each in drew(desk, band())] == [200, 90]


@pytest.mark.parametrize(
    "fields",
    [{"attendance": None}, {"status": "hold"}, {"gig_day": "2023-12-01"}],
    ids=["nobody counted", "it was not confirmed", "more than three years ago"],
)
def test_a_night_that_says_nothing_of_their_draw_is_left_out(
    desk: Desk, played: Callable[..., Any], band: Make, fields: dict[str, Any]
) -> None:
    played(**fields)

    assert drew(desk, band()) == []


def test_who_only_supported_did_not_draw_the_crowd(desk: Desk, played: Callable[..., Any], band: Make) -> None:
    fen = band("Fen", billing="support")
    played(lineup=[band(), fen])

    assert drew(desk, fen) == []
    assert len(drew(desk, band())) == 1


def test_a_night_in_the_trash_is_left_out(desk: Desk, played: Callable[..., Any], band: Make) -> None:
    desk.trash(played())

    assert drew(desk, band()) == []


def test_no_more_than_twenty_nights_of_one_band_are_told(desk: Desk, played: Callable[..., Any], band: Make) -> None:
    for number in range(22):
        played(gig_day=str(date.fromisoformat(PAST) + timedelta(number)), attendance=number)

    assert [each["attendance"] for each in drew(desk, band())] == list(range(21, 1, -1))
