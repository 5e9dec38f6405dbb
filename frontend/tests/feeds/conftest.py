"""Calendars as the pages write them, read back by another hand."""

from collections.abc import Callable
from typing import Any

import icalendar
import pytest

from gig_web.clients.feeds import Entry

Event = Any
URL = "https://planner.test/gigs"
USUAL: dict[str, Any] = {
    "id": "01890000-0000-7000-8000-000000000001",
    "rev": 3,
    "updated_at": "2026-11-02T10:00:00Z",
    "status": "confirmed",
    "hold_level": None,
    "is_off": False,
    "gig_day": "2027-03-12",
    "doors": "19:00",
    "start": "19:30",
    "end": "23:00",
    "band": "The Howl",
    "title": None,
    "held_for": None,
    "venue_name": "The Wardrobe",
    "venue_city": "Leeds",
    "venue_lat": 53.797,
    "venue_lon": -1.534,
    "venue_timezone": "Europe/London",
    "description": None,
}


@pytest.fixture(scope="session")
def an_entry() -> Callable[..., Entry]:
    """Make a night as calendars are told of it."""
    return lambda **given: Entry(**(USUAL | given))


@pytest.fixture(scope="session")
def as_sent() -> Callable[..., dict[str, Any]]:
    """Make it as the backend sends it."""
    return lambda **given: USUAL | given


@pytest.fixture(scope="session")
def read_back() -> Callable[[str], list[Event]]:
    """Read a calendar as a calendar does."""
    return lambda text: list(icalendar.Calendar.from_ical(text).walk("VEVENT"))
