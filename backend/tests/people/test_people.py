"""Everybody's accounts, which only admins see and change."""

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from testkit.accounts import give_account

Desk = Any
Make = Callable[..., Any]
AtOnce = Callable[..., list[Any]]

NOBODY = "0192f3a0-7c1e-7abc-8def-0123456789ab"


def test_people_come_by_name_in_pages(app: Flask, admin: Desk) -> None:
    for name in ("Émile", "bob", "Zoë", "Carl", "dora"):
        give_account(app, "viewer", name)

    names, cursor = [], ""
    while cursor is not None:
        page = admin.get(f"/v1/people?limit=2{cursor}")
        names.append([person["name"] for person in page["items"]])
        cursor = page["next"] and f"&cursor={page['next']}"

    assert names == [["Ada", "bob"], ["Carl", "dora"], ["Émile", "Zoë"]]


def test_no_answer_holds_a_password_in_any_form(admin: Desk) -> None:
    assert "argon2" not in json.dumps(admin.get("/v1/people"))
    assert set(admin.get("/v1/people")["items"][0]) == {
        "id", "name", "role", "disabled", "time_zone", "theme", "keys", "constraints", "created_at", "rev",
    }  # fmt: skip


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "cursor=x", "colour=red"])
def test_a_wrong_question_is_refused(admin: Desk, query: str) -> None:
    assert admin.send("GET", f"/v1/people?{query}").status_code == 422


@pytest.mark.parametrize("role", ["viewer", "booker"])
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/v1/people", None),
        ("PATCH", f"/v1/people/{NOBODY}", {"role": "admin"}),
        ("GET", "/v1/invites", None),
        ("POST", "/v1/invites", {"role": "admin"}),
        ("DELETE", f"/v1/invites/{NOBODY}", None),
    ],
)
def test_only_admins_see_and_change_accounts(  # noqa: PLR0913  # a row of the table
    *, app: Flask, at_desk: Make, role: str, method: str, path: str, body: object
) -> None:
    answer = at_desk(app, role).send(method, path, body, 1)

    assert (answer.status_code, answer.json["code"]) == (403, "role")


def test_an_admin_changes_a_role_and_disables_and_enables(admin: Desk, sam: Desk) -> None:
    path = f"/v1/people/{sam.account.id}"

    changed = admin.send("PATCH", path, {"role": "viewer"}, 1)
    disabled = admin.send("PATCH", path, {"disabled": True}, changed.headers["ETag"])
    enabled = admin.send("PATCH", path, {"disabled": False}, 3)

    assert (changed.json["role"], changed.json["rev"]) == ("viewer", 2)
    assert (disabled.json["disabled"], enabled.json["disabled"]) == (True, False)
    assert sam.send("GET", "/v1/people/me").status_code == 401  # enabled again, but not signed in again
    assert json.loads(changed.headers["X-Person"])["name"] == "Ada"


@pytest.mark.parametrize(
    ("person_id", "body", "rev", "status"),
    [
        (NOBODY, {"role": "viewer"}, 1, 404),
        ("x", {"role": "viewer"}, 1, 404),
        (None, {"role": "viewer"}, None, 428),
        (None, {"role": "viewer"}, 2, 412),
        (None, {"role": "guest"}, 1, 422),
        (None, {"role": "newcomer"}, 1, 422),
        (None, {"disabled": "yes"}, 1, 422),
        (None, {"name": "Kim"}, 1, 422),
    ],
    ids=["nobody", "no id", "no revision", "stale", "guest", "newcomer", "no flag", "the name"],
)
def test_a_wrong_change_of_a_person_is_refused(  # noqa: PLR0913  # a row of the table
    *, admin: Desk, sam: Desk, person_id: str | None, body: object, rev: int | None, status: int
) -> None:
    answer = admin.send("PATCH", f"/v1/people/{person_id or sam.account.id}", body, rev)

    assert answer.status_code == status, answer.text


@pytest.mark.parametrize("change", [{"role": "booker"}, {"disabled": True}, {"role": "viewer", "disabled": True}])
def test_the_last_admin_who_can_sign_in_stays_one(app: Flask, admin: Desk, change: dict[str, Any]) -> None:
    second = give_account(app, "admin", "Bob")
    path = f"/v1/people/{admin.account.id}"
    admin.send("PATCH", f"/v1/people/{second.id}", {"disabled": True}, 1)  # who is disabled does not count

    refused = admin.send("PATCH", path, change, 1)
    admin.send("PATCH", f"/v1/people/{second.id}", {"disabled": False}, 2)
    taken = admin.send("PATCH", path, change, 1)

    assert (refused.status_code, taken.status_code) == (409, 200)
    assert refused.json["detail"] == "This is the last admin who can sign in. Make somebody else an admin first."
    assert admin.send("GET", "/v1/people").status_code == (401 if "disabled" in change else 403)


def test_the_last_admin_may_change_what_keeps_them_admin(admin: Desk) -> None:
    same = {"role": "admin", "disabled": False}

    assert admin.send("PATCH", f"/v1/people/{admin.account.id}", same, 1).status_code == 200


@pytest.mark.parametrize("turn", range(5))
def test_two_admins_who_demote_each_other_at_once_leave_one(
    database_app: Flask, at_desk: Make, at_once: AtOnce, turn: int
) -> None:
    admins = [at_desk(database_app, "admin", name) for name in (f"Ada {turn}", f"Bob {turn}")]

    paths = [f"/v1/people/{other.account.id}" for other in reversed(admins)]

    answers = at_once(lambda number: admins[number].send("PATCH", paths[number], {"role": "viewer"}, 1), 2)

    statuses = Counter(answer.status_code for answer in answers)
    assert statuses[200] == 1
    assert statuses[409] + statuses[403] == 1  # too late, or no admin any more
    assert Counter(admin.send("GET", "/v1/people").status_code for admin in admins) == {200: 1, 403: 1}
