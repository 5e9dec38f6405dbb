"""Nobody passes unseen, and nothing typed is lost at the door."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from testkit.mocked_accounts import Accounts
from testkit.mocked_pickers import BAND, ID

SignIn = Callable[..., FlaskClient]
Body = dict[str, Any]


def hidden(page: str) -> list[tuple[str, str]]:
    """Give what a form carries on, as a browser would send it."""
    boxes = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    areas = re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', page, re.DOTALL)
    own = {"csrf_token", "sign_in_time_zone"}
    return [(name, unescape(value)) for name, value in [*boxes, *areas] if name not in own]


@pytest.mark.parametrize(
    "path",
    ["/gigs", "/gigs?status=hold&status=idea", "/bands?q=a%26b", "/settings", "/settings/people", "/gigs/trash"],
)
def test_a_stranger_comes_back_to_where_they_wanted(
    sam: Body, accounts: Accounts, stranger: FlaskClient, path: str
) -> None:
    accounts.change(sam, role="admin")

    asked = stranger.get(path)
    sent = {"sign_in_name": "Sam", "sign_in_password": sam["password"]}
    answer = stranger.post(asked.location, data=sent)

    assert (asked.status_code, asked.location.split("?")[0]) == (303, "/sign-in")
    assert (answer.status_code, answer.location) == (303, path)
    assert stranger.get(path).status_code == 200


@pytest.mark.parametrize(
    "away",
    [
        "//evil.test",
        "///evil.test",
        "/\\evil.test",
        "\\\\evil.test",
        "https:evil.test",
        "https://evil.test/",
        "javascript:alert(1)",
        "/%0d%0aSet-Cookie:x=1",
        "/gigs\r\nSet-Cookie: x=1",
        "/\t/evil.test",
        "evil.test",
        "@evil.test",
        "",
    ],
)
def test_signing_in_never_leads_elsewhere(app: Flask, sam: Body, away: str) -> None:
    browser = app.test_client()
    sent = {"sign_in_name": "Sam", "sign_in_password": sam["password"]}

    answer = browser.post("/sign-in", query_string={"next": away}, data=sent)
    again = browser.get("/sign-in", query_string={"next": away})

    for each in (answer, again):
        assert each.status_code == 303
        assert each.location in {"/", "/%0d%0aSet-Cookie:x=1"}
        assert each.location == "/" or "%0d" in away
        assert "x=1" not in str(each.headers.getlist("Set-Cookie"))


@pytest.mark.usefixtures("sam")
def test_a_form_sent_by_a_stranger_goes_on_after_signing_in(stranger: FlaskClient) -> None:
    typed = {
        "name": 'The "Howl" & <b>',
        "notes": "one\r\n\r\n  two\r\n",
        "csrf_token": "old",
        "status": ["idea", "hold"],
        "empty": "",
    }

    page = stranger.post("/bands/new?from=x", data=typed)

    assert page.status_code == 401
    assert 'action="/bands/new?from=x"' in page.text
    carried = hidden(page.text)
    assert ("name", 'The "Howl" & <b>') in carried
    assert [value for name, value in carried if name == "status"] == ["idea", "hold"]
    assert ("empty", "") in carried
    assert [v.replace("\r\n", "\n") for n, v in carried if n == "notes"] == ["one\n\n  two\n"]
    assert "csrf_token" not in dict(carried)
    assert "What you sent is kept and goes on with you." in page.text


def test_what_was_carried_is_saved_by_signing_in(sam: Body, stranger: FlaskClient, accounts: Accounts) -> None:
    discard = "0190a000-0000-7000-8000-000000000001"
    accounts.mock.delete(f"http://gigs.test/v1/discards/{discard}", status_code=204)
    page = stranger.post(f"/settings/left-out/{discard}/undo", data={"name": "The Howl"}).text
    sent = dict(hidden(page)) | {"sign_in_name": "Sam", "sign_in_password": sam["password"]}

    answer = stranger.post(f"/settings/left-out/{discard}/undo", data=sent)

    assert answer.status_code == 303
    assert "The Howl may be suggested again." in stranger.get(answer.location).text
    assert len(accounts.asked("DELETE", discard)) == 1


def test_a_session_that_ended_in_the_middle_of_a_form_loses_nothing(
    app: Flask, sam: Body, sams: FlaskClient, accounts: Accounts
) -> None:
    posted = accounts.mock.post("http://bands.test/v1/bands", json=BAND, status_code=201)
    app.config["WTF_CSRF_ENABLED"] = True
    token = re.search(r'name="csrf_token" value="([^"]+)"', sams.get("/bands/new").text)
    assert token
    accounts.end(sam)

    page = sams.post("/bands/new", data={"csrf_token": token[1], "id": ID, "name": "The Howl"})
    fresh = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert fresh
    sent = {"sign_in_name": "Sam", "sign_in_password": sam["password"], "csrf_token": fresh[1]}
    gone_on = sams.post("/bands/new", data={**sent, **dict(hidden(page.text))})

    assert page.status_code == 401
    assert ("name", "The Howl") in hidden(page.text)
    assert gone_on.location == f"/bands/{ID}"
    assert posted.last_request.json()["name"] == "The Howl"


def test_a_form_left_open_survives_signing_in_again_in_another_tab(
    app: Flask, sam: Body, sams: FlaskClient, accounts: Accounts, sign_in: SignIn
) -> None:
    token = re.search(r'name="csrf_token" value="([^"]+)"', sams.get("/settings").text)
    assert token
    accounts.end(sam)
    assert sams.get("/gigs").status_code == 303
    sign_in(sam, sams)
    app.config["WTF_CSRF_ENABLED"] = True

    assert sams.post("/settings", data={"csrf_token": token[1], "theme": "dark"}).status_code == 303


def test_passwords_are_never_carried_on_a_page(sam: Body, sams: FlaskClient, accounts: Accounts) -> None:
    accounts.end(sam)

    page = sams.post("/settings/password", data={"current": "my old secret", "new": "my new secret"})

    assert page.status_code == 401
    assert "my old secret" not in page.text
    assert "my new secret" not in page.text
    assert "Passwords are not kept, so type them anew afterwards." in page.text
    assert 'action="/sign-in?next=/settings"' in page.text


@pytest.mark.parametrize("accept", ["application/json", "application/json, text/html;q=0.5"])
def test_a_program_is_told_that_nobody_is_signed_in(sam: Body, stranger: FlaskClient, accept: str) -> None:
    del sam

    answer = stranger.get("/", headers={"Accept": accept})

    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
    assert answer.get_json()["code"] == "signed_out"


@pytest.mark.parametrize("path", ["/sign-in", "/nowhere", "/invites/none"])
def test_a_stranger_sees_no_way_into_the_planner(sam: Body, stranger: FlaskClient, path: str) -> None:
    del sam

    page = stranger.get(path).text

    assert "<nav" not in page
    assert '<span class="brand">' in page
    assert "/gigs" not in page


def test_a_form_that_cannot_be_taken_now_is_kept_to_be_sent_again(sams: FlaskClient, accounts: Accounts) -> None:
    accounts.is_silent = True

    page = sams.post("/settings?x=1", data={"theme": "dark"})

    assert page.status_code == 503
    assert "Not saved yet" in page.text
    assert 'action="/settings?x=1"' in page.text
    assert hidden(page.text) == [("theme", "dark")]


def test_a_new_password_that_cannot_be_taken_now_is_not_shown_on_a_page(sams: FlaskClient, accounts: Accounts) -> None:
    accounts.is_silent = True

    page = sams.post("/settings/password", data={"current": "my old secret", "new": "my new secret"})

    assert page.status_code == 503
    assert "secret" not in page.text


def test_the_way_back_is_left_out_when_it_is_too_long_for_an_address(sam: Body, stranger: FlaskClient) -> None:
    del sam

    assert stranger.get(f"/gigs?q={'x' * 2500}").location == "/sign-in"
    assert stranger.get("/").location == "/sign-in"
