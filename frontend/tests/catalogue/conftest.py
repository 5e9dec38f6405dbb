"""A band, a venue and the pickers that have them."""

import pytest
import requests_mock
from testkit.mocked_pickers import BAND, VENUE, Picker


def picker(plural: str, mock: requests_mock.Mocker) -> Picker:
    return Picker(plural, plural[:-1], BAND if plural == "bands" else VENUE, mock)


@pytest.fixture
def bands(requests_mock: requests_mock.Mocker) -> Picker:
    return picker("bands", requests_mock)


@pytest.fixture
def venues(requests_mock: requests_mock.Mocker) -> Picker:
    return picker("venues", requests_mock)


@pytest.fixture(params=["bands", "venues"])
def either(request: pytest.FixtureRequest, requests_mock: requests_mock.Mocker) -> Picker:
    """Give the one and then the other: their pages are the same."""
    return picker(request.param, requests_mock)


@pytest.fixture(autouse=True)
def no_gigs(requests_mock: requests_mock.Mocker) -> None:
    """Let the backend have no gigs unless a test says otherwise."""
    requests_mock.get("http://gigs.test/v1/gigs", json={"items": [], "next": None})
    requests_mock.get("http://gigs.test/v1/diaries", json={"items": [], "next": None})


@pytest.fixture(autouse=True)
def no_twins(requests_mock: requests_mock.Mocker) -> None:
    """Let no other have the same name unless a test says otherwise."""
    nobody = {"id": None, "candidates": 0, "name": None, "city": None, "by": None}
    for noun in ("bands", "venues"):
        requests_mock.post(f"http://{noun}.test/v1/{noun}/match", json={"items": [nobody], "next": None})


@pytest.fixture
def band_form() -> dict[str, str]:
    """Give the form of the band as a browser sends it."""
    return {
        "name": "The Howl",
        "genres": "post-punk, indie rock",
        "city": "Leeds",
        "country": "GB",
        "lat": "53.801",
        "lon": "-1.549",
        "draw": "120",
        "fee": "250.00",
        "unavailable": "2026-05-01 to 2026-05-14\r\n2026-06-01",
        "radius_km": "100",
        "days_before": "30",
        "days_after": "14",
    }
