"""What is usual in a room of one's own, beside what is usual in the whole planner."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from flask import Flask

Desk = Any
Make = Callable[..., dict[str, Any]]

ROOM = str(uuid.uuid5(uuid.NAMESPACE_DNS, "The Wardrobe"))
URL = f"/v1/rooms/{ROOM}/money"
FIELDS = ("ticket_price", "costs", "tax_pct", "gross_pct")
UNSET = dict.fromkeys(FIELDS)
UNSAID = {**UNSET, "rev": 0, "updated_at": None, "updated_by": None}
USUAL = {"ticket_price": "12.00", "costs": "600.00", "tax_pct": "20.00", "gross_pct": "0.00"}
OWN = {"ticket_price": "15.00", "costs": None, "tax_pct": None, "gross_pct": "4.20"}


@pytest.fixture(autouse=True)
def new_year() -> Iterator[None]:
    with time_machine.travel("2027-01-01T12:00:00Z", tick=False):
        yield


@pytest.fixture
def settled(app: Flask, at_desk: Callable[..., Desk]) -> None:
    """Set what is usual in the planner."""
    assert at_desk(app, "admin").send("PUT", "/v1/settings", USUAL, rev=1).status_code == 200


def ask(desk: Desk, venue: dict[str, Any]) -> dict[str, Any]:
    answer = desk.send("POST", "/v1/conflicts", {"days": ["2027-03-12"], "venues": [venue]})
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def test_nothing_is_usual_at_first(desk: Desk) -> None:
    answer = desk.send("GET", URL)

    assert (answer.status_code, answer.headers["ETag"]) == (200, '"0"')
    assert answer.json == {"usual": {"currency": "GBP", **UNSET}, "room": UNSAID}


def test_a_room_has_usual_amounts_of_its_own(database_app: Flask, at_desk: Callable[..., Desk]) -> None:
    desk = at_desk(database_app, "booker", "Sam")

    answer = desk.send("PUT", URL, OWN, rev=0)

    by = {"id": str(desk.account.id), "name": "Sam"}
    kept = {**OWN, "rev": 1, "updated_at": "2027-01-01T12:00:00Z", "updated_by": by}
    assert (answer.status_code, answer.headers["ETag"]) == (200, '"1"')
    assert answer.json == {"usual": {"currency": "GBP", **UNSET}, "room": kept}
    assert desk.get(URL) == answer.json


def test_what_is_left_out_is_as_in_the_settings_again(desk: Desk) -> None:
    desk.send("PUT", URL, OWN, rev=0)

    answer = desk.send("PUT", URL, {"costs": "90"}, rev=1)

    assert {name: answer.json["room"][name] for name in FIELDS} == UNSET | {"costs": "90.00"}
    assert answer.json["room"]["rev"] == 2


def test_saying_the_same_again_changes_nothing(desk: Desk) -> None:
    first = desk.send("PUT", URL, OWN, rev=0).json

    assert desk.send("PUT", URL, first["room"], rev=1).json == first


@pytest.mark.parametrize("rev", [0, 1, 7], ids=["unaware of it", "an older one", "one to come"])
def test_of_two_who_say_it_at_once_the_second_is_told(
    database_app: Flask, at_desk: Callable[..., Desk], rev: int
) -> None:
    desk = at_desk(database_app)
    desk.send("PUT", URL, OWN, rev=0)
    kept = desk.send("PUT", URL, USUAL, rev=1).json

    assert desk.send("PUT", URL, OWN, rev).status_code == 412
    assert desk.get(URL) == kept


@pytest.mark.parametrize(
    ("body", "rev", "status"),
    [
        (OWN, None, 428),
        ({"ticket_price": "12.005"}, 0, 422),
        ({"tax_pct": "100.01"}, 0, 422),
        ({"costs": "-1"}, 0, 422),
        ({"rent": "1.00"}, 0, 422),
    ],
    ids=["no revision", "three decimals", "more than the whole", "below nothing", "unknown"],
)
def test_what_cannot_be_usual_is_refused(desk: Desk, body: object, rev: int | None, status: int) -> None:
    assert desk.send("PUT", URL, body, rev).status_code == status
    assert desk.get(URL)["room"] == UNSAID


def test_no_room_has_an_id_that_is_none(desk: Desk) -> None:
    assert desk.send("GET", "/v1/rooms/everywhere/money").status_code == 404


@pytest.mark.usefixtures("settled")
def test_a_viewer_is_told_nothing_of_it(app: Flask, at_desk: Callable[..., Desk], venue: Make) -> None:
    viewer = at_desk(app, "viewer")

    assert viewer.send("GET", URL).status_code == 403
    assert viewer.send("PUT", URL, OWN, rev=0).status_code == 403
    assert ask(viewer, venue()) == {"items": [], "diaries": {}, "attended": {}}


@pytest.mark.usefixtures("settled")
def test_a_suggestion_is_told_it_in_the_same_answer(desk: Desk, venue: Make) -> None:
    before = ask(desk, venue())["money"]
    desk.send("PUT", URL, OWN, rev=0)

    assert before == {"usual": {"currency": "GBP", **USUAL}, "rooms": {}}
    assert ask(desk, venue())["money"] == {"usual": {"currency": "GBP", **USUAL}, "rooms": {ROOM: OWN}}
