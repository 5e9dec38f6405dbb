"""Signing in and out, and how a session ends."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import structlog
import time_machine
from flask import Flask
from sqlalchemy import select, update
from testkit.accounts import PASSWORD, Account, acting_as, give_account, headers

from gig_chassis import logs
from gig_store.models import db
from gig_store.people import passwords
from gig_store.people.models import Session

Desk = Any
Make = Callable[..., Any]
Signed = Callable[..., Any]

NEW = "another walk, by night"


def days_ahead(days: float) -> datetime:
    return datetime.now(UTC) + timedelta(days)


def is_signed_in(desk: Desk) -> bool:
    answer = desk.send("GET", "/v1/sessions/current")
    assert answer.status_code in {200, 401}
    return bool(answer.status_code == 200)


@pytest.fixture
def replicas(make_app: Callable[[str], Flask], database_app: Flask) -> tuple[Flask, Flask]:
    """Give two processes of the backend on one database."""
    return database_app, make_app(database_app.config["SQLALCHEMY_DATABASE_URI"])


def test_signing_in_gives_a_token_and_the_person(app: Flask, guest: Desk, seat: Make, sign_in: Signed) -> None:
    sam = give_account(app, "viewer", "Sam Ørsted")

    with time_machine.travel("2027-01-01T12:00:00Z", tick=False):
        answer = sign_in(guest, "Sam Ørsted")

    assert answer.status_code == 201
    assert answer.json["person"] == {
        "id": str(sam.id), "name": "Sam Ørsted", "role": "viewer", "disabled": False, "time_zone": None,
        "theme": "auto", "keys": True, "constraints": "", "rev": 1, "created_at": answer.json["person"]["created_at"],
    }  # fmt: skip
    desk = seat(app, Account(sam.id, sam.name, "viewer", answer.json["token"]))
    with time_machine.travel("2027-01-01T12:00:00Z", tick=False):
        here = desk.send("GET", "/v1/sessions/current")
    planner = {"leave_starter_out": False, "currency": "GBP"}
    assert here.json == {"person": answer.json["person"], "newcomer": False, "planner": planner}
    said = {"id": str(sam.id), "name": "Sam Ørsted", "role": "viewer", "rev": 1}
    assert here.headers["X-Person"].isascii()
    assert json.loads(here.headers["X-Person"]) == said


@pytest.mark.parametrize("name", ["Sam Ørsted", "SAM ØRSTED", "  sam   orsted "], ids=["exact", "upper", "folded"])
def test_a_name_is_the_same_however_it_is_written(app: Flask, guest: Desk, sign_in: Signed, name: str) -> None:
    give_account(app, name="Sam Ørsted")

    assert sign_in(guest, name).status_code == 201


@pytest.mark.parametrize("wrong", ["password", "name", "disabled"])
def test_whatever_is_wrong_the_answer_and_the_work_are_the_same(
    sam: Desk, admin: Desk, sign_in: Signed, hashes: list[str], wrong: str
) -> None:
    if wrong == "disabled":
        admin.send("PATCH", f"/v1/people/{sam.account.id}", {"disabled": True}, 1)
    guest, sam.account = sam, None
    hashes.clear()

    answer = sign_in(guest, "Pat" if wrong == "name" else "Sam", NEW if wrong == "password" else PASSWORD)

    assert hashes == ["verify"]
    assert (answer.status_code, answer.json["code"]) == (422, "wrong_sign_in")
    assert answer.json["detail"] == "Name and password do not belong together. Check both."
    assert "X-Person" not in answer.headers


def test_a_right_password_takes_the_same_work(app: Flask, guest: Desk, sign_in: Signed, hashes: list[str]) -> None:
    give_account(app, name="Sam")
    hashes.clear()

    sign_in(guest, "Sam")

    assert hashes == ["verify"]


@pytest.mark.parametrize("meanwhile", ["disabled", "another password"])
def test_a_password_that_was_right_a_moment_ago_opens_nothing(
    sam: Desk, admin: Desk, sign_in: Signed, monkeypatch: pytest.MonkeyPatch, meanwhile: str
) -> None:
    matches = passwords.matches

    def match_and_change(kept: str | None, password: str) -> bool:
        found = matches(kept, password)
        monkeypatch.undo()
        if meanwhile == "disabled":
            admin.send("PATCH", f"/v1/people/{sam.account.id}", {"disabled": True}, 1)
        else:
            sam.send("PUT", "/v1/people/me/password", {"current": PASSWORD, "new": NEW})
        return found

    monkeypatch.setattr(passwords, "matches", match_and_change)

    assert sign_in(admin, "Sam").json["code"] == "wrong_sign_in"


@pytest.mark.parametrize("session", [None, "made up", "x" * 100], ids=["none", "made up", "long"])
def test_without_a_session_that_stands_nobody_is_here(app: Flask, session: str | None) -> None:
    sam = give_account(app, "admin")
    sent = headers("admin", person=sam.id, session=session)

    current = app.test_client().get("/v1/sessions/current", headers=sent)
    people = app.test_client().get("/v1/people", headers=sent)

    assert [(answer.status_code, answer.json["code"]) for answer in (current, people)] == [(401, "signed_out")] * 2


def test_the_role_in_the_database_counts_not_the_one_in_the_header(app: Flask) -> None:
    viewer = give_account(app, "viewer")

    answer = app.test_client().get("/v1/people", headers=headers("admin", person=viewer.id, session=viewer.token))

    assert (answer.status_code, answer.json["code"]) == (403, "role")
    assert json.loads(answer.headers["X-Person"])["role"] == "viewer"


@pytest.mark.parametrize("end", ["sign-out", "password", "disabled", "thirty days"])
def test_a_session_ends_everywhere_at_once(  # fixtures
    replicas: tuple[Flask, Flask], at_desk: Make, seat: Make, sign_in: Signed, end: str
) -> None:
    here, there = replicas
    sam = give_account(here, name="Sam")
    tokens = [sign_in(at_desk(app, "guest"), "Sam").json["token"] for app in replicas]
    first, second = (
        seat(app, Account(sam.id, "Sam", "booker", token)) for app, token in zip(replicas, tokens, strict=True)
    )
    assert is_signed_in(first)
    assert is_signed_in(second)

    if end == "sign-out":
        assert first.send("DELETE", "/v1/sessions/current").status_code == 204
    elif end == "password":
        assert first.send("PUT", "/v1/people/me/password", {"current": PASSWORD, "new": NEW}).status_code == 200
    elif end == "disabled":
        at_desk(there, "admin").send("PATCH", f"/v1/people/{sam.id}", {"disabled": True}, 1)
    with time_machine.travel(days_ahead(30 if end == "thirty days" else 0)):
        assert not is_signed_in(first)
        assert not is_signed_in(second)


def test_a_session_stands_for_almost_thirty_days(app: Flask, guest: Desk, seat: Make, sign_in: Signed) -> None:
    sam = give_account(app, name="Sam")
    desk = seat(app, Account(sam.id, "Sam", "booker", sign_in(guest, "Sam").json["token"]))

    with time_machine.travel(days_ahead(29.99)):
        assert is_signed_in(desk)


def test_a_role_counts_from_the_next_request_on_at_every_replica(replicas: tuple[Flask, Flask], at_desk: Make) -> None:
    here, there = replicas
    sam, admin = at_desk(here), at_desk(there, "admin")

    admin.send("PATCH", f"/v1/people/{sam.account.id}", {"role": "viewer"}, 1)
    answer = sam.put("0192f3a0-7c1e-7abc-8def-0123456789ab", {"title": "a"})

    assert (answer.status_code, answer.json["code"]) == (403, "role")
    assert json.loads(answer.headers["X-Person"])["rev"] == 2


def test_sessions_that_are_over_are_swept(app: Flask, guest: Desk, sign_in: Signed) -> None:
    sam = give_account(app, name="Sam")
    for _ in range(3):
        sign_in(guest, "Sam")
    with app.app_context():
        db.session.execute(update(Session).values(expires_at=db.func.current_timestamp()))
        db.session.commit()

    sign_in(guest, "Sam")

    with app.app_context():
        assert len(db.session.scalars(select(Session).where(Session.person_id == sam.id)).all()) == 1


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Give the log as the service writes it."""
    stream = io.StringIO()
    logs.configure("gig_store", "DEBUG", stream)
    yield stream
    structlog.reset_defaults()
    logging.basicConfig(handlers=[], force=True)


def test_what_only_its_holder_knows_is_in_no_row_and_no_log_line(
    app: Flask, guest: Desk, seat: Make, sign_in: Signed, log: io.StringIO
) -> None:
    admin = seat(app, give_account(app, "admin", "Sam"))
    token = sign_in(guest, "Sam").json["token"]
    sign_in(guest, "Sam", "canary of a typo")
    secret = admin.send("POST", "/v1/invites", {"role": "viewer"}).json["secret"]
    guest.send("POST", "/v1/invites/accept", {"secret": secret, "name": "Sam", "password": NEW})
    admin.send("PUT", "/v1/people/me/password", {"current": "canary of a typo", "new": NEW})
    app.test_client().get("/v1/people/me", headers=acting_as(admin.account))

    with app.app_context():
        raw = db.engine.raw_connection()
        rows = "\n".join(raw.driver_connection.iterdump())  # type: ignore[union-attr]  # SQLite's own
        raw.close()
    for canary in (token, secret, PASSWORD, NEW, "canary of a typo", admin.account.token):
        assert canary not in rows
        assert canary not in log.getvalue()
    assert "Sam" in rows
    assert log.getvalue().count('"event": "request"') == 6
