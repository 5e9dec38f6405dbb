"""A night in Leeds, the catalogue that knows whom to call, and the links to its sheet."""

from collections.abc import Callable, Iterator
from dataclasses import fields
from types import SimpleNamespace
from typing import Any

import pytest
import requests_mock as mocking
import time_machine

from gig_web.clients.nouns import Band, Gig, Venue
from gig_web.clients.shares import SheetGig

Json = dict[str, Any]
GIG = "01890000-0000-7000-8000-000000000001"
BAND = "01890000-0000-7000-8000-00000000000b"
VENUE = "01890000-0000-7000-8000-00000000000e"
SHARES = "http://gigs.test/v1/shares"
ROOM: Json = {
    "id": VENUE,
    "name": "The Wardrobe",
    "city": "Leeds",
    "lat": None,
    "lon": None,
    "timezone": "Europe/London",
}
HOWL: Json = {"band_id": BAND, "name": "The Howl", "billing": "headline", "set_time": "21:00", "fee": "300.00"}
FRIENDS: Json = {"band_id": None, "name": "Friends", "billing": "support", "set_time": "20:00"}
ROW: Json = {"own": False, "starter": False, "archived": False, "rev": 1, "genres": []}


@pytest.fixture(autouse=True)
def _tonight() -> Iterator[None]:
    """Let it be 18:42 in Leeds on Friday 12 March 2027."""
    with time_machine.travel("2027-03-12T18:42:00Z", tick=False):
        yield


@pytest.fixture(scope="session")
def ids() -> SimpleNamespace:
    return SimpleNamespace(gig=GIG, band=BAND, venue=VENUE, shares=SHARES)


@pytest.fixture(scope="session")
def a_night() -> Callable[..., Json]:
    """Make the gig as the backend sends it."""
    usual = {
        **dict.fromkeys(field.name for field in fields(Gig)),
        "id": GIG,
        "status": "confirmed",
        "hold_lapsed": False,
        "offer_ended": False,
        "gig_day": "2027-03-12",
        "slot": "evening",
        "load_in": "16:00",
        "soundcheck": "17:30",
        "doors": "19:00",
        "end": "23:00",
        "venue": ROOM,
        "lineup": [HOWL, FRIENDS],
        "notes": "Private",
        "staff_notes": "Keys at the bar",
        "deal": {"type": "flat", "currency": "GBP", "guarantee": "300.00"},
        "published": False,
        "played": False,
        "rev": 3,
        "created_at": "2026-11-01T10:00:00Z",
        "updated_at": "2026-11-02T10:00:00Z",
    }
    return lambda **given: {**usual, **given}


@pytest.fixture(scope="session")
def sheet_gig() -> Callable[..., SheetGig]:
    """Make what of a gig stands on its sheet."""
    blank = dict.fromkeys(field.name for field in fields(SheetGig))
    usual: Json = {"status": "confirmed", "gig_day": "2027-03-12", "lineup": []}
    return lambda **given: SheetGig(**{**blank, **usual, **given})


@pytest.fixture(scope="session")
def called() -> SimpleNamespace:
    """Give the rows of the catalogue that say whom to call."""
    blank = {cls: dict.fromkeys(field.name for field in fields(cls)) for cls in (Band, Venue)}
    place = {"address": "6 St Peters Square", "postcode": "LS9 8AH", "curfew": "23:30", "dark_days": []}
    at_venue = {"contact": "Ada", "email": "ada@example.org", "phone": "+44 (0)113 496 0000"}
    room = {**blank[Venue], **ROW, "id": VENUE, "name": "The Wardrobe", **place, **at_venue}
    band = {**blank[Band], **ROW, "id": BAND, "name": "The Howl", "unavailable": [], "phone": "07700 900123"}
    return SimpleNamespace(room=room, band=band)


@pytest.fixture(autouse=True)
def planner(requests_mock: mocking.Mocker, a_night: Callable[..., Json], called: SimpleNamespace) -> SimpleNamespace:
    """Let the services know the night: `put_on` says how it is."""

    def put_on(**given: object) -> None:
        requests_mock.get(f"http://gigs.test/v1/gigs/{GIG}", json=a_night(**given))

    put_on()
    requests_mock.get(f"http://bands.test/v1/bands/{BAND}", json=called.band)
    requests_mock.get(f"http://venues.test/v1/venues/{VENUE}", json=called.room)
    requests_mock.get(SHARES, json={"items": [], "next": None})
    return SimpleNamespace(mock=requests_mock, put_on=put_on)
