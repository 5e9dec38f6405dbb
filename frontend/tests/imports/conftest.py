"""An admin, and the imports of three mocked services."""

import time
from dataclasses import asdict

import pytest
import requests_mock
from flask import Flask
from flask.testing import FlaskClient
from testkit.mocked_imports import OWN_ID, Lists

from gig_web.clients.people import People, Person, Planner, Present

ALEX = Person(
    id=OWN_ID,
    name="Alex",
    role="admin",
    disabled=False,
    time_zone="Europe/London",
    theme="auto",
    keys=True,
    constraints="",
    created_at="2026-01-01T12:00:00Z",
    rev=1,
)


@pytest.fixture
def planner() -> Planner:
    """Give how the planner is set."""
    return Planner(leave_starter_out=False)


@pytest.fixture
def admin(
    app: Flask, monkeypatch: pytest.MonkeyPatch, requests_mock: requests_mock.Mocker, planner: Planner
) -> FlaskClient:
    """Give an admin who is signed in."""
    monkeypatch.setattr(People, "present", lambda _people: Present(ALEX, newcomer=False, planner=planner))
    requests_mock.get("http://gigs.test/v1/people", json={"items": [asdict(ALEX)], "next": None})
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie |= {"_user_id": "session", "_fresh": True, "checked": time.time(), "time_zone": "Europe/London"}
        cookie["account"] = {"id": ALEX.id, "name": ALEX.name, "role": ALEX.role, "rev": ALEX.rev}
    return client


@pytest.fixture
def bands(requests_mock: requests_mock.Mocker) -> Lists:
    return Lists("bands", requests_mock)


@pytest.fixture
def venues(requests_mock: requests_mock.Mocker) -> Lists:
    return Lists("venues", requests_mock)


@pytest.fixture
def gigs(requests_mock: requests_mock.Mocker) -> Lists:
    return Lists("gigs", requests_mock)


@pytest.fixture(params=["bands", "venues", "gigs"])
def lists(request: pytest.FixtureRequest, requests_mock: requests_mock.Mocker) -> Lists:
    """Give each of the three: their pages are the same."""
    return Lists(request.param, requests_mock)
