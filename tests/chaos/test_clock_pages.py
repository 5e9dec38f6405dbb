"""A clock that jumps under the pages: cookies, the look at the catalogue while the backend is silent, the breaker."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import requests_mock
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from testkit.mocked_accounts import Accounts

from gig_web import create_app, deadline
from gig_web.settings import Settings
from gig_web.upstream import FAILURES_TO_OPEN, Upstream, UpstreamError

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
NOTHING = {"items": [], "next": None}
LOOKING = "Your sign-in could not be checked"


@pytest.fixture
def now() -> Iterator[time_machine.Traveller]:
    """Set the clock of the tests; `shift` lets it jump."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def accounts(requests_mock: requests_mock.Mocker) -> Accounts:
    """Give the accounts of a backend, and a band list that holds nothing."""
    requests_mock.get("http://bands.test/v1/bands", json=NOTHING)
    requests_mock.get("http://bands.test/v1/bands/facets", json={"genres": [], "cities": []})
    return Accounts(requests_mock)


@pytest.fixture
def pages() -> Iterator[Flask]:
    """Give the front end."""
    app = create_app(Settings("http://bands.test", "http://venues.test", "http://gigs.test", "t" * 40, "k" * 40))
    app.config["WTF_CSRF_ENABLED"] = False
    yield app
    for client in (app.extensions["clients"].bands, app.extensions["clients"].venues, app.extensions["clients"].gigs):
        client.upstream.close()
    deadline.end()


@pytest.fixture
def browser(pages: Flask, accounts: Accounts, now: time_machine.Traveller) -> FlaskClient:
    """Give a browser that has signed in now."""
    del now
    sam, browser = accounts.add("Sam"), pages.test_client()
    sent = {"sign_in_name": sam["name"], "sign_in_password": sam["password"]}
    assert browser.post("/sign-in", data=sent).status_code == 303
    return browser


@pytest.mark.parametrize(
    ("jump", "status"),
    [
        (timedelta(hours=11, minutes=59), 200),
        (timedelta(hours=12, minutes=1), 503),
        (timedelta(minutes=-10), 200),
        (timedelta(days=-1), 503),
    ],
    ids=["almost twelve hours on", "twelve hours on", "minutes back", "a day back"],
)
def test_a_silent_backend_lets_look_who_was_checked_within_twelve_hours_either_way(
    browser: FlaskClient, accounts: Accounts, now: time_machine.Traveller, jump: timedelta, status: int
) -> None:
    accounts.is_silent = True

    now.shift(jump)
    answer = browser.get("/bands")

    assert (answer.status_code, LOOKING in answer.text) == (status, status == 200)


def test_a_clock_set_back_signs_nobody_out_and_is_followed_by_the_next_check(
    browser: FlaskClient, accounts: Accounts, now: time_machine.Traveller
) -> None:
    now.shift(timedelta(days=-1))
    checked = browser.get("/bands")
    accounts.is_silent = True
    looked = browser.get("/bands")

    assert (checked.status_code, LOOKING in checked.text) == (200, False)
    assert (looked.status_code, LOOKING in looked.text) == (200, True)


def test_the_breaker_and_the_deadline_do_not_look_at_the_time_of_day(
    pages: Flask, requests_mock: requests_mock.Mocker, now: time_machine.Traveller
) -> None:
    silent = requests_mock.get("http://bands.test/v1/bands", status_code=500)
    bands = Upstream("The band list", "http://bands.test", "t" * 40)

    with pages.test_request_context():
        fail(bands, FAILURES_TO_OPEN, "answered 500")
        asked = silent.call_count
        deadline.start(1.4)
        for jump in (timedelta(days=1), timedelta(days=-2)):
            now.shift(jump)
            fail(bands, 1, "resting")
        left = deadline.left()
    bands.close()

    assert silent.call_count == asked
    assert 0 < left <= 1.4


def fail(upstream: Upstream, times: int, words: str) -> None:
    """Ask what cannot be answered."""
    for _ in range(times):
        with pytest.raises(UpstreamError, match=words):
            upstream.get("/v1/bands")
