"""Played, lapsed, standing: what a status comes to as time goes by."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine

Desk = Any
Make = Callable[..., dict[str, Any]]

NIGHT = {"title": "a", "gig_day": "2027-03-12"}


@pytest.mark.parametrize(
    ("zone", "now", "played"),
    [
        ("Europe/London", "2027-03-13T05:59:00Z", False),
        ("Europe/London", "2027-03-13T06:00:00Z", True),
        ("America/Los_Angeles", "2027-03-13T13:59:00Z", False),
        ("America/Los_Angeles", "2027-03-13T14:00:00Z", True),
        ("Pacific/Auckland", "2027-03-12T16:59:00Z", False),
        ("Pacific/Auckland", "2027-03-12T17:00:00Z", True),
        (None, "2027-03-13T05:59:00Z", False),
        (None, "2027-03-13T06:00:00Z", True),
    ],
)
def test_a_night_is_played_from_six_in_the_morning_at_its_venue(
    desk: Desk, venue: Make, zone: str | None, now: str, *, played: bool
) -> None:
    gig = desk.add(**NIGHT, venue=venue(timezone=zone), status="confirmed")

    with time_machine.travel(now, tick=False):
        assert desk.get(f"/v1/gigs/{gig['id']}")["played"] is played


def test_only_a_confirmed_night_is_played(desk: Desk, venue: Make) -> None:
    gig = desk.add(**NIGHT, venue=venue(), status="offered")

    with time_machine.travel("2028-01-01T12:00:00Z", tick=False):
        assert desk.get(f"/v1/gigs/{gig['id']}")["played"] is False


@pytest.mark.parametrize(
    ("fields", "lapsed"),
    [
        ({"status": "hold", "hold_expires": "2027-02-01"}, False),
        ({"status": "hold", "hold_expires": "2027-01-31"}, True),
        ({"status": "hold", "hold_expires": None}, False),
        ({"status": "offered", "offer_expires": "2027-02-01", "hold_expires": "2027-01-01"}, False),
        ({"status": "offered", "offer_expires": None, "hold_expires": "2027-01-01"}, False),
        ({"status": "offered", "offer_expires": "2027-01-31", "hold_expires": "2027-01-31"}, True),
        ({"status": "offered", "offer_expires": "2027-01-31", "hold_expires": "2027-02-01"}, False),
        ({"status": "offered", "offer_expires": "2027-01-31"}, False),
        ({"status": "confirmed", "hold_expires": "2027-01-31"}, False),
        ({"status": "idea", "hold_expires": "2027-01-31"}, False),
    ],
    ids=[
        "a hold on its last day", "a hold past it", "a hold without end", "an offer on its last day",
        "an offer without end", "offer and hold past", "an offer past is a hold again", "and one without end",
        "confirmed", "an idea",
    ],
)  # fmt: skip
def test_a_hold_lapses_after_its_review_date(desk: Desk, venue: Make, fields: dict[str, Any], *, lapsed: bool) -> None:
    gig = desk.add(**NIGHT, venue=venue(timezone="Europe/London"), **fields)

    with time_machine.travel("2027-02-01T12:00:00Z", tick=False):
        assert desk.get(f"/v1/gigs/{gig['id']}")["hold_lapsed"] is lapsed
        assert desk.get("/v1/gigs")["items"][0]["hold_lapsed"] is lapsed


@pytest.mark.parametrize(
    ("fields", "ended"),
    [
        ({"status": "offered", "offer_expires": "2027-01-31"}, True),
        ({"status": "offered", "offer_expires": "2027-02-01"}, False),
        ({"status": "offered"}, False),
        ({"status": "confirmed"}, False),
    ],
    ids=["past", "on its last day", "without end", "confirmed"],
)
def test_an_offer_past_its_end_is_marked(desk: Desk, venue: Make, fields: dict[str, Any], *, ended: bool) -> None:
    gig = desk.add(**NIGHT, venue=venue(timezone="Europe/London"), **fields)

    with time_machine.travel("2027-02-01T12:00:00Z", tick=False):
        assert desk.get(f"/v1/gigs/{gig['id']}")["offer_ended"] is ended
        assert desk.get("/v1/gigs")["items"][0]["offer_ended"] is ended


def test_a_lapsed_hold_keeps_its_night_from_nobody(desk: Desk, venue: Make, band: Make) -> None:
    question = {"days": ["2027-03-12"], "venues": [venue()], "bands": [{"id": band()["band_id"], "name": "The Howl"}]}
    desk.add(venue=venue(), lineup=[band()], gig_day="2027-03-12", status="hold", hold_expires="2027-01-31")

    with time_machine.travel("2027-01-31T12:00:00Z", tick=False):
        standing = desk.send("POST", "/v1/conflicts", question).json["items"]
    with time_machine.travel("2027-02-01T12:00:00Z", tick=False):
        lapsed = desk.send("POST", "/v1/conflicts", question).json["items"]

    assert [item["conflicts"][0]["rule"] for item in standing] == ["venue_held"]
    assert lapsed == []
