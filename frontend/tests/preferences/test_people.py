"""The people page: who may come in, and what each may do."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from testkit.mocked_accounts import Accounts, invalid

Body = dict[str, Any]
SignIn = Callable[..., FlaskClient]
PEOPLE = "/settings/people"
LAST = "This is the last admin who can sign in. Make somebody else an admin first."


@pytest.fixture(autouse=True)
def planner(empty_planner: None) -> None:
    del empty_planner


@pytest.fixture
def ada(accounts: Accounts) -> Body:
    return accounts.add("Ada", role="admin")


@pytest.fixture
def kim(accounts: Accounts) -> Body:
    return accounts.add("Kim <b>", role="viewer")


@pytest.fixture
def adas(ada: Body, sign_in: SignIn) -> FlaskClient:
    return sign_in(ada)


def test_everybody_is_listed_with_what_they_may_do(adas: FlaskClient, kim: Body, accounts: Accounts) -> None:
    accounts.change(kim, disabled=True)

    page = " ".join(adas.get(PEOPLE).text.split())

    assert "<h3>Ada</h3>" in page
    assert "<h3>Kim &lt;b&gt;</h3>" in page
    assert "<strong>Disabled</strong> · Viewer · since <time" in page
    assert "Admin, that is you · since" in page
    assert "Only you so far." not in page


def test_somebody_alone_is_told_what_to_do_here(adas: FlaskClient) -> None:
    page = adas.get(PEOPLE).text

    assert "Only you so far. Invite those who book with you" in page
    assert "None. A link you make stands here until it is used, revoked or a week old." in page


@pytest.mark.parametrize("role", ["viewer", "booker"])
def test_only_admins_see_people(accounts: Accounts, sign_in: SignIn, role: str) -> None:
    accounts.add("Ada", role="admin")

    page = sign_in(accounts.add("Vi", role=role)).get(PEOPLE)

    assert page.status_code == 403
    assert "Ada" not in page.text
    assert not accounts.asked("GET", "/people")


def test_a_role_is_changed_as_it_was_shown(adas: FlaskClient, kim: Body, accounts: Accounts) -> None:
    answer = adas.post(f"{PEOPLE}/{kim['id']}/role", data={"role": "booker", "rev": "1"})

    assert (answer.status_code, answer.location) == (303, PEOPLE)
    assert "Kim &lt;b&gt; is now a booker." in adas.get(PEOPLE).text
    assert kim["role"] == "booker"
    (sent,) = accounts.asked("PATCH")
    assert (sent.json(), sent.headers["If-Match"]) == ({"role": "booker"}, '"1"')


def test_somebody_is_disabled_and_enabled_again(adas: FlaskClient, kim: Body) -> None:
    out = adas.post(f"{PEOPLE}/{kim['id']}/disabled", data={"disabled": "1", "rev": "1"})
    told_out, was = adas.get(out.location).text, kim["disabled"]
    back = adas.post(f"{PEOPLE}/{kim['id']}/disabled", data={"disabled": "0", "rev": "2"})

    assert was is True
    assert "cannot sign in any more, and is signed out everywhere." in told_out
    assert "may sign in again." in adas.get(back.location).text
    assert kim["disabled"] is False


def test_two_admins_at_once_are_told_what_the_other_did(adas: FlaskClient, kim: Body, accounts: Accounts) -> None:
    accounts.change(kim, role="admin", disabled=True)

    page = adas.post(f"{PEOPLE}/{kim['id']}/role", data={"role": "booker", "rev": "1"})

    assert page.status_code == 412
    told = "Somebody changed Kim &lt;b&gt; meanwhile, so nothing was done. Now they are an admin, disabled."
    assert told in page.text
    assert 'role="alert" tabindex="-1" autofocus' in page.text
    assert 'name="rev" value="2"' in page.text
    assert kim["role"] == "admin"


def test_the_same_change_twice_is_done_once_and_no_quarrel(adas: FlaskClient, kim: Body) -> None:
    sent = {"role": "booker", "rev": "1"}

    answers = [adas.post(f"{PEOPLE}/{kim['id']}/role", data=sent).status_code for _ in range(2)]

    assert answers == [303, 303]
    assert kim["rev"] == 2


def test_the_last_admin_stays_one_and_is_told_why(adas: FlaskClient, ada: Body) -> None:
    page = adas.post(f"{PEOPLE}/{ada['id']}/role", data={"role": "viewer", "rev": "1"})

    assert page.status_code == 409
    assert LAST in page.text
    assert ada["role"] == "admin"


def test_an_admin_who_steps_down_is_a_booker_at_once(
    adas: FlaskClient, ada: Body, kim: Body, accounts: Accounts
) -> None:
    accounts.change(kim, role="admin")

    answer = adas.post(f"{PEOPLE}/{ada['id']}/role", data={"role": "booker", "rev": "1"})
    page = adas.get(answer.location).text

    assert answer.location == "/settings"
    assert "Ada is now a booker." in page
    assert "People and invites" not in page


def test_nobody_is_offered_to_disable_themselves(adas: FlaskClient, ada: Body, kim: Body) -> None:
    page = adas.get(PEOPLE).text

    assert f"{ada['id']}/disabled" not in page
    assert f"{kim['id']}/disabled" in page


@pytest.mark.parametrize("role", ["viewer", "booker", "admin"])
def test_the_link_of_an_invite_is_shown_once(adas: FlaskClient, accounts: Accounts, role: str) -> None:
    answer = adas.post(f"{PEOPLE}/invites", data={"role": role, "note": " for the sound "})
    first, again = adas.get(answer.location), adas.get(PEOPLE).text

    (secret,) = accounts.invites
    assert (answer.status_code, answer.location) == (303, PEOPLE)
    assert secret not in answer.location
    assert f'value="http://localhost/invites/{secret}"' in first.text
    assert "until Sun 8 Nov 2026, 12:00 UTC" in first.text
    assert first.headers["Cache-Control"] == "no-store"
    assert secret not in again
    assert ": for the sound" in again
    assert accounts.invites[secret]["role"] == role


def test_the_link_waits_while_the_backend_is_silent(adas: FlaskClient, accounts: Accounts) -> None:
    answer = adas.post(f"{PEOPLE}/invites", data={"role": "viewer", "note": ""})
    accounts.is_silent = True
    assert adas.get(answer.location).status_code == 503
    accounts.is_silent = False

    page = adas.get(PEOPLE).text

    (secret,) = accounts.invites
    assert secret in page
    assert accounts.invites[secret]["note"] is None


def test_a_note_refused_is_said_beside_it(adas: FlaskClient, accounts: Accounts) -> None:
    accounts.mock.post("http://gigs.test/v1/invites", status_code=422, json=invalid("/note", "Too long.")[1])

    page = adas.post(f"{PEOPLE}/invites", data={"role": "viewer", "note": "my own words"})

    assert page.status_code == 422
    assert 'id="note-error">Too long.' in page.text
    assert 'value="my own words"' in page.text
    assert re.search(r'id="as-viewer"[^>]*checked', page.text)


def test_an_invite_is_revoked(adas: FlaskClient, accounts: Accounts) -> None:
    secret = accounts.invite("booker", "for Lee")
    found = re.search(r'action="([^"]+/revoke)"', adas.get(PEOPLE).text)
    assert found

    answer = adas.post(found[1])

    assert secret not in accounts.invites
    assert "The invite is closed: its link leads nowhere any more." in adas.get(answer.location).text


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("invites", {"role": "owner"}),
        ("invites", {}),
        ("0190a000-0000-7000-8000-000000000001/role", {"role": "owner", "rev": "1"}),
        ("0190a000-0000-7000-8000-000000000001/role", {"role": "viewer", "rev": "one"}),
        ("0190a000-0000-7000-8000-000000000001/disabled", {"disabled": "1"}),
    ],
)
def test_what_no_form_here_sends_is_refused(
    adas: FlaskClient, accounts: Accounts, path: str, sent: dict[str, str]
) -> None:
    assert adas.post(f"{PEOPLE}/{path}", data=sent).status_code == 400
    assert not accounts.asked("PATCH")


def test_many_people_come_in_pages(adas: FlaskClient, accounts: Accounts, kim: Body) -> None:
    first = {"items": [{key: value for key, value in kim.items() if key != "password"}], "next": "c 1"}
    accounts.mock.get("http://gigs.test/v1/people", json=first)

    page = adas.get(PEOPLE).text
    second = adas.get(f"{PEOPLE}?cursor=c1").text

    assert f'href="{PEOPLE}?cursor=c+1"' in page
    assert "Back to the start" in second
    assert "Invite somebody" not in second
    assert f"{kim['id']}/role?cursor=c1" in second


def test_an_old_bookmark_of_a_page_leads_to_the_start(adas: FlaskClient, accounts: Accounts) -> None:
    accounts.mock.get("http://gigs.test/v1/people", status_code=422, json=invalid("/cursor", "No.")[1])

    assert adas.get(f"{PEOPLE}?cursor=old").location == PEOPLE
    assert adas.get(PEOPLE).status_code == 422
