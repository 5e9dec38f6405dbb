"""Coming in by an invite."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from testkit.mocked_accounts import Accounts, invalid


@pytest.mark.usefixtures("sam")
def test_an_invite_says_who_asks_and_as_what_and_makes_the_account(stranger: FlaskClient, accounts: Accounts) -> None:
    secret = accounts.invite("viewer")

    page = stranger.get(f"/invites/{secret}").text
    answer = stranger.post(f"/invites/{secret}", data={"name": "Kim", "password": "a quiet walk"})

    assert "Sam asks you to join this gig planner as a viewer" in page
    assert (answer.status_code, answer.location) == (303, "/")
    assert "Kim</span></a>" in stranger.get("/settings").text
    assert not accounts.invites


@pytest.mark.usefixtures("sam")
def test_an_invite_refused_says_what_to_change_and_still_stands(stranger: FlaskClient, accounts: Accounts) -> None:
    secret = accounts.invite()

    page = stranger.post(f"/invites/{secret}", data={"name": "Sam", "password": "my own secret"})

    assert page.status_code == 422
    assert 'id="name-error">Somebody here has this name already.' in page.text
    assert "my own secret" not in page.text
    assert accounts.invites


@pytest.mark.usefixtures("sam")
def test_an_invite_accepted_twice_is_accepted(app: Flask, accounts: Accounts) -> None:
    secret = accounts.invite()
    sent = {"name": "Kim", "password": "a quiet walk"}

    answers = [app.test_client().post(f"/invites/{secret}", data=sent) for _ in range(2)]
    other = app.test_client().post(f"/invites/{secret}", data=sent | {"name": "Lee"})

    assert [answer.location for answer in answers] == ["/", "/"]
    assert other.status_code == 404
    assert "This invite is closed" in other.text


@pytest.mark.usefixtures("sam")
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_invite_that_is_closed_says_what_to_do(stranger: FlaskClient, method: str) -> None:
    page = stranger.open("/invites/nothing", method=method)

    assert page.status_code == 404
    assert "This invite is closed" in page.text
    assert "ask whoever sent it for a new one" in page.text


def test_an_invite_the_backend_does_not_understand_is_a_closed_one(stranger: FlaskClient, accounts: Accounts) -> None:
    accounts.refuses = invalid("/secret", "Longer than maximum length 100.")

    assert stranger.get(f"/invites/{'x' * 101}").status_code == 404


def test_somebody_signed_in_is_told_that_an_invite_makes_another_account(sams: FlaskClient, accounts: Accounts) -> None:
    page = sams.get(f"/invites/{accounts.invite()}").text

    assert "You are signed in as Sam. Joining makes another account and goes on with that one." in page
