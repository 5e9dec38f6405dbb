"""Challenges: the next in the queue asks, the one before it has two days."""

from collections.abc import Callable
from typing import Any

import pytest

Body = dict[str, Any]
Make = Callable[..., Body]
Desk = Any
DAY, NEXT_DAY = "2027-03-12", "2027-03-13"


def test_the_next_in_the_queue_challenges_and_confirming_ends_it(
    desk: Desk, hold: Make, now: Callable[[Body], Body], told: Callable[..., Any]
) -> None:
    first, second = hold("a"), hold("b")

    asked = desk.send("POST", f"/v1/gigs/{second['id']}/challenge", rev=second["rev"]).json

    assert (asked["id"], asked["challenged_until"]) == (first["id"], "2027-01-06T12:00:00Z")
    assert asked["challenged_by"] == second["id"]
    assert told(first)[0][::3] == ("challenged", "b")
    confirmed = desk.change(now(first), status="confirmed")
    assert (confirmed["challenged_until"], confirmed["challenged_by"]) == (None, None)


@pytest.mark.parametrize(
    "end",
    [
        pytest.param(
            lambda desk, _, by: desk.send("DELETE", f"/v1/gigs/{by['id']}/challenge", rev=by["rev"]), id="taken back"
        ),
        pytest.param(lambda desk, _, by: desk.change(by, status="idea"), id="the challenger released"),
        pytest.param(lambda desk, _, by: desk.change(by, gig_day=NEXT_DAY), id="the challenger took another night"),
        pytest.param(lambda desk, on, _: desk.change(on, gig_day=NEXT_DAY), id="took another night"),
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


@pytest.mark.parametrize(
    ("method", "fields", "sentence"),
    [
        pytest.param("POST", {"venue_own": False}, "Only at a room of yours is the queue known.", id="elsewhere"),
        pytest.param("POST", {"status": "idea"}, "Only a hold or an offer can challenge.", id="an idea"),
        pytest.param("DELETE", {}, "This gig challenges nobody.", id="nobody to let go"),
    ],
)
def test_what_cannot_challenge_is_told_why(  # noqa: PLR0913, PLR0917  # the planner and a case
    desk: Desk, hold: Make, venue: Make, method: str, fields: Body, sentence: str
) -> None:
    room = venue(own=fields.get("venue_own", True))
    hold("a", venue=room)
    second = hold("b", venue=room, status=fields.get("status", "hold"))

    answer = desk.send(method, f"/v1/gigs/{second['id']}/challenge", rev=second["rev"])

    assert answer.status_code == 422
    assert answer.json["detail"].startswith(sentence)


def test_a_second_click_challenges_no_longer_than_the_first(
    desk: Desk, hold: Make, now: Callable[[Body], Body]
) -> None:
    first, second = hold("a"), hold("b")
    desk.send("POST", f"/v1/gigs/{second['id']}/challenge", rev=second["rev"])
    asked = now(first)

    again = desk.send("POST", f"/v1/gigs/{second['id']}/challenge", rev=second["rev"])

    assert (again.status_code, again.json["challenged_until"]) == (200, asked["challenged_until"])
    assert now(first)["rev"] == asked["rev"]


def test_another_venue_that_asks_is_noted_and_ends_with_an_answer(desk: Desk, hold: Make, venue: Make) -> None:
    asked = desk.change(hold("a", venue=venue(own=False)), challenged_until="2027-01-06T22:59:00Z")

    needs = desk.get("/v1/gigs/needs")["items"]
    released = desk.change(asked, status="idea")

    assert asked["challenged_until"] == "2027-01-06T22:59:00Z"
    assert [(need["why"], need["gig"]["id"]) for need in needs] == [("challenged", asked["id"])]
    assert released["challenged_until"] is None
