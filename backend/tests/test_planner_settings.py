"""What holds for the whole planner."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from flask import Flask

Desk = Any
URL = "/v1/settings"
UNTOUCHED = {"leave_starter_out": False, "rev": 1, "updated_at": None, "updated_by": None}


@pytest.fixture(autouse=True)
def new_year() -> Iterator[None]:
    with time_machine.travel("2027-01-01T12:00:00Z", tick=False):
        yield


@pytest.fixture
def admin(app: Flask, at_desk: Callable[..., Desk]) -> Desk:
    return at_desk(app, "admin", "Ada")


def test_nothing_is_set_at_first(desk: Desk) -> None:
    answer = desk.send("GET", URL)

    assert (answer.status_code, answer.json) == (200, UNTOUCHED)
    assert answer.headers["ETag"] == '"1"'


def test_an_admin_sets_it_for_everybody(desk: Desk, admin: Desk) -> None:
    answer = admin.send("PUT", URL, {"leave_starter_out": True}, rev=1)

    who = {"id": str(admin.account.id), "name": "Ada"}
    now = {"leave_starter_out": True, "rev": 2, "updated_at": "2027-01-01T12:00:00Z", "updated_by": who}
    assert (answer.status_code, answer.json, answer.headers["ETag"]) == (200, now, '"2"')
    assert desk.get(URL) == now


def test_the_check_of_a_session_tells_it(desk: Desk, admin: Desk) -> None:
    before = desk.get("/v1/sessions/current")["planner"]
    admin.send("PUT", URL, {"leave_starter_out": True}, rev=1)

    assert (before, desk.get("/v1/sessions/current")["planner"]) == (
        {"leave_starter_out": False},
        {"leave_starter_out": True},
    )


def test_what_was_read_can_be_sent_back(admin: Desk) -> None:
    answer = admin.send("PUT", URL, admin.get(URL) | {"leave_starter_out": True}, rev=1)

    assert answer.status_code == 200


def test_setting_what_is_set_changes_nothing(admin: Desk) -> None:
    admin.send("PUT", URL, {"leave_starter_out": False}, rev=1)

    assert admin.get(URL) == UNTOUCHED


def test_of_two_who_set_it_at_once_the_second_is_told(admin: Desk, app: Flask, at_desk: Callable[..., Desk]) -> None:
    admin.send("PUT", URL, {"leave_starter_out": True}, rev=1)

    answer = at_desk(app, "admin").send("PUT", URL, {"leave_starter_out": False}, rev=1)

    assert answer.status_code == 412
    assert admin.get(URL)["leave_starter_out"]


@pytest.mark.parametrize(
    ("body", "rev", "status"),
    [
        ({"leave_starter_out": True}, None, 428),
        ({"leave_starter_out": "yes"}, 1, 422),
        ({"leave_starter_out": None}, 1, 422),
        ({}, 1, 422),
        ({"leave_starter_out": True, "colour": "red"}, 1, 422),
    ],
    ids=["no revision", "no truth value", "null", "nothing", "unknown"],
)
def test_what_cannot_be_set_is_refused(admin: Desk, body: dict[str, Any], rev: int | None, status: int) -> None:
    assert admin.send("PUT", URL, body, rev).status_code == status
    assert admin.get(URL) == UNTOUCHED


@pytest.mark.parametrize("role", ["viewer", "booker"])
def test_who_is_no_admin_reads_and_sets_nothing(app: Flask, at_desk: Callable[..., Desk], role: str) -> None:
    desk = at_desk(app, role)

    assert desk.send("PUT", URL, {"leave_starter_out": True}, rev=1).status_code == 403
    assert desk.get(URL) == UNTOUCHED


def test_it_is_kept_on_every_database(database_app: Flask, at_desk: Callable[..., Desk]) -> None:
    admin = at_desk(database_app, "admin")

    admin.send("PUT", URL, {"leave_starter_out": True}, rev=1)

    assert admin.get(URL)["leave_starter_out"] is True
    assert admin.send("PUT", URL, {"leave_starter_out": False}, rev=1).status_code == 412
