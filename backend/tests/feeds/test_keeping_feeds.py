"""A feed belongs to a person: made, listed, revoked, and over when their account is."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from gig_store import limits

Desk = Any


def read(desk: Desk, secret: str) -> int:
    return int(desk.send("POST", "/v1/feeds/look", {"secret": secret}).status_code)


def test_a_feed_is_made_and_listed_and_only_then_is_its_secret_said(
    database_app: Flask, at_desk: Callable[..., Desk]
) -> None:
    desk = at_desk(database_app, "viewer")

    made = desk.send("POST", "/v1/feeds", {"name": "My phone"})

    feed = {"id": made.json["id"], "name": "My phone", "created_at": "2026-11-22T12:00:00Z"}
    secret = made.json["secret"]
    assert (made.status_code, len(secret), made.json) == (201, 43, feed | {"secret": secret})
    assert desk.get("/v1/feeds") == {"items": [feed], "next": None}
    assert read(at_desk(database_app, "guest"), secret) == 200


def test_a_revoked_feed_is_gone(database_app: Flask, at_desk: Callable[..., Desk]) -> None:
    desk = at_desk(database_app)
    made = desk.send("POST", "/v1/feeds", {}).json

    answers = [desk.send("DELETE", f"/v1/feeds/{made['id']}").status_code for _ in range(2)]

    assert answers == [204, 204]
    assert desk.get("/v1/feeds")["items"] == []
    assert read(desk, made["secret"]) == 404


def test_nobody_sees_or_revokes_the_feed_of_another(app: Flask, at_desk: Callable[..., Desk]) -> None:
    owner, other = at_desk(app), at_desk(app, "admin")
    made = owner.send("POST", "/v1/feeds", {}).json

    answer = other.send("DELETE", f"/v1/feeds/{made['id']}")

    assert (answer.status_code, other.get("/v1/feeds")["items"]) == (204, [])
    assert read(other, made["secret"]) == 200


def test_feeds_end_with_the_account_of_their_person(app: Flask, at_desk: Callable[..., Desk]) -> None:
    owner, admin = at_desk(app), at_desk(app, "admin")
    secret = owner.send("POST", "/v1/feeds", {}).json["secret"]
    person = next(each for each in admin.get("/v1/people")["items"] if each["id"] == str(owner.account.id))

    admin.send("PATCH", f"/v1/people/{person['id']}", {"disabled": True}, person["rev"])

    assert read(admin, secret) == 404


@pytest.mark.parametrize("secret", ["", "wrong", "x" * 100])
def test_a_wrong_secret_is_not_found(app: Flask, at_desk: Callable[..., Desk], secret: str) -> None:
    answer = at_desk(app, "guest").send("POST", "/v1/feeds/look", {"secret": secret})

    assert (answer.status_code, answer.json["code"]) == (404, "feed_gone")


def test_nobody_collects_feeds_without_end(app: Flask, at_desk: Callable[..., Desk]) -> None:
    desk = at_desk(app)
    for _ in range(limits.FEEDS):
        assert desk.send("POST", "/v1/feeds", {}).status_code == 201

    answer = desk.send("POST", "/v1/feeds", {})

    assert answer.status_code == 409
    assert answer.json["detail"] == "You have 20 calendar feeds. Revoke one that no calendar reads any more."
