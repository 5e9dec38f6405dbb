"""Invites: one account each, within a week."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from testkit.accounts import PASSWORD, Account, give_account

Desk = Any
Make = Callable[..., Any]
AtOnce = Callable[..., list[Any]]

NOON = datetime(2027, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def link(admin: Desk) -> dict[str, Any]:
    """Give an invite of Ada's with its secret."""
    answer = admin.send("POST", "/v1/invites", {"role": "booker", "note": "for the new one"})
    assert answer.status_code == 201, answer.text
    return dict(answer.json)


def accept(desk: Desk, secret: str, name: str = "Kim", **more: object) -> Any:  # noqa: ANN401  # a response
    return desk.send("POST", "/v1/invites/accept", {"secret": secret, "name": name, "password": PASSWORD, **more})


def look(desk: Desk, secret: str) -> int:
    return int(desk.send("POST", "/v1/invites/look", {"secret": secret}).status_code)


def test_an_invite_makes_one_account_with_its_role(
    app: Flask, admin: Desk, guest: Desk, seat: Make, link: dict[str, Any]
) -> None:
    seen = guest.send("POST", "/v1/invites/look", {"secret": link["secret"]})
    made = accept(guest, link["secret"], time_zone="Asia/Tokyo")
    again = accept(guest, link["secret"], "Bob")

    assert seen.json == {"role": "booker", "invited_by": {"id": str(admin.account.id), "name": "Ada"}}
    assert (made.status_code, made.json["person"]["role"], made.json["person"]["time_zone"]) == (
        *(201, "booker"),
        "Asia/Tokyo",
    )
    kim = seat(app, Account(made.json["person"]["id"], "Kim", "booker", made.json["token"]))
    assert kim.add(title="a")["created_by"] == made.json["person"]["id"]
    assert (again.status_code, look(guest, link["secret"])) == (404, 404)
    assert admin.get("/v1/invites")["items"] == []


def test_an_invite_says_its_secret_once_and_ends_after_a_week(admin: Desk) -> None:
    with time_machine.travel(NOON, tick=False):
        link = admin.send("POST", "/v1/invites", {"role": "viewer"}).json
        listed = admin.get("/v1/invites")

    secret = link.pop("secret")
    assert len(secret) == 43
    assert listed == {"items": [link], "next": None}
    assert link == {
        "id": link["id"], "role": "viewer", "note": None, "created_at": "2027-01-01T12:00:00Z",
        "expires_at": "2027-01-08T12:00:00Z", "invited_by": {"id": str(admin.account.id), "name": "Ada"},
    }  # fmt: skip


@pytest.mark.parametrize("end", ["a week", "revoked", "inviter demoted", "inviter disabled", "a typo"])
def test_an_invite_that_does_not_stand_opens_nothing(
    app: Flask, admin: Desk, guest: Desk, link: dict[str, Any], end: str
) -> None:
    give_account(app, "admin", "Bob")
    assert look(guest, link["secret"]) == 200

    if end == "revoked":
        assert admin.send("DELETE", f"/v1/invites/{link['id']}").status_code == 204
        assert admin.send("DELETE", f"/v1/invites/{link['id']}").status_code == 204
    elif end.startswith("inviter"):
        change = {"role": "booker"} if end == "inviter demoted" else {"disabled": True}
        admin.send("PATCH", f"/v1/people/{admin.account.id}", change, 1)
    secret = link["secret"] + ("x" if end == "a typo" else "")
    with time_machine.travel(datetime.now(UTC) + timedelta(7 if end == "a week" else 0)):
        assert (look(guest, secret), accept(guest, secret).status_code) == (404, 404)


def test_an_invite_stands_for_almost_a_week(guest: Desk, link: dict[str, Any]) -> None:
    with time_machine.travel(datetime.now(UTC) + timedelta(6.99)):
        assert look(guest, link["secret"]) == 200


@pytest.mark.parametrize(
    ("sent", "pointer"),
    [({"name": "ADA"}, "/name"), ({"name": ""}, "/name"), ({"password": "password1"}, "/password")],
    ids=["taken", "empty", "common"],
)
def test_a_refused_account_leaves_the_invite_open(
    guest: Desk, link: dict[str, Any], sent: dict[str, str], pointer: str
) -> None:
    body = {"secret": link["secret"], "name": "Kim", "password": PASSWORD, **sent}
    answer = guest.send("POST", "/v1/invites/accept", body)

    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, pointer)
    assert accept(guest, link["secret"]).status_code == 201


@pytest.mark.parametrize("turn", range(5))
def test_of_many_who_accept_at_once_one_gets_the_account(
    database_app: Flask, at_desk: Make, at_once: AtOnce, turn: int
) -> None:
    secret = at_desk(database_app, "admin").send("POST", "/v1/invites", {"role": "viewer"}).json["secret"]
    guest = at_desk(database_app, "guest")

    answers = at_once(lambda number: accept(guest, secret, f"Kim {turn} {number}"), 8)

    assert Counter(answer.status_code for answer in answers) == {201: 1, 404: 7}


def test_two_with_one_name_at_once_make_one_account(database_app: Flask, at_desk: Make, at_once: AtOnce) -> None:
    admin, guest = at_desk(database_app, "admin"), at_desk(database_app, "guest")
    secrets = [admin.send("POST", "/v1/invites", {"role": "viewer"}).json["secret"] for _ in range(2)]

    answers = at_once(lambda number: accept(guest, secrets[number]), 2)

    assert Counter(answer.status_code for answer in answers) == {201: 1, 422: 1}


def test_open_invites_come_newest_first_in_pages(admin: Desk) -> None:
    for number in range(5):
        with time_machine.travel(NOON + timedelta(minutes=number // 2), tick=False):
            admin.send("POST", "/v1/invites", {"role": "viewer", "note": str(number)})

    notes, cursor = [], ""
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        while cursor is not None:
            page = admin.get(f"/v1/invites?limit=2{cursor}")
            notes += [invite["note"] for invite in page["items"]]
            cursor = page["next"] and f"&cursor={page['next']}"

    assert [sorted(notes[:1]), sorted(notes[1:3]), sorted(notes[3:])] == [["4"], ["2", "3"], ["0", "1"]]


def test_invites_over_their_time_are_swept(admin: Desk) -> None:
    with time_machine.travel(NOON, tick=False):
        admin.send("POST", "/v1/invites", {"role": "viewer"})

    with time_machine.travel(NOON + timedelta(8), tick=False):
        admin.send("POST", "/v1/invites", {"role": "viewer"})

    with time_machine.travel(NOON + timedelta(1), tick=False):
        assert len(admin.get("/v1/invites")["items"]) == 1


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/role"),
        ({"role": "guest"}, "/role"),
        ({"role": "viewer", "note": "x" * 201}, "/note"),
        ({"role": "viewer", "secret": "mine"}, "/secret"),
    ],
    ids=["no role", "guest", "long note", "a secret of one's own"],
)
def test_a_wrong_invite_is_refused(admin: Desk, body: object, pointer: str) -> None:
    answer = admin.send("POST", "/v1/invites", body)

    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, pointer)


def test_an_endless_secret_is_refused(guest: Desk) -> None:
    assert look(guest, "x" * 101) == 422
    assert look(guest, "\ud800") == 404
