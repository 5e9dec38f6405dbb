"""A planner with two rooms of mine, and what the backend says of their nights."""

from collections.abc import Callable, Iterator
from dataclasses import fields
from types import SimpleNamespace
from typing import Any

import pytest
import requests_mock as mocking
import time_machine

from gig_web.clients.nouns import Gig, Venue

Json = dict[str, Any]
Make = Callable[..., Json]

BACKEND = "http://gigs.test/v1/gigs"
WARDROBE = "01890000-0000-7000-8000-00000000000e"
STEREO = "01890000-0000-7000-8000-00000000000f"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    """Let it be Wednesday 3 March 2027."""
    with time_machine.travel("2027-03-03T12:00:00Z", tick=False):
        yield


@pytest.fixture(scope="session")
def a_room() -> Make:
    """Make a room of mine."""
    lists = {"genres": [], "dark_days": []}
    usual = {"own": True, "starter": False, "archived": False, "rev": 1, **lists}
    blank = dict.fromkeys(field.name for field in fields(Venue))
    return lambda **given: {**blank, "id": WARDROBE, "name": "The Wardrobe", **usual, **given}


@pytest.fixture(scope="session")
def a_night() -> Make:
    """Make a gig at The Wardrobe."""
    usual = {
        **dict.fromkeys(field.name for field in fields(Gig)),
        "id": "01890000-0000-7000-8000-000000000001",
        "status": "confirmed",
        "hold_lapsed": False,
        "offer_ended": False,
        "gig_day": "2027-03-12",
        "slot": "evening",
        "venue": {"id": WARDROBE, "name": "The Wardrobe"},
        "lineup": [{"band_id": None, "name": "The Howl", "billing": "headline"}],
        "published": False,
        "played": False,
        "rev": 3,
        "created_at": "2026-11-01T10:00:00Z",
        "updated_at": "2026-11-02T10:00:00Z",
    }
    return lambda **given: {**usual, **given}


@pytest.fixture
def planner(requests_mock: mocking.Mocker) -> SimpleNamespace:
    """Give the services: `rooms`, `month`, `nights` and `needs` say what they answer, `asked` what they were sent."""

    def answer(path: str) -> Callable[..., None]:
        return lambda *items, **more: requests_mock.get(path, json={"items": list(items), "next": None, **more})

    def asked(path: str) -> dict[str, list[str]]:
        return dict(next(sent for sent in reversed(requests_mock.request_history) if sent.path == path).qs)

    given = SimpleNamespace(
        rooms=answer("http://venues.test/v1/venues"),
        month=answer(f"{BACKEND}/month"),
        nights=answer(f"{BACKEND}/nights"),
        needs=answer(f"{BACKEND}/needs"),
        list=answer(BACKEND),
        asked=asked,
        mock=requests_mock,
    )
    for say in (given.rooms, given.month, given.nights, given.list):
        say()
    given.needs(more={})
    return given
