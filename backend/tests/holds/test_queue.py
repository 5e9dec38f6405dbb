"""The queue of holds of a night at my room: places, ranks, reviews."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from flask import Flask

Body = dict[str, Any]
Make = Callable[..., Body]
Desk = Any
DAY, NEXT_DAY = "2027-03-12", "2027-03-13"


def test_at_my_room_the_level_is_the_place_in_the_queue_whatever_was_sent(
    desk: Desk, hold: Make, levels: Callable[..., Any]
) -> None:
    first, second = hold("a", hold_level=7), hold("b", status="offered")

    assert (first["hold_level"], second["hold_level"]) == (1, 2)
    assert desk.change(second, hold_level=5, notes="n")["hold_level"] == 2
    assert levels() == {"a": 1, "b": 2}


def test_elsewhere_the_level_is_what_the_venue_said(desk: Desk, venue: Make, levels: Callable[..., Any]) -> None:
    common = {"venue": venue("Elsewhere"), "gig_day": DAY, "status": "hold"}
    desk.add(title="a", hold_level=3, **common)
    desk.add(title="b", **common)

    assert levels() == {"a": 3, "b": None}


@pytest.mark.parametrize(
    "leave",
    [
        pytest.param(lambda desk, gig: desk.change(gig, status="idea"), id="released"),
        pytest.param(lambda desk, gig: desk.trash(gig), id="trashed"),
        pytest.param(lambda desk, gig: desk.change(gig, gig_day=NEXT_DAY), id="moved"),
        pytest.param(lambda desk, gig: desk.change(gig, slot="late"), id="another slot"),
    ],
)
def test_who_leaves_moves_up_those_below_without_a_revision(
    desk: Desk, hold: Make, now: Callable[[Body], Body], leave: Callable[[Desk, Body], Body], told: Callable[..., Any]
) -> None:
    first, second, third = hold("a"), hold("b"), hold("c")

    leave(desk, first)

    assert (now(second), now(third)) == ({**second, "hold_level": 1}, {**third, "hold_level": 2})
    assert told(second) == [("moved_up", 2, 1, "a"), ("created", None, 2, None)]


def test_a_lapsed_hold_is_renewed_over_a_gig_that_came_meanwhile_only_where_that_is_accepted(
    desk: Desk, hold: Make, band: Make, venue: Make, now: Callable[[Body], Body]
) -> None:
    howl = band("The Howl")
    held = hold("a", lineup=[howl], hold_expires="2027-01-10")

    with time_machine.travel("2027-01-20T12:00:00Z", tick=False):
        desk.add(title="elsewhere", lineup=[howl], venue=venue("Arches"), gig_day=DAY, status="confirmed")
        refused = desk.patch(now(held), hold_expires="2027-02-01")
        renewed = desk.change(now(held), hold_expires="2027-02-01", accept_warnings=["band_busy"])

    assert (refused.status_code, [each["rule"] for each in refused.json["conflicts"]]) == (409, ["band_busy"])
    assert renewed["hold_level"] == 1
    assert desk.get(f"/v1/gigs/{held['id']}/history")["items"][0]["accepted_warnings"] == ["band_busy"]


def test_a_lapsed_hold_has_no_rank_and_gets_its_place_back_when_renewed(
    desk: Desk, hold: Make, now: Callable[[Body], Body], told: Callable[..., Any]
) -> None:
    first, second = hold("a", hold_expires="2027-01-10"), hold("b", hold_expires="2027-02-28")

    with time_machine.travel("2027-01-20T12:00:00Z", tick=False):
        lapsed, alone = now(first), now(second)
        desk.change(second, notes="still wanted")
        noted = told(first)[0]
        renewed = desk.change(first, hold_expires="2027-02-01")

        assert (lapsed["hold_level"], lapsed["hold_lapsed"], alone["hold_level"]) == (None, True, 1)
        assert noted == ("lapsed", 1, None, None)
        assert (renewed["hold_level"], now(second)["hold_level"]) == (1, 2)
        assert told(second)[0] == ("moved_down", 1, 2, "a")


def test_the_tenth_hold_at_my_room_is_refused(desk: Desk, hold: Make, room: Body) -> None:
    for number in range(9):
        hold(str(number))

    answer = desk.put(str(uuid.uuid4()), {"title": "late", "venue": room, "gig_day": DAY, "status": "hold"})

    assert answer.status_code == 422
    assert answer.json["detail"] == (
        "The Wardrobe has nine holds on Fri 12 Mar 2027 already. Release one first, or hold another night."
    )


def test_an_offer_keeps_its_place(desk: Desk, hold: Make) -> None:
    first, _ = hold("a"), hold("b")

    assert desk.change(first, status="offered")["hold_level"] == 1


def test_back_from_the_trash_a_hold_has_its_old_place(desk: Desk, hold: Make) -> None:
    first, _ = hold("a"), hold("b")

    assert desk.restore(desk.trash(first)).json["hold_level"] == 1


def test_a_released_hold_that_is_placed_again_stands_behind_all_others(desk: Desk, hold: Make) -> None:
    first, _ = hold("a"), hold("b")

    assert desk.change(desk.change(first, status="idea"), status="hold")["hold_level"] == 2


@pytest.mark.parametrize(
    ("setting", "days"),
    [({}, ["2027-01-18", "2027-01-11"]), ({"first_hold_days": 3, "other_hold_days": None}, ["2027-01-07", None])],
)
def test_review_dates_follow_the_settings(
    app: Flask, at_desk: Callable[..., Desk], hold: Make, setting: Body, days: list[str | None]
) -> None:
    if setting:
        assert at_desk(app, "admin").send("PUT", "/v1/settings", setting, rev=1).status_code == 200

    assert [hold("a")["hold_expires"], hold("b")["hold_expires"]] == days


def test_history_gives_every_shift_once_page_by_page(desk: Desk, hold: Make) -> None:
    others, last = [hold(str(number)) for number in range(4)], hold("last")
    for other in others:
        desk.change(other, status="idea")

    seen: list[object] = []
    cursor: str | None = ""
    while cursor is not None:
        page = desk.get(f"/v1/gigs/{last['id']}/history?limit=2{cursor and f'&cursor={cursor}'}")
        seen += [entry["changes"][-1]["new"] if entry["action"] == "moved_up" else "made" for entry in page["items"]]
        cursor = page["next"]

    assert seen == [1, 2, 3, 4, "made"]


def test_a_hold_is_looked_at_again_on_the_night_where_that_comes_sooner(hold: Make) -> None:
    assert hold("a", gig_day="2027-01-08")["hold_expires"] == "2027-01-08"
