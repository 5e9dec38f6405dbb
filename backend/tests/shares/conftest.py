"""A night in Leeds, shared on its afternoon; every answer is held against what the service publishes."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from flask import Flask

Json = dict[str, Any]
ROOM_ID, BAND_ID = "01890000-0000-7000-8000-00000000000e", "01890000-0000-7000-8000-00000000000b"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    """Let it be the afternoon of Friday 12 March 2027."""
    with time_machine.travel("2027-03-12T15:00:00Z", tick=False):
        yield


@pytest.fixture(autouse=True)
def _quick(quick_hashes: None) -> None:
    """Compute cheap hashes."""


@pytest.fixture(autouse=True)
def _published(published: None) -> None:
    """Hold each answer against what the service publishes."""


@pytest.fixture
def night() -> Callable[..., Json]:
    """Make the body of a gig tonight."""
    room = {"id": ROOM_ID, "name": "The Wardrobe", "city": "Leeds", "timezone": "Europe/London"}
    act = {"band_id": BAND_ID, "name": "The Howl", "billing": "headline", "set_time": "21:00", "fee": "300.00"}
    usual = {"status": "confirmed", "gig_day": "2027-03-12", "venue": room, "lineup": [act], "doors": "19:30"}
    return lambda **given: {**usual, "notes": "Private", "staff_notes": "Keys at the bar", **given}


@pytest.fixture
def contacts() -> Json:
    """Give whom to call, as the catalogue has it."""
    called = {"contact": "Ada", "email": "ada@example.org", "phone": "+44 113 496 0000"}
    place = {"address": "6 St Peters Square", "postcode": "LS9 8AH", "lat": 53.797, "lon": -1.534, "curfew": "23:00"}
    return {
        "venue": {"id": ROOM_ID, **called, **place},
        "bands": [{"id": BAND_ID, "contact": "Sam", "email": None, "phone": "07700 900123"}],
    }


@pytest.fixture
def look(at_desk: Callable[..., Any]) -> Callable[[Flask, str], Any]:
    """Open a link as somebody without an account."""
    return lambda app, secret: at_desk(app, "guest").send("POST", "/v1/shares/look", {"secret": secret})
