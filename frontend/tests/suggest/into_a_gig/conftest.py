"""A gig that lacks a support, for cards that are dealt into it."""

from collections.abc import Callable
from typing import Any

import pytest

Planner = Any
Json = dict[str, Any]

GIG_ID = "0190a1b2-0000-7000-8000-0000000000aa"
URL = f"http://gigs.test/v1/gigs/{GIG_ID}"
KEPT = "0190a1b2-0000-7000-8000-0000000000bb"  # the headliner that the gig has


@pytest.fixture
def night(planner: Planner, gig: Json, venue_row: Callable[..., Json]) -> Json:
    """Give a gig with a headliner, a room and a date; what a test changes in it, the backend answers."""
    row = venue_row("The Crypt", capacity=300)
    room = {name: row[name] for name in ("id", "name", "city", "capacity", "lat", "lon", "timezone", "genres", "own")}
    headliner = {"band_id": KEPT, "name": "Cold Harbour", "billing": "headline", "fee": "300.00", "set_time": "21:00"}
    gig |= {"id": GIG_ID, "rev": 3, "gig_day": "2027-03-12", "venue": room, "lineup": [headliner]}
    planner.mocker.get(URL, json=lambda _request, _context: gig)
    planner.mocker.get(f"{URL}/history", json={"items": [], "next": None})
    planner.mocker.patch(URL, json=lambda request, _context: gig | {"rev": 4} | _kept(request.json()))
    planner.mocker.get("http://bands.test/v1/bands/" + KEPT, status_code=404, json={"detail": "There is none."})
    return gig


def _kept(body: Json) -> Json:
    return {name: value for name, value in body.items() if name in {"lineup", "venue", "gig_day"}}
