"""Queues of a room that is merged into another, and of both once they are parted again."""

from collections.abc import Callable
from typing import Any

import pytest

Body = dict[str, Any]
Make = Callable[..., Body]
Desk = Any
DAY = "2027-03-12"


@pytest.fixture
def twin(venue: Make) -> Body:
    """Give the room of mine that the other one turns out to be."""
    return venue("The Wardrobe, Leeds", own=True)


@pytest.fixture
def merge(desk: Desk, room: Body, twin: Body) -> Callable[[], None]:
    """Merge my room into its twin."""
    facts = {name: value for name, value in twin.items() if name != "id"}
    body = {"kind": "venue", "from": room["id"], "to": twin["id"], "facts": facts}
    return lambda: _sent(desk, "/v1/gigs/repoint", body)


@pytest.fixture
def part(desk: Desk, room: Body, twin: Body) -> Callable[[], None]:
    """Part them again."""
    body = {"kind": "venue", "from": room["id"], "to": twin["id"]}
    return lambda: _sent(desk, "/v1/gigs/repoint/undo", body)


def _sent(desk: Desk, path: str, body: Body) -> None:
    answer = desk.send("POST", path, body)
    assert answer.status_code == 200, answer.text


def test_holds_keep_their_order_behind_those_that_are_there(  # noqa: PLR0913, PLR0917  # two rooms and what is seen
    desk: Desk, hold: Make, twin: Body, merge: Make, part: Make, levels: Callable[..., Any], told: Callable[..., Any]
) -> None:
    second = hold("second", status="idea")  # made first, held last
    first = hold("first")
    desk.change(second, status="hold")
    there = hold("there", venue=twin)

    merge()
    joint, said = levels(), told(first)[0]
    part()

    assert joint == {"there": 1, "first": 2, "second": 3}
    assert said == ("merged", 1, 2, None)
    assert levels() == {"there": 1, "first": 1, "second": 2}
    assert desk.get(f"/v1/gigs/{there['id']}")["rev"] == there["rev"]


def test_who_stands_behind_holds_that_go_back_moves_up(  # noqa: PLR0913, PLR0917  # the same
    hold: Make, twin: Body, merge: Make, part: Make, levels: Callable[..., Any], told: Callable[..., Any]
) -> None:
    hold("follows")
    merge()
    later = hold("later", venue=twin)

    part()

    assert (later["hold_level"], levels()) == (2, {"follows": 1, "later": 1})
    assert told(later)[0] == ("moved_up", 2, 1, "follows")
