"""One's own account on the settings page: name, time zone, password, what is remembered."""

import re
from collections.abc import Callable
from datetime import UTC
from typing import Any

import pytest
from flask import Flask, session
from flask.testing import FlaskClient
from testkit.mocked_accounts import Accounts, invalid

from gig_web.gigs import clock

Body = dict[str, Any]
SignIn = Callable[..., FlaskClient]
Read = Callable[[FlaskClient], Body]


@pytest.fixture(autouse=True)
def planner(empty_planner: None) -> None:
    del empty_planner


def test_name_and_time_zone_are_kept_in_the_account(sam: Body, sams: FlaskClient) -> None:
    answer = sams.post("/settings/you", data={"name": " Samira ", "time_zone": "berlin"})
    page = sams.get(answer.location).text

    assert (answer.status_code, answer.location) == (303, "/settings")
    assert "Saved." in page
    assert '<span class="who-name">Samira</span>' in page
    assert (sam["name"], sam["time_zone"]) == ("Samira", "Europe/Berlin")


def test_only_what_changed_is_sent(sam: Body, sams: FlaskClient, accounts: Accounts) -> None:
    sams.post("/settings/you", data={"name": "Sam", "time_zone": "Asia/Tokyo"})
    sams.post("/settings/you", data={"name": "Sam", "time_zone": "Asia/Tokyo"})

    assert [each.json() for each in accounts.asked("PATCH")] == [{"time_zone": "Asia/Tokyo"}]
    assert sam["rev"] == 2


def test_an_empty_time_zone_is_utc_again(sam: Body, sams: FlaskClient) -> None:
    sams.post("/settings/you", data={"name": "Sam", "time_zone": "Asia/Tokyo"})

    sams.post("/settings/you", data={"name": "Sam", "time_zone": " "})

    assert sam["time_zone"] is None


@pytest.mark.parametrize("typed", ["Atlantis", "London/Europe", "\x00", "x" * 300])
def test_a_time_zone_nobody_knows_is_said_beside_it(sam: Body, sams: FlaskClient, typed: str) -> None:
    page = sams.post("/settings/you", data={"name": "Kim", "time_zone": typed})

    assert page.status_code == 422
    assert 'id="time_zone-error">No time zone is called that.' in page.text
    assert re.search(r'id="name" name="name" type="text" value="Kim"', page.text)
    assert sam["name"] == "Sam"


@pytest.mark.parametrize("kept", ["Mars/Olympus", "../../etc/passwd", "x" * 300, "Europe"])
def test_days_are_those_of_utc_where_the_account_has_a_zone_this_machine_cannot_read(app: Flask, kept: str) -> None:
    with app.test_request_context():
        session["time_zone"] = kept

        assert clock.zone() is UTC


def test_a_name_somebody_has_is_said_beside_it(sams: FlaskClient, accounts: Accounts) -> None:
    accounts.add("Kim")

    page = sams.post("/settings/you", data={"name": "Kim", "time_zone": ""})

    assert page.status_code == 422
    assert 'id="name-error">Somebody here has this name already.' in page.text
    assert '<span class="who-name">Sam</span>' in page.text


def test_another_browser_of_theirs_is_no_obstacle(sam: Body, sams: FlaskClient, accounts: Accounts) -> None:
    sams.get("/settings")
    accounts.mock.get("http://gigs.test/v1/sessions/current", json={"person": {**sam}, "newcomer": False})
    accounts.change(sam, theme="dark")

    answer = sams.post("/settings/you", data={"name": "Samira", "time_zone": ""})

    assert answer.status_code == 303
    assert (sam["name"], sam["theme"], sam["rev"]) == ("Samira", "dark", 3)
    assert [each.headers["If-Match"] for each in accounts.asked("PATCH")] == ['"1"', '"2"']


def test_a_new_password_signs_out_everywhere_else(
    sam: Body, sams: FlaskClient, accounts: Accounts, sign_in: SignIn
) -> None:
    other = sign_in(sam)

    answer = sams.post("/settings/password", data={"current": sam["password"], "new": "another quiet walk"})

    assert "Changed. You are signed out everywhere else." in sams.get(answer.location).text
    assert sam["password"] == "another quiet walk"
    assert other.get("/gigs").location == "/sign-in?next=/gigs"
    assert len(accounts.sessions) == 1


@pytest.mark.parametrize(
    ("current", "new", "told"),
    [
        ("not my password", "another quiet walk", 'id="current-error">This is not your password now.'),
        ("a quiet walk to the harbour", "short", 'id="new-error">Must have at least 8 characters.'),
    ],
    ids=["wrong", "weak"],
)
def test_a_password_refused_is_said_beside_it_and_shown_nowhere(
    sams: FlaskClient, current: str, new: str, told: str
) -> None:
    page = sams.post("/settings/password", data={"current": current, "new": new})

    assert page.status_code == 422
    assert told in page.text
    assert current not in page.text
    assert f'"{new}"' not in page.text


def test_too_many_passwords_are_told_with_how_long_to_wait(sams: FlaskClient, accounts: Accounts) -> None:
    accounts.refuses = 429, {"detail": "Too many tries. Wait 17 seconds, then try again."}

    page = sams.post("/settings/password", data={"current": "x", "new": "another quiet walk"})

    assert (page.status_code, page.headers["Retry-After"]) == (429, "17")
    assert "Too many tries. Wait 17 seconds, then try again." in page.text


def test_the_remembered_search_is_said_in_words_and_can_be_forgotten(
    accounts: Accounts, sign_in: SignIn, cookie_of: Read
) -> None:
    search = (
        "genre=punk,jazz&place=Leeds&km=30&country=GB&capacity_min=100&capacity_max=1200&from=2100-01-01&to=2100-02-01"
        "&weekday=fri,sat&fee_max=250&fee_known=1&own=rooms&no_starter=1&with_ideas=1&surprise=1&keep=day&day=2100-01-02"
    )
    sam = accounts.add("Sam", constraints=search)
    browser = sign_in(sam)

    page = browser.get("/settings").text
    answer = browser.post("/settings/search/forget")

    for words in ("punk, jazz", "within 30 km of Leeds", "United Kingdom", "rooms from 100", "rooms up to 1,200"):
        assert words in page
    for words in ("Fri, Sat", "a fee of at most 250.00", "only known fees", "starting from my rooms", "surprise me"):
        assert words in page
    assert "on Sat 2 Jan 2100" in page
    assert "Forgotten." in browser.get(answer.location).text
    assert (sam["constraints"], cookie_of(browser)["constraints"]) == ("", "")


def test_kept_and_named_parts_are_said_without_their_ids_and_money_not_to_viewers(
    accounts: Accounts, sign_in: SignIn
) -> None:
    one = "0190a000-0000-7000-8000-000000000001"
    two = one[:-1] + "2"
    search = f"bands={one}&venues={one},{two}&fee_max=251.75&keep=band,venue&band={one}&venue={one}"

    page = sign_in(accounts.add("Vi", role="viewer", constraints=search)).get("/settings").text

    assert "1 named band · 2 named venues · a kept band · a kept venue" in page
    assert "251.75" not in page


def test_a_newcomer_keeps_look_and_search_in_this_browser(stranger: FlaskClient, accounts: Accounts) -> None:
    stranger.post("/settings", data={"theme": "dark", "keys": "1"})
    stranger.post("/suggest/start", data={"own": "bands"})
    page = stranger.get("/settings").text
    forgotten = stranger.post("/settings/search/forget")

    assert 'data-bs-theme="dark"' in page
    assert "starting from my bands" in page
    assert "Make your account" in page
    assert "Password now" not in page
    assert forgotten.status_code == 303
    assert {each.method for each in accounts.asked()} == {"GET"}


def test_what_cannot_be_is_told_even_without_a_field(sams: FlaskClient, accounts: Accounts) -> None:
    accounts.mock.patch("http://gigs.test/v1/people/me", status_code=422, json=invalid("", "Not today.")[1])

    page = sams.post("/settings/you", data={"name": "Kim", "time_zone": ""})

    assert page.status_code == 422
    assert "Not today." in page.text
