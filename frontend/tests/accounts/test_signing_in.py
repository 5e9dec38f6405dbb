"""Signing in and out, the first account, invites: what is said, what is kept, what is not."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from testkit.mocked_accounts import Accounts

Body = dict[str, Any]
Read = Callable[[FlaskClient], Body]


def test_a_wrong_password_keeps_the_name_and_not_the_password(sam: Body, stranger: FlaskClient) -> None:
    del sam

    page = stranger.post("/sign-in", data={"sign_in_name": "Sam <b>", "sign_in_password": "not my secret"})

    assert page.status_code == 422
    assert 'value="Sam &lt;b&gt;"' in page.text
    assert "not my secret" not in page.text
    field = re.search(r'<input [^>]*id="sign_in_password"[^>]*>', page.text)
    assert field
    assert 'aria-describedby="sign_in_password-error"' in field[0]
    assert "autofocus" in field[0]
    assert "Name and password do not belong together. Check both.</div>" in page.text


def test_passwords_may_be_pasted_and_filled_in_by_their_keeper(sam: Body, stranger: FlaskClient) -> None:
    del sam

    page = stranger.get("/sign-in").text

    assert 'name="sign_in_name" type="text" value="" autocomplete="username"' in page
    assert 'name="sign_in_password" type="password" value="" autocomplete="current-password"' in page
    assert "onpaste" not in page


def test_too_many_tries_are_told_with_how_long_to_wait(sam: Body, stranger: FlaskClient, accounts: Accounts) -> None:
    del sam
    accounts.refuses = None
    sent = {"sign_in_name": "Sam", "sign_in_password": "not my secret"}
    accounts.mock.post(
        "http://gigs.test/v1/sessions",
        status_code=429,
        json={"detail": "Too many tries. Wait 17 seconds, then try again."},
        headers={"Retry-After": "17"},
    )

    page = stranger.post("/sign-in", data=sent)

    assert (page.status_code, page.headers["Retry-After"]) == (429, "17")
    assert "Too many tries. Wait 17 seconds, then try again." in page.text
    assert 'value="Sam"' in page.text


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_while_accounts_do_not_answer_the_sign_in_page_says_so(
    stranger: FlaskClient, accounts: Accounts, method: str
) -> None:
    accounts.is_silent = True

    page = stranger.open("/sign-in", method=method, data={"sign_in_name": "Sam"} if method == "POST" else None)

    assert page.status_code == 503
    assert "Your account cannot be checked just now" in page.text
    assert 'name="sign_in_password"' in page.text


def test_the_first_account_takes_over_what_the_newcomer_had(
    stranger: FlaskClient, accounts: Accounts, cookie_of: Read
) -> None:
    stranger.post("/settings", data={"theme": "dark"})
    stranger.post("/suggest/start", data={"own": "rooms"})
    page = stranger.post("/bands/new", data={"name": "The Howl"})
    entering = {"sign_in_name": "Sam", "sign_in_password": "a quiet walk", "sign_in_time_zone": "Europe/London"}

    answer = stranger.post("/sign-in", data=entering)

    assert page.status_code == 401
    assert "Make your account" in page.text
    assert 'autocomplete="new-password"' in page.text
    assert answer.status_code == 303
    (sam,) = accounts.people.values()
    assert {name: sam[name] for name in ("name", "role", "theme", "keys", "constraints", "time_zone")} == {
        "name": "Sam",
        "role": "admin",
        "theme": "dark",
        "keys": False,
        "constraints": "own=rooms",
        "time_zone": "Europe/London",
    }
    assert "newcomer" not in cookie_of(stranger)


def test_a_password_too_short_is_said_beside_it_and_the_form_goes_on(stranger: FlaskClient, accounts: Accounts) -> None:
    sent = {"sign_in_name": "Sam", "sign_in_password": "short", "name": "The Howl"}

    page = stranger.post("/bands/new", data=sent)

    assert page.status_code == 422
    assert '<div class="field-error" id="sign_in_password-error">Must have at least 8 characters.</div>' in page.text
    assert '<input type="hidden" name="name" value="The Howl">' in page.text
    assert "Make your account" in page.text
    assert not accounts.people


def test_a_time_zone_nobody_knows_keeps_nobody_out(stranger: FlaskClient, accounts: Accounts) -> None:
    stranger.post(
        "/sign-in",
        data={"sign_in_name": "Sam", "sign_in_password": "a quiet walk", "sign_in_time_zone": "Etc/Unknown"},
    )

    assert [person["time_zone"] for person in accounts.people.values()] == [None]


def test_the_first_account_sent_twice_signs_in(app: Flask, accounts: Accounts) -> None:
    sent = {"sign_in_name": "Sam", "sign_in_password": "a quiet walk"}

    answers = [app.test_client().post("/sign-in", data=sent).status_code for _ in range(2)]

    assert answers == [303, 303]
    assert len(accounts.people) == 1


def test_who_comes_second_to_the_first_account_is_asked_to_sign_in(stranger: FlaskClient, accounts: Accounts) -> None:
    accounts.mock.get("http://gigs.test/v1/sessions/current", json={"person": None, "newcomer": True})
    accounts.add("Kim", role="admin")

    page = stranger.post("/sign-in", data={"sign_in_name": "Sam", "sign_in_password": "a quiet walk"})

    assert page.status_code == 422
    assert "<h1" in page.text
    assert "Make your account" not in page.text
