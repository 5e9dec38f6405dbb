"""A night at my room in March, and holds placed on it one after the other, as seen in January."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine

Body = dict[str, Any]
Make = Callable[..., Body]
Desk = Any
DAY = "2027-03-12"


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


@pytest.fixture
def levels(desk: Desk) -> Callable[..., Any]:
    """Read the places of all holds by title."""

    def read() -> dict[str, int | None]:
        return {gig["title"]: gig["hold_level"] for gig in desk.get(f"/v1/gigs?days={DAY}")["items"]}

    return read


@pytest.fixture
def told(desk: Desk) -> Callable[..., Any]:
    """Read the history of a gig, newest first: what was done, the places before and after, and for whom."""

    def read(gig: Body) -> list[tuple[str, Any, Any, str | None]]:
        found = []
        for entry in desk.get(f"/v1/gigs/{gig['id']}/history")["items"]:
            level: Body = next((each for each in entry["changes"] if each["field"] == "hold_level"), {})
            because = entry["because"] and entry["because"]["title"]
            found.append((entry["action"], level.get("old"), level.get("new"), because))
        return found

    return read
