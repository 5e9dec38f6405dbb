"""The days of a calendar, and what stands on the nights of rooms."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from flask import Flask

Desk = Any
Body = dict[str, Any]
Make = Callable[..., Body]

MARCH = "/v1/gigs/month?from=2027-03-01&to=2027-03-31"


@pytest.fixture
def planner(database_app: Flask, at_desk: Callable[[Flask], Desk]) -> Desk:
    """Give a booker's desk on each kind of database."""
    return at_desk(database_app)


def of_days(found: Body) -> list[tuple[str, int, list[str]]]:
    return [(day["gig_day"], day["total"], [gig["title"] for gig in day["gigs"]]) for day in found["items"]]


def test_a_day_gives_the_first_of_its_gigs_by_what_weighs_most_and_counts_all(planner: Desk, venue: Make) -> None:
    for status in ("idea", "hold", "confirmed"):
        planner.add(title=status, status=status, gig_day="2027-03-12", venue=venue(status))
    planner.add(title="Matinee", status="idea", gig_day="2027-03-12", slot="matinee", venue=venue())
    planner.add(title="Last day", gig_day="2027-03-31")
    planner.add(title="April", gig_day="2027-04-01")
    planner.add(title="Someday")
    planner.trash(planner.add(title="Trashed", gig_day="2027-03-12"))

    assert of_days(planner.get(f"{MARCH}&each=3")) == [
        ("2027-03-12", 4, ["confirmed", "hold", "Matinee"]),
        ("2027-03-31", 1, ["Last day"]),
    ]


def test_a_month_is_narrowed_to_rooms(planner: Desk, venue: Make) -> None:
    rooms = [venue("The Wardrobe"), venue("Stereo"), venue("Corn")]
    for room in rooms:
        planner.add(title=room["name"], gig_day="2027-03-12", venue=room)

    found = planner.get(f"{MARCH}&venue={rooms[0]['id']},{rooms[1]['id']}")

    assert of_days(found) == [("2027-03-12", 2, ["Stereo", "The Wardrobe"])]


def test_viewers_see_no_money_in_a_month(app: Flask, desk: Desk, at_desk: Callable[..., Desk], band: Make) -> None:
    deal = {"type": "flat", "currency": "GBP", "guarantee": "300.00"}
    desk.add(lineup=[band(fee="250.00")], gig_day="2027-03-12", deal=deal)

    [day] = at_desk(app, "viewer").get(MARCH)["items"]

    [gig] = day["gigs"]
    assert (gig["deal"], gig["lineup"][0]["fee"]) == (None, None)


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("from=2027-03-31&to=2027-03-01", "/to"),
        ("from=2027-01-01&to=2027-03-31", "/to"),
        ("from=2027-03-01&to=2027-03-31&each=21", "/each"),
    ],
)
def test_a_month_that_cannot_be_meant_is_refused(desk: Desk, query: str, pointer: str) -> None:
    answer = desk.send("GET", f"/v1/gigs/month?{query}")

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json["errors"]] == [pointer]


def test_a_night_counts_what_stands_on_it_and_lapsed_holds_do_not(planner: Desk, venue: Make) -> None:
    room, other = venue("The Wardrobe"), venue("Stereo")
    night: Body = {"gig_day": "2027-03-12", "venue": room}
    with time_machine.travel("2027-02-01T12:00:00Z", tick=False):
        planner.add(title="a", **night, status="hold", hold_expires="2027-03-01")
        planner.add(title="b", **night, status="offered", offer_expires="2027-02-10", hold_expires="2027-02-20")
        planner.add(title="c", **night, status="idea")
        planner.add(title="d", **night, status="confirmed", slot="late")
        planner.add(title="e", gig_day="2027-03-13", venue=room, status="confirmed")
        planner.add(title="f", gig_day="2027-03-12", venue=other, status="hold")
    query = f"/v1/gigs/nights?venue={room['id']}"
    the_12th = {"venue_id": room["id"], "gig_day": "2027-03-12", "confirmed": 0, "holds": 1, "ideas": 1}
    the_13th = {"venue_id": room["id"], "gig_day": "2027-03-13", "confirmed": 1, "holds": 0, "ideas": 0}

    with time_machine.travel("2027-02-25T12:00:00Z", tick=False):
        ranged = planner.get(f"{query}&from=2027-03-01&to=2027-03-31")
        chosen = planner.get(f"{query}&days=2027-03-12,2027-03-20")
        late = planner.get(f"{query}&days=2027-03-12&slot=late")

    assert ranged == {"items": [the_12th, the_13th]}
    assert chosen == {"items": [the_12th]}
    assert late == {"items": [{**the_12th, "confirmed": 1, "holds": 0, "ideas": 0}]}


def test_without_days_a_month_begins_today(desk: Desk, venue: Make) -> None:
    for day in ("2027-03-11", "2027-03-12", "2027-04-11", "2027-04-12"):
        desk.add(title=day, gig_day=day, venue=venue(), status="confirmed")

    with time_machine.travel("2027-03-12T12:00:00Z", tick=False):
        month = desk.get("/v1/gigs/month")
        nights = desk.get(f"/v1/gigs/nights?venue={venue()['id']}")

    assert [day["gig_day"] for day in month["items"]] == ["2027-03-12", "2027-04-11"]
    assert [night["gig_day"] for night in nights["items"]] == ["2027-03-12", "2027-04-11"]


def test_without_rooms_there_are_no_nights(desk: Desk, venue: Make) -> None:
    desk.add(title="a", gig_day="2027-03-12", venue=venue(), status="confirmed")

    assert desk.get("/v1/gigs/nights?days=2027-03-12") == {"items": []}
