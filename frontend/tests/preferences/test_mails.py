"""The texts of mails, changed by an admin for everybody."""

from collections.abc import Callable
from typing import Any

import pytest
import requests_mock as mocking
from flask.testing import FlaskClient

from gig_web.clients.people import People, Person, Present
from gig_web.writing import templates

SETTINGS = "http://gigs.test/v1/settings"
UNSET = {"leave_starter_out": False, "rev": 4, "updated_at": None, "updated_by": None}
OURS = {"subject": "{gig}?", "body": "Hello {contact}"}
USUAL = templates.the_usual("ask")
BASE = {"base_subject": USUAL.subject, "base_body": USUAL.body}


@pytest.fixture
def admin(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    with client.session_transaction() as cookie:
        account = cookie["account"] = cookie["account"] | {"role": "admin"}
    sam = Person(**account, disabled=False, time_zone=None, theme="auto", keys=True, constraints="", created_at="")
    monkeypatch.setattr(People, "present", lambda _people: Present(sam, newcomer=False))
    return client


@pytest.fixture
def kept(requests_mock: mocking.Mocker) -> Callable[..., Any]:
    """Let these templates be kept; gives what is sent to change them."""

    def keep(**mails: object) -> Any:  # noqa: ANN401  # a matcher
        requests_mock.get(SETTINGS, json=UNSET | {"templates": mails})
        return requests_mock.put(SETTINGS, json={})

    return keep


def test_a_mail_is_kept_beside_the_others(admin: FlaskClient, kept: Callable[..., Any]) -> None:
    changed = kept(hold=OURS)

    answer = admin.post("/settings/mails/ask", data=OURS | BASE)

    assert (answer.status_code, answer.location) == (303, "/settings#mails")
    assert changed.last_request.json() == {"templates": {"hold": OURS, "ask": OURS}}
    assert changed.last_request.headers["If-Match"] == '"4"'


def test_back_to_the_usual_text_leaves_nothing_behind(admin: FlaskClient, kept: Callable[..., Any]) -> None:
    changed = kept(ask=OURS, hold=OURS)

    answer = admin.post("/settings/mails/ask/usual", data={"base_subject": OURS["subject"], "base_body": OURS["body"]})

    assert answer.status_code == 303
    assert changed.last_request.json() == {"templates": {"hold": OURS}}


def test_a_preview_shows_the_example_and_keeps_nothing(admin: FlaskClient, kept: Callable[..., Any]) -> None:
    changed = kept()

    answer = admin.post("/settings/mails/ask", data=OURS | BASE | {"preview": "1"})

    assert answer.status_code == 200
    assert "<pre>Hello Ada</pre>" in answer.text
    assert changed.call_count == 0


def test_an_unknown_place_is_refused_with_a_sentence(admin: FlaskClient, kept: Callable[..., Any]) -> None:
    changed = kept()

    answer = admin.post("/settings/mails/ask", data=OURS | BASE | {"body": "Hi {nobody}"})

    assert answer.status_code == 422
    assert "Nothing can be filled in for {nobody}." in answer.text
    assert changed.call_count == 0


def test_what_another_admin_wrote_meanwhile_is_shown_first(admin: FlaskClient, kept: Callable[..., Any]) -> None:
    changed = kept(ask={"subject": "Theirs", "body": "Their words"})

    answer = admin.post("/settings/mails/ask", data=OURS | BASE)

    assert answer.status_code == 409
    assert "Their words" in answer.text
    assert "Hello {contact}</textarea>" in answer.text
    assert changed.call_count == 0


def test_there_is_no_other_mail(admin: FlaskClient, kept: Callable[..., Any]) -> None:
    kept()

    assert admin.get("/settings/mails/poem").status_code == 404
