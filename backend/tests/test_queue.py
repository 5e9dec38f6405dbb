"""The queue of holds of a night at my room: places, reviews, challenges, rivals that make room and come back."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from flask import Flask

Body = dict[str, Any]
Make = Callable[..., Body]
Desk = Any
DAY, NEXT_DAY = "2027-03-12", "2027-03-13"


@pytest.fixture(autouse=True)
def in_january() -> Iterator[None]:
    with time_machine.travel("2027-01-04T12:00:00Z", tick=False):
        yield


@pytest.fixture
def room(venue: Make) -> Body:
    """Give a room of mine."""
    return venue(own=True)


@pytest.fixture
def hold(desk: Desk, room: Body) -> Make:
    """Hold my room, in the order of the calls."""
    return lambda title, **more: desk.add(**{"title": title, "venue": room, "gig_day": DAY, "status": "hold"} | more)


@pytest.fixture
def now(desk: Desk) -> Callable[[Body], Body]:
    """Read a gig again."""
    return lambda gig: dict(desk.get(f"/v1/gigs/{gig['id']}"))


def levels(desk: Desk) -> dict[str, int | None]:
    return {gig["title"]: gig["hold_level"] for gig in desk.get(f"/v1/gigs?days={DAY}")["items"]}


def told(desk: Desk, gig: Body) -> list[tuple[str, Any, Any, str | None]]:
    found = []
    for entry in desk.get(f"/v1/gigs/{gig['id']}/history")["items"]:
        level: Body = next((each for each in entry["changes"] if each["field"] == "hold_level"), {})
        because = entry["because"] and entry["because"]["title"]
        found.append((entry["action"], level.get("old"), level.get("new"), because))
    return found


def ref(gig: Body) -> Body:
    return {"id": gig["id"], "rev": gig["rev"]}


def test_at_my_room_the_level_is_the_place_in_the_queue_whatever_was_sent(desk: Desk, hold: Make) -> None:
    first, second = hold("a", hold_level=7), hold("b", status="offered")

    assert (first["hold_level"], second["hold_level"]) == (1, 2)
    assert desk.change(second, hold_level=5, notes="n")["hold_level"] == 2
    assert levels(desk) == {"a": 1, "b": 2}


def test_elsewhere_the_level_is_what_the_venue_said(desk: Desk, venue: Make) -> None:
    common = {"venue": venue("Elsewhere"), "gig_day": DAY, "status": "hold"}
    desk.add(title="a", hold_level=3, **common)
    desk.add(title="b", **common)

    assert levels(desk) == {"a": 3, "b": None}


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
    desk: Desk, hold: Make, now: Callable[[Body], Body], leave: Callable[[Desk, Body], Body]
) -> None:
    first, second, third = hold("a"), hold("b"), hold("c")

    leave(desk, first)

    assert (now(second), now(third)) == ({**second, "hold_level": 1}, {**third, "hold_level": 2})
    assert told(desk, second) == [("moved_up", 2, 1, "a"), ("created", None, 2, None)]


def test_a_lapsed_hold_has_no_rank_and_gets_its_place_back_when_renewed(
    desk: Desk, hold: Make, now: Callable[[Body], Body]
) -> None:
    first, second = hold("a", hold_expires="2027-01-10"), hold("b", hold_expires="2027-02-28")

    with time_machine.travel("2027-01-20T12:00:00Z", tick=False):
        lapsed, alone = now(first), now(second)
        desk.change(second, notes="still wanted")
        noted = told(desk, first)[0]
        renewed = desk.change(first, hold_expires="2027-02-01")

        assert (lapsed["hold_level"], lapsed["hold_lapsed"], alone["hold_level"]) == (None, True, 1)
        assert noted == ("lapsed", 1, None, None)
        assert (renewed["hold_level"], now(second)["hold_level"]) == (1, 2)
        assert told(desk, second)[0] == ("moved_down", 1, 2, "a")


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


def test_the_next_in_the_queue_challenges_and_confirming_ends_it(
    desk: Desk, hold: Make, now: Callable[[Body], Body]
) -> None:
    first, second = hold("a"), hold("b")

    asked = desk.send("POST", f"/v1/gigs/{second['id']}/challenge", rev=second["rev"]).json

    assert (asked["id"], asked["challenged_until"]) == (first["id"], "2027-01-06T12:00:00Z")
    assert asked["challenged_by"] == second["id"]
    assert told(desk, first)[0][::3] == ("challenged", "b")
    confirmed = desk.change(now(first), status="confirmed")
    assert (confirmed["challenged_until"], confirmed["challenged_by"]) == (None, None)


@pytest.mark.parametrize(
    "end",
    [
        pytest.param(
            lambda desk, _, by: desk.send("DELETE", f"/v1/gigs/{by['id']}/challenge", rev=by["rev"]), id="taken back"
        ),
        pytest.param(lambda desk, _, by: desk.change(by, status="idea"), id="the challenger released"),
        pytest.param(lambda desk, on, _: desk.change(on, hold_expires="2027-02-20"), id="renewed"),
        pytest.param(lambda desk, on, _: desk.change(on, status="idea"), id="released"),
    ],
)
def test_a_challenge_ends(desk: Desk, hold: Make, now: Callable[[Body], Body], end: Callable[..., object]) -> None:
    first, second = hold("a"), hold("b")
    desk.send("POST", f"/v1/gigs/{second['id']}/challenge", rev=second["rev"])

    end(desk, now(first), now(second))

    assert (now(first)["challenged_until"], now(first)["challenged_by"]) == (None, None)


def test_the_first_challenges_nobody(desk: Desk, hold: Make) -> None:
    first = hold("a")

    answer = desk.send("POST", f"/v1/gigs/{first['id']}/challenge", rev=first["rev"])

    assert answer.status_code == 422
    assert "nobody to challenge" in answer.json["detail"]


def test_rivals_make_room_in_the_step_that_confirms_and_come_back_when_it_is_undone(
    desk: Desk, hold: Make, now: Callable[[Body], Body]
) -> None:
    first, second, third = hold("a"), hold("b"), hold("c", status="offered", offer_expires="2027-02-01")

    confirmed = desk.change(second, status="confirmed", release=[ref(first), ref(third)])

    assert [now(first)["status"], now(third)["status"]] == ["idea", "idea"]
    assert told(desk, first)[0] == ("cleared", 1, None, "b")
    cleared = desk.get(f"/v1/gigs?cleared_by={second['id']}")["items"]
    assert {gig["id"] for gig in cleared} == {first["id"], third["id"]}
    back = desk.change(confirmed, status="hold", bring_back=[ref(now(first)), ref(now(third))])
    assert levels(desk) == {"a": 1, "b": 2, "c": 3}
    assert back["hold_level"] == 2
    assert (now(third)["status"], now(third)["offer_expires"]) == ("offered", "2027-02-01")
    assert desk.get(f"/v1/gigs?cleared_by={second['id']}")["items"] == []


def test_a_rival_that_changed_meanwhile_stops_the_whole_step(
    desk: Desk, hold: Make, now: Callable[[Body], Body]
) -> None:
    first, second = hold("a"), hold("b")
    desk.change(first, notes="wait")

    answer = desk.patch(second, status="confirmed", release=[ref(first)])

    assert answer.status_code == 409
    assert answer.json["detail"] == "a was changed meanwhile, so nothing was done. Look again, then repeat it."
    assert now(second)["status"] == "hold"


def test_only_what_changed_since_it_was_cleared_stays_away(desk: Desk, hold: Make, now: Callable[[Body], Body]) -> None:
    first, second = hold("a"), hold("b")
    confirmed = desk.change(second, status="confirmed", release=[ref(first)])
    changed = desk.change(now(first), notes="found another night")

    answer = desk.patch(confirmed, status="hold", bring_back=[ref(changed)])

    assert answer.status_code == 422
    assert desk.get(f"/v1/gigs?cleared_by={second['id']}")["items"] == []


def test_only_rivals_and_other_dates_of_the_booking_make_room(desk: Desk, hold: Make) -> None:
    first, other = hold("a"), hold("b", gig_day=NEXT_DAY)

    answer = desk.patch(first, status="confirmed", release=[ref(other)])

    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/release")


def test_a_booking_counts_its_dates_until_all_but_one_are_let_go(
    desk: Desk, hold: Make, now: Callable[[Body], Body]
) -> None:
    booking = str(uuid.uuid4())
    first, second = hold("a", booking=booking), hold("a", booking=booking, gig_day=NEXT_DAY)

    listed = desk.get(f"/v1/gigs?booking={booking}")["items"]
    desk.change(first, status="confirmed", release=[ref(second)])

    assert [(gig["date_no"], gig["dates"]) for gig in listed] == [(1, 2), (2, 2)]
    assert (now(first)["date_no"], now(first)["dates"]) == (None, None)


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
