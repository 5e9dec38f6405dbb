"""While the backend is silent: who was checked lately may look at Suggest and the catalogue, and change nothing."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from testkit.mocked_accounts import Accounts
from werkzeug.test import TestResponse

Body = dict[str, Any]
SignIn = Callable[..., FlaskClient]
Watch = Callable[[str, int], TestResponse]
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
MARK = "Your sign-in could not be checked"


@pytest.fixture
def watch(sam: Body, accounts: Accounts, sign_in: SignIn) -> Watch:
    """Sign in, let the backend fall silent, and open a page so many seconds later."""

    def open_later(path: str, after: int) -> TestResponse:
        with time_machine.travel(NOON, tick=False) as clock:
            browser = sign_in(sam)
            accounts.is_silent = True
            clock.shift(timedelta(seconds=after))
            return browser.get(path)

    return open_later


@pytest.fixture(autouse=True)
def dead_gigs(accounts: Accounts) -> None:
    """Let what is asked of the gigs fail as the accounts do."""
    for path in ("gigs", "conflicts", "discards"):
        accounts.mock.register_uri("GET", f"http://gigs.test/v1/{path}", status_code=503)


@pytest.mark.parametrize(
    ("after", "may_look"),
    [(0, True), (12 * 3600 - 1, True), (12 * 3600, False), (365 * 86400, False)],
    ids=["at once", "a second before 12 hours", "after 12 hours", "after a year"],
)
@pytest.mark.parametrize("path", ["/bands", "/venues", "/?seed=1", "/?km=much"])
def test_twelve_hours_to_the_second(watch: Watch, path: str, after: int, *, may_look: bool) -> None:
    page = watch(path, after)

    assert (page.status_code != 503) == may_look
    assert (MARK in page.text) == may_look


def test_a_check_renews_the_twelve_hours(sam: Body, accounts: Accounts, sign_in: SignIn) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        browser = sign_in(sam)
        clock.shift(timedelta(hours=11))
        assert MARK not in browser.get("/bands").text
        accounts.is_silent = True
        clock.shift(timedelta(hours=11))

        assert MARK in browser.get("/bands").text


@pytest.mark.parametrize("path", ["/gigs", "/settings", "/gigs/trash", "/bands/new", "/gigs/new", "/settings/people"])
def test_everything_else_waits_for_the_backend(sams: FlaskClient, accounts: Accounts, path: str) -> None:
    accounts.is_silent = True

    page = sams.get(path)

    assert page.status_code == 503
    assert MARK not in page.text


@pytest.mark.parametrize(
    "path",
    ["/bands/new", "/settings", "/settings/you", "/suggest/keys", "/bands/0190a000-0000-7000-8000-000000000001/own"],
)
def test_nothing_can_be_changed_unchecked(sams: FlaskClient, accounts: Accounts, path: str) -> None:
    accounts.is_silent = True
    before = accounts.mock.call_count

    page = sams.post(path, data={"theme": "dark", "name": "The Howl"})

    assert page.status_code == 503
    assert "Not saved yet" in page.text
    asked = accounts.mock.request_history[before:]
    assert {each.method for each in asked} == {"GET"}


@pytest.mark.usefixtures("sam")
def test_a_stranger_sees_nothing_while_the_backend_is_silent(stranger: FlaskClient, accounts: Accounts) -> None:
    accounts.is_silent = True

    page = stranger.get("/bands")

    assert page.status_code == 503
    assert "<nav" not in page.text


def test_an_ended_session_is_over_as_soon_as_the_backend_is_back(
    sam: Body, sams: FlaskClient, accounts: Accounts
) -> None:
    accounts.is_silent = True
    assert sams.get("/bands").status_code == 200
    accounts.is_silent = False
    accounts.end(sam)

    assert sams.get("/bands").location == "/sign-in?next=/bands"
