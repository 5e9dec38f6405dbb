"""Signing in and out, the first account, invites: what is said, what is kept, what is not."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from testkit.mocked_accounts import Accounts, invalid

Body = dict[str, Any]
Read = Callable[[FlaskClient], Body]
SignIn = Callable[..., FlaskClient]


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


def test_signing_out_ends_all_sessions_and_clears_the_cookie(
    sam: Body, sams: FlaskClient, accounts: Accounts, sign_in: SignIn, cookie_of: Read
) -> None:
    other = sign_in(sam)
    sams.post("/settings", data={"theme": "dark"})

    answer = sams.post("/sign-out")

    assert answer.location == "/sign-in?left=everywhere"
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert not accounts.sessions
    assert cookie_of(sams) == {}
    assert "You are signed out, on every device." in sams.get(answer.location).text
    assert other.get("/gigs").location == "/sign-in?next=/gigs"
    assert set(cookie_of(other)) == {"csrf_token"}  # a form left open there still arrives


def test_signing_out_while_the_backend_is_silent_clears_this_browser_and_says_so(
    sams: FlaskClient, accounts: Accounts, cookie_of: Read
) -> None:
    accounts.is_silent = True

    answer = sams.post("/sign-out")

    assert answer.location == "/sign-in?left=here"
    assert cookie_of(sams) == {}
    assert "You are signed out in this browser." in sams.get(answer.location).text


@pytest.mark.parametrize("ended", [True, False], ids=["session ended", "signed out before"])
def test_signing_out_twice_leads_to_the_sign_in_page(
    sam: Body, sams: FlaskClient, accounts: Accounts, *, ended: bool
) -> None:
    if ended:
        accounts.end(sam)
    else:
        sams.post("/sign-out")

    answer = sams.post("/sign-out")

    assert answer.status_code == 303
    assert answer.location.startswith("/sign-in")


def test_another_person_in_the_same_browser_finds_nothing_of_the_first(
    sam: Body, sams: FlaskClient, accounts: Accounts, sign_in: SignIn, cookie_of: Read
) -> None:
    kim = accounts.add("Kim", role="viewer")
    sams.post("/suggest/start", data={"own": "rooms"})
    sams.post("/settings", data={"theme": "dark"})
    before = cookie_of(sams)

    sams.post("/sign-out")
    sign_in(kim, sams)
    after = cookie_of(sams)

    assert before["account"]["id"] == sam["id"]
    assert after["account"]["name"] == "Kim"
    assert (after["theme"], after["constraints"]) == ("auto", "")
    assert "Sam" not in str(after)
    assert sam["id"] not in str(after)
    assert before["_user_id"] not in str(after)


def test_the_cookie_of_an_ended_session_leaves_nothing_to_the_next_person(
    sam: Body, sams: FlaskClient, accounts: Accounts, cookie_of: Read
) -> None:
    kim = accounts.add("Kim")
    sams.post("/suggest/start", data={"own": "rooms"})
    accounts.end(sam)
    sent = {"sign_in_name": "Kim", "sign_in_password": kim["password"]}

    assert sams.post("/settings", data={"theme": "dark"}).status_code == 401
    assert sams.post("/sign-in", data=sent).status_code == 303

    assert (cookie_of(sams)["constraints"], cookie_of(sams)["account"]["name"]) == ("", "Kim")


@pytest.mark.parametrize("path", ["/", "/gigs", "/bands", "/settings", "/settings/people", "/nowhere"])
def test_the_session_is_in_no_page_and_in_no_log(
    sam: Body, sams: FlaskClient, accounts: Accounts, capsys: pytest.CaptureFixture[str], path: str
) -> None:
    accounts.change(sam, role="admin")
    (token,) = accounts.sessions

    page = sams.get(path, follow_redirects=True).text

    assert token not in page
    assert sam["password"] not in page
    assert token not in capsys.readouterr().out


def test_the_cookie_of_somebody_with_the_longest_of_everything_is_kept_by_browsers(
    app: Flask, accounts: Accounts, sign_in: SignIn
) -> None:
    search = "&".join(f"genre={number:040}" for number in range(21))
    zone = "America/Argentina/ComodRivadavia"
    browser = sign_in(
        accounts.add(
            "\N{MATHEMATICAL DOUBLE-STRUCK CAPITAL S}" * 100,
            role="admin",
            constraints=search,
            time_zone=zone,
            theme="light",
        )
    )

    answer = browser.post("/settings", data={"theme": "dark"})

    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert len(cookie) < 4096
    assert app.config["SESSION_REFRESH_EACH_REQUEST"] is False
