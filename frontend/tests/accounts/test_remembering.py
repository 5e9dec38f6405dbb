"""What the account keeps: the search goes along with the next save or discard, and never with a look."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from testkit.mocked_accounts import Accounts

from gig_web.suggest.cards import Card

Body = dict[str, Any]
Read = Callable[[FlaskClient], Body]
ONE = "0190a000-0000-7000-8000-00000000000"


@pytest.fixture(autouse=True)
def discards(accounts: Accounts) -> None:
    accounts.mock.put(re.compile("http://gigs.test/v1/discards/"), status_code=204)


@pytest.fixture
def form(app: Flask) -> dict[str, str]:
    """Give what Discard of a card sends, dealt for a search."""
    act = {"band_id": f"{ONE}1", "name": "The Howl", "billing": "headline"}
    card = Card(f"{ONE}3", 1, "2030-05-03", "19:30", act, {"id": f"{ONE}2", "name": "The Wardrobe"})
    return {"token": card.seal(str(app.config["SECRET_KEY"])), "query": "genre=punk&own=any&seed=1"}


def test_a_discard_takes_the_search_into_the_account_once(
    sam: Body, sams: FlaskClient, accounts: Accounts, form: dict[str, str]
) -> None:
    for _ in range(2):
        assert sams.post("/suggest/discard", data=form).status_code == 303

    assert sam["constraints"] == "genre=punk&own=any"
    assert [each.json() for each in accounts.asked("PATCH")] == [{"constraints": "genre=punk&own=any"}]


def test_no_look_at_a_page_changes_the_account(sams: FlaskClient, accounts: Accounts) -> None:
    sams.post("/suggest/start", data={"own": "rooms"})

    for path in ("/?genre=jazz", "/?seed=1&genre=punk", "/settings", "/gigs"):
        sams.get(path, follow_redirects=True)

    assert not accounts.asked("PATCH")


def test_a_search_the_account_could_not_take_goes_with_the_next_card(
    sam: Body, sams: FlaskClient, accounts: Accounts, form: dict[str, str], cookie_of: Read
) -> None:
    accounts.mock.patch("http://gigs.test/v1/people/me", status_code=503)
    silent = sams.post("/suggest/discard", data=form)
    kept = cookie_of(sams)["constraints"]
    accounts.change(sam, theme="dark")
    sams.get("/settings")  # the cookie takes the change over, and the search stays
    accounts.listen()

    sams.post("/suggest/discard", data=form)

    assert silent.status_code == 303
    assert kept == "genre=punk&own=any" == sam["constraints"]


def test_a_newcomers_search_stays_in_the_cookie(
    stranger: FlaskClient, accounts: Accounts, form: dict[str, str], cookie_of: Read
) -> None:
    assert stranger.post("/suggest/discard", data=form).status_code == 303

    assert cookie_of(stranger)["constraints"] == "genre=punk&own=any"
    assert not accounts.asked("PATCH")


def test_the_account_brings_its_choices_to_another_browser(
    accounts: Accounts, sign_in: Callable[..., FlaskClient], cookie_of: Read
) -> None:
    sam = accounts.add("Sam", theme="dark", keys=False, constraints="own=rooms", time_zone="Asia/Tokyo")

    cookie = cookie_of(sign_in(sam))

    chosen = {name: cookie[name] for name in ("theme", "keys", "constraints", "time_zone")}
    assert chosen == {"theme": "dark", "keys": False, "constraints": "own=rooms", "time_zone": "Asia/Tokyo"}


def test_a_choice_made_elsewhere_shows_with_the_next_page(sam: Body, sams: FlaskClient, accounts: Accounts) -> None:
    accounts.change(sam, theme="dark")

    assert 'data-bs-theme="dark"' in sams.get("/settings").text


def test_keys_switched_off_on_suggest_are_off_in_the_account(sam: Body, sams: FlaskClient) -> None:
    answer = sams.post("/suggest/keys", data={"on": "0", "query": "seed=1"})

    assert answer.status_code == 303
    assert sam["keys"] is False


def test_the_time_of_the_check_is_written_now_and_then_and_not_with_every_page(
    sams: FlaskClient, cookie_of: Read
) -> None:
    with sams.session_transaction() as cookie:
        cookie["checked"] = int(time.time()) - 901

    first, second = sams.get("/gigs"), sams.get("/gigs")

    assert "Set-Cookie" in first.headers
    assert "Set-Cookie" not in second.headers
    assert time.time() - cookie_of(sams)["checked"] < 60
