"""Bands, venues and conflicts made up for Suggest; each fixture gives a maker that takes what matters to a test."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest

from gig_web.clients.gigs import Against, Conflict
from gig_web.clients.nouns import Band, Venue

NAMESPACE = uuid.UUID(int=7)


@pytest.fixture(scope="session")
def band_row() -> Callable[..., dict[str, Any]]:
    def make(name: str = "The Howl", **given: object) -> dict[str, Any]:
        return {
            "id": str(uuid.uuid5(NAMESPACE, f"band {name}")),
            "external_id": None,
            "name": name,
            "genres": ["post-punk"],
            "city": "Leeds",
            "country": "GB",
            "lat": 53.8,
            "lon": -1.549,
            "draw": 150,
            "fee": None,
            "own": False,
            "starter": True,
            "contact": None,
            "email": None,
            "phone": None,
            "unavailable": [],
            "radius_km": None,
            "days_before": None,
            "days_after": None,
            "notes": None,
            "archived": False,
            "rev": 1,
        } | given

    return make


@pytest.fixture(scope="session")
def venue_row() -> Callable[..., dict[str, Any]]:
    def make(name: str = "The Wardrobe", **given: object) -> dict[str, Any]:
        return {
            "id": str(uuid.uuid5(NAMESPACE, f"venue {name}")),
            "external_id": None,
            "name": name,
            "city": "Leeds",
            "country": "GB",
            "address": None,
            "postcode": None,
            "lat": 53.8,
            "lon": -1.53,
            "timezone": "Europe/London",
            "capacity": 200,
            "genres": ["post-punk", "indie"],
            "hire_cost": None,
            "own": False,
            "starter": True,
            "curfew": None,
            "dark_days": [],
            "contact": None,
            "email": None,
            "phone": None,
            "notes": None,
            "archived": False,
            "rev": 1,
        } | given

    return make


@pytest.fixture(scope="session")
def band(band_row: Callable[..., dict[str, Any]]) -> Callable[..., Band]:
    return lambda *args, **given: Band(**band_row(*args, **given))


@pytest.fixture(scope="session")
def venue(venue_row: Callable[..., dict[str, Any]]) -> Callable[..., Venue]:
    return lambda *args, **given: Venue(**venue_row(*args, **given))


@pytest.fixture(scope="session")
def against() -> Callable[..., Against]:
    def make(day: object, band: Band | None, venue: Venue | None, rule: str, level: str = "warn") -> Against:
        conflict = Conflict(level, rule, None, f"Something about {rule}.")
        return Against(str(day), band.id if band else None, venue.id if venue else None, [conflict])

    return make
