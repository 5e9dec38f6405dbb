"""One's own account: name, preferences, password."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from testkit.accounts import PASSWORD, Account, give_account

Desk = Any
Make = Callable[..., Any]
Signed = Callable[..., Any]

ME = "/v1/people/me"
NEW = "another walk, by night"


def test_people_change_their_name_and_preferences(sam: Desk, guest: Desk, sign_in: Signed) -> None:
    before = sam.send("GET", ME)
    chosen = {
        "name": "Sam Ørsted", "time_zone": "Asia/Tokyo", "theme": "dark", "keys": False, "constraints": "genre=indie",
    }  # fmt: skip

    after = sam.send("PATCH", ME, chosen, rev=before.headers["ETag"])

    assert after.json == {**before.json, **chosen, "rev": 2}
    assert (after.headers["ETag"], json.loads(after.headers["X-Person"])["name"]) == ('"2"', "Sam Ørsted")
    assert sam.get(ME) == after.json
    assert (sign_in(guest, "sam orsted").status_code, sign_in(guest, "Sam").status_code) == (201, 422)


def test_what_is_not_sent_stays_and_what_is_empty_is_cleared(sam: Desk) -> None:
    sam.send("PATCH", ME, {"time_zone": "Asia/Tokyo", "constraints": "genre=indie", "theme": "dark"}, 1)

    cleared = sam.send("PATCH", ME, {"time_zone": None, "constraints": " "}, 2).json

    assert (cleared["time_zone"], cleared["constraints"], cleared["theme"], cleared["rev"]) == (None, "", "dark", 3)


def test_what_changes_nothing_makes_no_revision(sam: Desk) -> None:
    same = sam.get(ME)

    assert sam.send("PATCH", ME, {name: same[name] for name in ("id", "name", "theme", "rev")}, 1).json == same


def test_a_change_names_the_revision_it_was_made_from(sam: Desk) -> None:
    sam.send("PATCH", ME, {"theme": "dark"}, 1)

    assert sam.send("PATCH", ME, {"theme": "light"}).status_code == 428
    assert sam.send("PATCH", ME, {"theme": "light"}, 1).status_code == 412


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", " \u200b "),
        ("name", None),
        ("name", "x" * 101),
        ("name", "a\nb"),
        ("name", "\ud800"),
        ("time_zone", "Europe/Leeds"),
        ("theme", "pink"),
        ("theme", None),
        ("keys", "yes"),
        ("constraints", "x" * 1001),
        ("constraints", "a\x00"),
        ("role", "admin"),
        ("disabled", False),
        ("password", NEW),
        ("colour", "red"),
    ],
)
def test_a_wrong_field_is_named(sam: Desk, field: str, value: object) -> None:
    answer = sam.send("PATCH", ME, {"theme": "dark", field: value}, 1)

    assert answer.status_code == 422, answer.text
    assert [error["pointer"] for error in answer.json["errors"]] == [f"/{field}"]
    assert sam.get(ME)["rev"] == 1


@pytest.mark.parametrize("name", ["Kim Müller", "KIM  muller"], ids=["the same", "folded"])
def test_nobody_takes_the_name_of_another(database_app: Flask, at_desk: Make, name: str) -> None:
    sam, _ = at_desk(database_app, name="Sam"), at_desk(database_app, name="Kim Müller")

    answer = sam.send("PATCH", ME, {"name": name}, 1)

    taken = {"pointer": "/name", "detail": "Somebody here has this name already. Choose another one."}
    assert (answer.status_code, answer.json["errors"]) == (422, [taken])
    assert sam.get(ME)["name"] == "Sam"


def test_one_may_write_ones_own_name_another_way(sam: Desk) -> None:
    assert sam.send("PATCH", ME, {"name": "SAM"}, 1).json["name"] == "SAM"


def test_a_new_password_ends_all_other_sessions(
    app: Flask, sam: Desk, seat: Make, guest: Desk, sign_in: Signed
) -> None:
    answer = sam.send("PUT", f"{ME}/password", {"current": PASSWORD, "new": NEW})

    assert (answer.status_code, answer.json["person"]["name"]) == (200, "Sam")
    assert sam.send("GET", ME).status_code == 401
    assert seat(app, Account(sam.account.id, "Sam", "booker", answer.json["token"])).get(ME)["name"] == "Sam"
    assert (sign_in(guest, "Sam").status_code, sign_in(guest, "Sam", NEW).status_code) == (422, 201)


@pytest.mark.parametrize(
    ("current", "new", "pointer"),
    [(NEW, NEW, "/current"), (PASSWORD, "short", "/new"), (PASSWORD, "password1", "/new"), (PASSWORD, "Sam", "/new")],
    ids=["wrong", "short", "common", "the name"],
)
def test_a_refused_password_changes_nothing(sam: Desk, current: str, new: str, pointer: str) -> None:
    answer = sam.send("PUT", f"{ME}/password", {"current": current, "new": new})

    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, pointer)
    assert sam.send("GET", ME).status_code == 200


def test_of_two_new_passwords_at_once_one_is_taken(
    database_app: Flask, seat: Make, at_once: Callable[..., list[Any]]
) -> None:
    account = give_account(database_app, name="Sam")
    texts = ["the first of two", "the second of two"]

    answers = at_once(
        lambda number: seat(database_app, account).send(
            "PUT", f"{ME}/password", {"current": PASSWORD, "new": texts[number]}
        ),
        2,
    )

    assert sorted(answer.status_code for answer in answers) in ([200, 422], [200, 401])


def test_history_says_who_changed_a_gig(app: Flask, sam: Desk, at_desk: Make) -> None:
    kim = at_desk(app, "admin", "Kim")
    gig = sam.add(title="a")
    changed = kim.change(gig, title="b")
    gone = sam.trash(changed)
    back = kim.restore(gone).json
    kim.send("PATCH", ME, {"name": "Kim M."}, 1)

    entries = sam.get(f"/v1/gigs/{gig['id']}/history")["items"]

    ids = [str(desk.account.id) for desk in (kim, sam, kim, sam)]
    assert [entry["by"]["id"] for entry in entries] == ids
    assert [entry["by"]["name"] for entry in entries] == ["Kim M.", "Sam", "Kim M.", "Sam"]
    assert (back["created_by"], back["updated_by"]) == (ids[1], ids[0])
    assert (changed["created_by"], changed["updated_by"]) == (ids[1], ids[0])
