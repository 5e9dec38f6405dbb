"""What holds for the whole planner."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from flask import Flask

Desk = Any
URL = "/v1/settings"
MONEY = ("ticket_price", "costs", "tax_pct", "gross_pct")
UNTOUCHED = {
    "leave_starter_out": False,
    "first_hold_days": 14,
    "other_hold_days": 7,
    "travel_km": 400,
    "currency": "GBP",
    **dict.fromkeys(MONEY),
    "templates": {},
    "rev": 1,
    "updated_at": None,
    "updated_by": None,
}
USUAL = {"ticket_price": "12.00", "costs": "600.00", "tax_pct": "20.00", "gross_pct": "0.00"}
MAIL = {"subject": "A night at {venue}", "body": "Hello {contact},\nis {date} still free?"}


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
    now = UNTOUCHED | {"leave_starter_out": True, "rev": 2, "updated_at": "2027-01-01T12:00:00Z", "updated_by": who}
    assert (answer.status_code, answer.json, answer.headers["ETag"]) == (200, now, '"2"')
    assert desk.get(URL) == now


def test_the_check_of_a_session_tells_it(desk: Desk, admin: Desk) -> None:
    before = desk.get("/v1/sessions/current")["planner"]
    admin.send("PUT", URL, {"leave_starter_out": True, "currency": "EUR"}, rev=1)

    assert (before, desk.get("/v1/sessions/current")["planner"]) == (
        {"leave_starter_out": False, "currency": "GBP"},
        {"leave_starter_out": True, "currency": "EUR"},
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
        ({"first_hold_days": 0}, 1, 422),
        ({"travel_km": None}, 1, 422),
        ({"currency": "pound"}, 1, 422),
        ({"ticket_price": "12.005"}, 1, 422),
        ({"tax_pct": "100.01"}, 1, 422),
        ({"templates": {"shout": MAIL}}, 1, 422),
        ({"templates": {"ask": {"subject": "Hello"}}}, 1, 422),
        ({"leave_starter_out": True, "colour": "red"}, 1, 422),
    ],
    ids=[
        "no revision",
        "no truth value",
        "null",
        "no days",
        "no way at all",
        "no currency",
        "three decimals",
        "more than the whole",
        "no such mail",
        "half a mail",
        "unknown",
    ],
)
def test_what_cannot_be_set_is_refused(admin: Desk, body: dict[str, Any], rev: int | None, status: int) -> None:
    assert admin.send("PUT", URL, body, rev).status_code == status
    assert admin.get(URL) == UNTOUCHED


@pytest.mark.parametrize(
    "given",
    [
        {"first_hold_days": None, "other_hold_days": 3},
        {"travel_km": 250},
        {"currency": "EUR"},
        USUAL,
        {"templates": {"ask": MAIL}},
    ],
    ids=["review dates", "travel", "currency", "money", "mails"],
)
def test_what_is_not_named_stays_as_it_is(admin: Desk, given: dict[str, Any]) -> None:
    admin.send("PUT", URL, {"leave_starter_out": True}, rev=1)

    answer = admin.send("PUT", URL, given, rev=2)

    who = {"id": str(admin.account.id), "name": "Ada"}
    set_by = {"rev": 3, "updated_at": "2027-01-01T12:00:00Z", "updated_by": who}
    assert answer.json == UNTOUCHED | {"leave_starter_out": True} | given | set_by


def test_nothing_sent_changes_nothing(admin: Desk) -> None:
    assert admin.send("PUT", URL, {}, rev=1).json == UNTOUCHED


def test_viewers_are_told_no_money(app: Flask, admin: Desk, at_desk: Callable[..., Desk]) -> None:
    admin.send("PUT", URL, USUAL, rev=1)

    seen = at_desk(app, "viewer").get(URL)

    assert {name: seen[name] for name in MONEY} == dict.fromkeys(MONEY)


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
