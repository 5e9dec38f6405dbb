"""The first account: a newcomer's, or the one the settings name."""

import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from testkit.accounts import PASSWORD, Account, give_account
from testkit.signing import TOKEN
from werkzeug.test import TestResponse

import gig_store
from gig_chassis import migrate
from gig_chassis.settings import SettingsError
from gig_store.migrate import MIGRATIONS
from gig_store.models import db
from gig_store.people.models import Person

Desk = Any
Make = Callable[..., Any]
Signed = Callable[..., Any]
AtOnce = Callable[..., list[TestResponse]]

ME = uuid.UUID("0192f3a0-7c1e-7abc-8def-0123456789ab")
ADA = {"admin_username": "Ada", "admin_password": PASSWORD}
CROWD = 64
ALL = "0.0.0.0"  # noqa: S104  # the setting that is refused


@pytest.fixture
def newcomer(guest: Desk) -> Desk:
    """Give somebody whose browser has an id, while there is no account."""
    guest.newcomer = ME
    return guest


@pytest.fixture
def configured(database_url: str) -> Iterator[Flask]:
    """Give a backend whose settings name the first admin."""
    app = gig_store.create_app(gig_store.Settings(database_url, TOKEN, **ADA))
    migrate.upgrade(app, db, MIGRATIONS)
    yield app
    with app.app_context():
        db.engine.dispose()


def people(app: Flask) -> int:
    with app.app_context():
        return int(db.session.scalar(select(func.count(Person.id))) or 0)


def test_while_there_is_no_account_a_newcomer_looks_and_discards(newcomer: Desk) -> None:
    pair = {"band_id": str(uuid.uuid4()), "venue_id": str(uuid.uuid4())}
    path = f"/v1/discards/{uuid.uuid4()}"

    assert newcomer.get("/v1/sessions/current") == {"person": None, "newcomer": True}
    assert newcomer.get("/v1/gigs")["items"] == []
    assert newcomer.send("POST", "/v1/conflicts", {"days": ["2027-03-12"]}).status_code == 200
    assert newcomer.send("PUT", path, pair).json["by"] is None
    assert len(newcomer.get("/v1/discards")["items"]) == 1
    assert newcomer.send("DELETE", path).status_code == 204


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", f"/v1/gigs/{ME}", {"title": "a"}),
        ("GET", "/v1/people", None),
        ("GET", "/v1/people/me", None),
        ("PATCH", "/v1/people/me", {"name": "Sam"}),
        ("PUT", "/v1/people/me/password", {"current": PASSWORD, "new": PASSWORD}),
        ("DELETE", "/v1/sessions/current", None),
        ("POST", "/v1/invites", {"role": "admin"}),
    ],
)
def test_a_newcomer_does_nothing_else(newcomer: Desk, method: str, path: str, body: object) -> None:
    answer = newcomer.send(method, path, body, rev=1 if method == "PATCH" else None)

    assert (answer.status_code, answer.json["code"]) == (401, "signed_out")


def test_a_newcomer_without_an_id_discards_nothing(guest: Desk) -> None:
    pair = {"band_id": str(uuid.uuid4()), "venue_id": str(uuid.uuid4())}

    assert guest.send("PUT", f"/v1/discards/{uuid.uuid4()}", pair).status_code == 422


def test_the_newcomer_becomes_an_admin_and_keeps_id_preferences_and_discards(
    app: Flask, newcomer: Desk, seat: Make
) -> None:
    pair = {"band_id": str(uuid.uuid4()), "venue_id": str(uuid.uuid4())}
    newcomer.send("PUT", f"/v1/discards/{uuid.uuid4()}", pair)
    chosen = {"time_zone": "Europe/London", "theme": "dark", "keys": False, "constraints": "genre=indie&near=Leeds"}

    answer = newcomer.send("POST", "/v1/people/first", {"name": "Ada", "password": PASSWORD, **chosen})

    assert answer.status_code == 201, answer.text
    person = answer.json["person"]
    assert person == {
        "id": str(ME), "name": "Ada", "role": "admin", "disabled": False, **chosen, "rev": 1,
        "created_at": person["created_at"],
    }  # fmt: skip
    ada = seat(app, Account(ME, "Ada", "admin", answer.json["token"]))
    assert ada.get("/v1/people")["items"] == [person]
    assert [item["by"] for item in ada.get("/v1/discards")["items"]] == [{"id": str(ME), "name": "Ada"}]


def test_without_an_id_the_first_account_gets_one(guest: Desk) -> None:
    answer = guest.send("POST", "/v1/people/first", {"name": "Ada", "password": PASSWORD})

    assert uuid.UUID(answer.json["person"]["id"]).version == 7


def test_once_there_is_an_account_nobody_is_the_first_again(app: Flask, newcomer: Desk, seat: Make) -> None:
    body = {"name": "Ada", "password": PASSWORD}
    newcomer.send("POST", "/v1/people/first", body)

    again = newcomer.send("POST", "/v1/people/first", {**body, "name": "Bob"})
    signed_in = seat(app, give_account(app, "admin")).send("POST", "/v1/people/first", {**body, "name": "Bob"})

    assert (again.status_code, signed_in.status_code) == (409, 409)
    assert again.json["detail"] == "There is an account already. Sign in, or ask an admin for an invite."
    assert newcomer.send("GET", "/v1/sessions/current").status_code == 401
    assert newcomer.send("GET", "/v1/gigs").status_code == 401


def test_of_many_who_make_the_first_account_at_once_one_does(
    database_app: Flask, at_desk: Make, at_once: AtOnce
) -> None:
    def make(number: int) -> TestResponse:
        desk = at_desk(database_app, "guest")
        desk.newcomer = uuid.uuid4()
        answer: TestResponse = desk.send("POST", "/v1/people/first", {"name": f"Person {number}", "password": PASSWORD})
        return answer

    answers = at_once(make, CROWD)

    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: CROWD - 1}
    assert people(database_app) == 1


def test_the_admin_of_the_settings_is_made_when_they_first_sign_in(
    configured: Flask, at_desk: Make, sign_in: Signed
) -> None:
    guest = at_desk(configured, "guest")
    before = people(configured)

    first, again = sign_in(guest, "ADA"), sign_in(guest, "ada")

    assert (before, people(configured)) == (0, 1)
    assert (first.status_code, again.status_code) == (201, 201)
    assert (first.json["person"]["name"], first.json["person"]["role"]) == ("Ada", "admin")
    assert again.json["person"] == first.json["person"]


def test_with_an_admin_in_the_settings_nobody_is_a_newcomer(configured: Flask, at_desk: Make, sign_in: Signed) -> None:
    guest = at_desk(configured, "guest")
    guest.newcomer = ME

    answers = [
        guest.send("GET", "/v1/sessions/current"),
        guest.send("GET", "/v1/gigs"),
        guest.send("PUT", f"/v1/discards/{ME}", {"band_id": str(ME)}),
    ]

    assert [answer.status_code for answer in answers] == [401, 401, 401]
    assert guest.send("POST", "/v1/people/first", {"name": "Bob", "password": PASSWORD}).status_code == 409
    assert sign_in(guest, "Ada", "not the one").json["code"] == "wrong_sign_in"
    assert sign_in(guest, "Bob").json["code"] == "wrong_sign_in"
    assert people(configured) == 0


def test_once_there_are_accounts_the_settings_open_nothing(
    configured: Flask, at_desk: Make, seat: Make, sign_in: Signed
) -> None:
    guest, new = at_desk(configured, "guest"), "another walk, by night"
    made = sign_in(guest, "Ada").json
    ada = seat(configured, Account(uuid.UUID(made["person"]["id"]), "Ada", "admin", made["token"]))

    ada.send("PUT", "/v1/people/me/password", {"current": PASSWORD, "new": new})

    assert (sign_in(guest, "Ada").status_code, sign_in(guest, "Ada", new).status_code) == (422, 201)


def test_the_admin_of_the_settings_signs_in_at_many_places_at_once(
    configured: Flask, at_desk: Make, at_once: AtOnce, sign_in: Signed
) -> None:
    answers = at_once(lambda _: sign_in(at_desk(configured, "guest"), "Ada"), 8)

    assert Counter(answer.status_code for answer in answers) == {201: 8}
    assert people(configured) == 1


@pytest.mark.parametrize(
    ("chosen", "named"),
    [
        ({"admin_username": "Ada"}, ["ADMIN_USERNAME and ADMIN_PASSWORD: set both or none"]),
        ({"admin_password": PASSWORD}, ["ADMIN_USERNAME and ADMIN_PASSWORD: set both or none"]),
        ({"host": ALL}, ["ADMIN_USERNAME and ADMIN_PASSWORD, as HOST=0.0.0.0 lets others in"]),
        ({"host": "::"}, ["HOST=::"]),
        ({"host": "planner.example"}, ["HOST=planner.example"]),
        ({**ADA, "admin_password": "password1"}, ["ADMIN_PASSWORD: This is one of the passwords tried first"]),
        ({**ADA, "admin_password": "short"}, ["ADMIN_PASSWORD: Must have at least 8 characters."]),
        ({**ADA, "admin_password": "x" * 300}, ["ADMIN_PASSWORD: Must have at most 256 characters."]),
        ({**ADA, "admin_username": "x" * 101}, ["ADMIN_USERNAME: Must have at most 100 characters."]),
    ],
    ids=["name alone", "password alone", "all", "IPv6", "by name", "common", "short", "long", "long name"],
)
def test_settings_that_would_let_strangers_in_are_refused(
    sqlite_url: str, capsys: pytest.CaptureFixture[str], chosen: dict[str, str], named: list[str]
) -> None:
    with pytest.raises(SettingsError) as refused:
        gig_store.create_app(gig_store.Settings(sqlite_url, TOKEN, **chosen))  # type: ignore[arg-type]  # all text

    said = capsys.readouterr().err
    assert all(text in said for text in named)
    assert str(refused.value.code) == "3"
    assert chosen.get("admin_password", "-----") not in said


@pytest.mark.parametrize(
    "chosen", [{"host": "127.0.0.1"}, {"host": "localhost"}, {"host": "::1"}, {"host": ALL, **ADA}]
)
def test_settings_that_let_no_stranger_in_are_taken(sqlite_url: str, chosen: dict[str, str]) -> None:
    app = gig_store.create_app(gig_store.Settings(sqlite_url, TOKEN, **chosen))  # type: ignore[arg-type]  # all text

    assert app.test_client().get("/healthz").status_code == 200
    with app.app_context():
        db.engine.dispose()
