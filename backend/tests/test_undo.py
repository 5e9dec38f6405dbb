"""Undo of a gig's last change, and plain fields put back from an earlier one."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

Desk = Any
Make = Callable[..., dict[str, Any]]

DAY, OTHER_DAY, THIRD_DAY = "2027-03-12", "2027-03-19", "2027-03-26"
STAMPS = {"rev", "updated_at"}


def undo(desk: Desk, gig: dict[str, Any], query: str = "") -> TestResponse:
    return desk.send("POST", f"/v1/gigs/{gig['id']}/undo{query}", rev=gig["rev"])


def without_stamps(gig: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in gig.items() if name not in STAMPS}


@pytest.fixture
def gig(desk: Desk, venue: Make, band: Make) -> dict[str, Any]:
    deal = {"type": "flat", "currency": "GBP", "guarantee": "400.00"}
    acts = [band(set_time="21:00", fee="120.50", genres=["indie"], unavailable=["2027-08-01/2027-08-14"])]
    return dict(
        desk.add(
            venue=venue(capacity=300), lineup=acts, deal=deal, gig_day=DAY, doors="19:00", notes="n", published=True
        )
    )


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param({"doors": "18:30", "notes": None, "attendance": 3}, id="plain fields"),
        pytest.param({"lineup": []}, id="line-up"),
        pytest.param({"venue": None}, id="venue"),
        pytest.param({"gig_day": OTHER_DAY}, id="date"),
        pytest.param({"deal": None, "published": False}, id="deal"),
    ],
)
def test_undo_takes_the_last_change_back_and_undo_of_it_brings_it_again(
    desk: Desk, gig: dict[str, Any], edit: dict[str, Any]
) -> None:
    changed = desk.change(gig, **edit)

    back = undo(desk, changed)
    again = undo(desk, back.json)

    assert (back.status_code, again.status_code) == (200, 200)
    assert without_stamps(back.json) == without_stamps(gig)
    assert without_stamps(again.json) == without_stamps(changed)
    assert again.json["rev"] == 4
    history = desk.get(f"/v1/gigs/{gig['id']}/history")["items"]
    assert [entry["action"] for entry in history] == ["reverted", "reverted", "edited", "created"]


def test_undo_works_on_both_databases(database_app: Flask, at_desk: Callable[[Flask], Desk], band: Make) -> None:
    desk = at_desk(database_app)
    gig = desk.add(lineup=[band(fee="10.00")], gig_day=DAY)
    changed = desk.change(gig, lineup=[band("Lankum"), band(fee="20.00")], gig_day=OTHER_DAY)

    back = undo(desk, changed)

    assert without_stamps(back.json) == without_stamps(gig)


def test_a_date_that_was_undone_is_not_the_date_before(desk: Desk, gig: dict[str, Any]) -> None:
    moved = desk.change(gig, gig_day=OTHER_DAY)
    slipped = desk.change(moved, gig_day=THIRD_DAY)

    back = undo(desk, slipped).json
    again = undo(desk, back).json
    once_more = undo(desk, again).json

    dates = [(each["gig_day"], each["previous_gig_day"]) for each in (moved, slipped, back, again, once_more)]
    assert dates == [
        (OTHER_DAY, DAY),
        (THIRD_DAY, OTHER_DAY),
        (OTHER_DAY, DAY),
        (THIRD_DAY, OTHER_DAY),
        (OTHER_DAY, DAY),
    ]


def test_a_step_of_the_status_is_taken_back_by_its_button_alone(desk: Desk, gig: dict[str, Any]) -> None:
    held = desk.change(gig, status="hold")

    answer = undo(desk, held)

    assert answer.status_code == 422
    assert answer.json["detail"] == "The last change was a step of its own: “Release” takes it back."
    assert desk.get(f"/v1/gigs/{gig['id']}") == held


def test_a_new_gig_has_nothing_to_undo(desk: Desk, gig: dict[str, Any]) -> None:
    answer = undo(desk, gig)

    assert answer.status_code == 422
    assert answer.json["detail"] == "The last change cannot be undone here: only an edit of the gig can."


def test_an_undo_checks_the_night_again(desk: Desk, gig: dict[str, Any], venue: Make) -> None:
    held = desk.change(gig, status="confirmed")
    moved = desk.change(held, gig_day=OTHER_DAY)
    desk.add(title="Another", venue=venue(), gig_day=DAY, status="confirmed")

    answer = undo(desk, moved)

    assert answer.status_code == 409
    assert [found["rule"] for found in answer.json["conflicts"]] == ["venue_taken"]
    assert desk.get(f"/v1/gigs/{gig['id']}") == moved


def test_warnings_in_the_way_of_an_undo_can_be_gone_over(desk: Desk, gig: dict[str, Any], band: Make) -> None:
    held = desk.change(gig, status="hold")
    moved = desk.change(held, gig_day=OTHER_DAY)
    desk.add(lineup=[band()], gig_day=DAY, status="hold", venue={"id": gig["id"], "name": "Elsewhere"})

    refused, gone_over = undo(desk, moved), undo(desk, moved, "?accept_warnings=band_busy")

    assert (refused.status_code, refused.json["level"]) == (409, "warn")
    assert (gone_over.status_code, gone_over.json["gig_day"]) == (200, DAY)


def test_an_undo_of_what_somebody_changed_meanwhile_is_refused(desk: Desk, gig: dict[str, Any]) -> None:
    changed = desk.change(gig, doors="18:30")
    desk.change(changed, doors="18:00")

    assert undo(desk, changed).status_code == 412
    assert desk.send("POST", f"/v1/gigs/{gig['id']}/undo").status_code == 428


def test_in_the_trash_nothing_is_undone(desk: Desk, gig: dict[str, Any]) -> None:
    trashed = desk.trash(desk.change(gig, doors="18:30"))

    answers = [undo(desk, trashed), undo(desk, trashed, "?field=doors&of=2")]

    assert [answer.status_code for answer in answers] == [422, 409]
    assert answers[0].json["detail"] == "The last change was a step of its own: “Restore” takes it back."


def test_a_plain_field_is_put_back_from_any_entry(desk: Desk, gig: dict[str, Any]) -> None:
    first = desk.change(gig, doors="18:30", notes="m")
    second = desk.change(first, doors="18:00")

    answer = undo(desk, second, "?field=doors&of=2")

    assert answer.status_code == 200
    assert without_stamps(answer.json) == without_stamps(first | {"doors": "19:00"})
    entry = desk.get(f"/v1/gigs/{gig['id']}/history")["items"][0]
    assert (entry["action"], entry["changes"]) == ("edited", [{"field": "doors", "old": "18:00", "new": "19:00"}])


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        pytest.param("?field=status&of=1", "/field", id="a status has its buttons"),
        pytest.param("?field=lineup&of=1", "/field", id="no plain field"),
        pytest.param("?field=doors", "/field", id="of which entry"),
        pytest.param("?of=1", "/field", id="which field"),
        pytest.param("?field=doors&of=99999999999", "/of", id="no revision"),
    ],
)
def test_what_cannot_be_put_back_is_refused(desk: Desk, gig: dict[str, Any], query: str, pointer: str) -> None:
    answer = undo(desk, gig, query)

    assert answer.status_code == 422
    assert pointer in [error["pointer"] for error in answer.json["errors"]]


@pytest.mark.parametrize("of", [1, 2, 7], ids=["made by it", "another field", "no entry"])
def test_an_entry_that_did_not_change_the_field_has_nothing_to_put_back(
    desk: Desk, gig: dict[str, Any], of: int
) -> None:
    changed = desk.change(gig, doors="18:30")

    answer = undo(desk, changed, f"?field=soundcheck&of={of}")

    assert answer.status_code == 422
    assert answer.json["detail"] == f"Revision {of} did not change this field: there is nothing to put back."
