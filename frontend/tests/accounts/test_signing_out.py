"""Signing out, and what the cookie holds and does not hold."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from testkit.mocked_accounts import Accounts

Body = dict[str, Any]
Read = Callable[[FlaskClient], Body]
SignIn = Callable[..., FlaskClient]


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
