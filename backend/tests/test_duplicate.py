"""The same again on another date; and who gigs were held for."""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

Desk = Any
Make = Callable[..., dict[str, Any]]

DAY, OTHER_DAY = "2027-03-12", "2027-03-19"
NEW = "0192f3a0-7c1e-7abc-8def-0123456789ab"


@pytest.fixture
def gig(desk: Desk, venue: Make, band: Make) -> dict[str, Any]:
    kept = {"doors": "19:00", "slot": "late", "notes": "n", "staff_notes": "s", "description": "d", "published": True}
    deal = {"type": "flat", "currency": "GBP", "guarantee": "400.00"}
    left = {"asked_on": "2027-01-03", "attendance": 12, "booking": NEW, "hold_level": 2}
    room, acts = venue(own=False, capacity=300), [band(fee="120.50", set_time="21:00", radius_km=50)]
    fields = {"title": "Loud", "held_for": "Ada", "status": "hold", "gig_day": DAY, "hold_expires": "2027-02-01"}
    return dict(desk.add(**kept, **left, **fields, deal=deal, venue=room, lineup=acts))


def again(desk: Desk, gig: dict[str, Any], day: str | None = OTHER_DAY, new: str = NEW) -> TestResponse:
    return desk.send("POST", f"/v1/gigs/{gig['id']}/duplicate", {"id": new, "gig_day": day})


@pytest.mark.parametrize("day", [OTHER_DAY, None], ids=["on a date", "no date yet"])
def test_a_duplicate_has_everything_but_status_holds_attendance_and_history(
    desk: Desk, gig: dict[str, Any], day: str | None
) -> None:
    moved = desk.change(gig, gig_day="2027-03-13")

    answer = again(desk, moved, day)

    assert answer.status_code == 201
    assert answer.headers["Location"] == f"/v1/gigs/{NEW}"
    empty = ("hold_level", "hold_expires", "booking", "asked_on", "attendance", "previous_gig_day")
    stamps = {name: answer.json[name] for name in ("created_at", "updated_at")}
    own = {"id": NEW, "rev": 1, "status": "idea", "gig_day": day, **dict.fromkeys(empty), **stamps}
    assert answer.json == {**moved, **own}
    assert [entry["action"] for entry in desk.get(f"/v1/gigs/{NEW}/history")["items"]] == ["created"]
    assert desk.get(f"/v1/gigs/{gig['id']}") == moved


def test_a_double_click_makes_one_duplicate(
    database_app: Flask, at_desk: Callable[[Flask], Desk], seat: Callable[..., Desk]
) -> None:
    desk = at_desk(database_app)
    gig = desk.add(title="Loud")
    desks = [seat(database_app, desk.account) for _ in range(8)]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda each: again(each, gig), desks))

    assert sorted(answer.status_code for answer in answers) == [200] * 7 + [201]
    assert desk.titles() == ["Loud", "Loud"]


@pytest.mark.parametrize("another", ["source", "day", "gig"])
def test_another_gig_with_the_new_id_stays_as_it_is(desk: Desk, gig: dict[str, Any], another: str) -> None:
    if another == "gig":
        desk.put(NEW, {"title": "There"})
    else:
        again(desk, desk.add(title="Other") if another == "source" else gig, None)

    assert again(desk, gig).status_code == 409


def test_a_duplicate_is_not_checked_as_no_idea_is(desk: Desk, gig: dict[str, Any], venue: Make) -> None:
    desk.add(title="Taken", status="confirmed", venue=venue(), gig_day=OTHER_DAY, slot="late")

    assert again(desk, gig).status_code == 201


def test_a_gig_in_the_trash_is_restored_before_it_is_duplicated(desk: Desk, gig: dict[str, Any]) -> None:
    answer = again(desk, desk.trash(gig))

    assert answer.status_code == 409
    assert answer.json["detail"] == "This gig is in the trash. Restore it first."


@pytest.mark.parametrize(
    ("body", "pointer"),
    [({"gig_day": DAY}, "/id"), ({"id": "x"}, "/id"), ({"id": NEW, "gig_day": "soon"}, "/gig_day")],
    ids=["no id", "no uuid", "no day"],
)
def test_a_duplicate_needs_an_id_and_a_day_that_is_one(
    desk: Desk, gig: dict[str, Any], body: dict[str, Any], pointer: str
) -> None:
    answer = desk.send("POST", f"/v1/gigs/{gig['id']}/duplicate", body)

    assert (answer.status_code, [error["pointer"] for error in answer.json["errors"]]) == (422, [pointer])


def test_what_is_not_there_is_not_duplicated(desk: Desk) -> None:
    assert again(desk, {"id": str(uuid.uuid4())}).status_code == 404


def test_those_who_asked_lately_are_offered_again_each_once(desk: Desk) -> None:
    for name in ("Ada", "Bill", None, "ADA", "Cat"):
        desk.add(title="a", held_for=name)
    desk.trash(desk.add(title="b", held_for="Gone"))

    assert desk.get("/v1/gigs/held-for") == {"items": ["Cat", "ADA", "Bill"]}
