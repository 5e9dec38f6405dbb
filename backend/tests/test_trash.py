"""The trash, the way back, and history."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from flask import Flask

Desk = Any
Make = Callable[..., dict[str, Any]]

DAY = "2027-03-12"


def test_a_trashed_gig_is_only_in_the_trash(desk: Desk) -> None:
    gig = desk.add(title="a")

    trashed = desk.trash(gig)

    assert trashed["trashed_at"]
    assert trashed["rev"] == 2
    assert (desk.titles(), desk.titles("?trashed=1")) == ([], ["a"])


def test_trashing_twice_is_trashing_once(desk: Desk) -> None:
    gig = desk.add(title="a")

    first = desk.trash(gig)
    again = desk.trash(gig)

    assert again == first


def test_the_answer_to_trashing_holds_the_revision_to_undo_it_with(desk: Desk) -> None:
    gig = desk.add(title="a")
    answer = desk.send("DELETE", f"/v1/gigs/{gig['id']}", rev=1)

    restored = desk.send("POST", f"/v1/gigs/{gig['id']}/restore", rev=answer.headers["ETag"])

    assert (answer.status_code, answer.data, restored.status_code) == (204, b"", 200)
    assert restored.json == {**gig, "rev": 3, "updated_at": restored.json["updated_at"]}


def test_a_trashed_gig_cannot_be_changed(desk: Desk) -> None:
    trashed = desk.trash(desk.add(title="a"))

    assert desk.patch(trashed, title="b").status_code == 409


def test_restoring_what_is_not_in_the_trash_changes_nothing(desk: Desk) -> None:
    gig = desk.add(title="a")

    assert desk.restore(gig).json == gig


def test_onto_a_taken_night_a_gig_comes_back_only_as_an_idea(
    database_app: Flask, at_desk: Callable[[Flask], Desk], venue: Make
) -> None:
    desk = at_desk(database_app)
    trashed = desk.trash(desk.add(venue=venue(), title="First", gig_day=DAY, status="confirmed"))
    desk.add(venue=venue(), title="Second", gig_day=DAY, status="confirmed")

    refused = desk.restore(trashed)
    restored = desk.restore(trashed, "?as_idea=1").json

    assert (refused.status_code, refused.json["conflicts"][0]["gig"]["title"]) == (409, "Second")
    assert refused.json["detail"].endswith("Restore it as an idea instead.")
    assert (restored["status"], restored["gig_day"], restored["trashed_at"]) == ("idea", DAY, None)


def test_a_hold_over_a_confirmed_night_comes_back_when_that_is_accepted(desk: Desk, venue: Make) -> None:
    trashed = desk.trash(desk.add(venue=venue(), title="First", gig_day=DAY, status="hold"))
    desk.add(venue=venue(), title="Second", gig_day=DAY, status="confirmed")

    assert desk.restore(trashed).status_code == 409
    assert desk.restore(trashed, "?accept_warnings=hold_over_confirmed").json["status"] == "hold"


def test_after_thirty_days_a_trashed_gig_is_gone(desk: Desk) -> None:
    with time_machine.travel("2027-01-01T12:00:00Z", tick=False):
        trashed = desk.trash(desk.add(title="a"))

    with time_machine.travel("2027-01-31T12:00:00Z", tick=False):
        assert desk.titles("?trashed=1") == ["a"]
    with time_machine.travel("2027-01-31T12:00:01Z", tick=False):
        assert desk.titles("?trashed=1") == []
        assert desk.restore(trashed).status_code == 410
        assert desk.send("GET", f"/v1/gigs/{trashed['id']}").status_code == 410


def test_history_tells_every_change_newest_first(desk: Desk, venue: Make, band: Make) -> None:
    with time_machine.travel("2027-01-01T12:00:00Z", tick=False):
        gig = desk.add(title="a", venue=venue(), gig_day=DAY)
        gig = desk.change(gig, title="b", notes="n")
        for status in ("hold", "offered", "confirmed", "hold", "confirmed", "cancelled", "idea"):
            gig = desk.change(gig, status=status)
        gig = desk.change(gig, lineup=[band()])
        gig = desk.restore(desk.trash(gig)).json

        history = desk.get(f"/v1/gigs/{gig['id']}/history")

    assert [entry["action"] for entry in history["items"]] == [
        "restored", "trashed", "edited", "revived", "cancelled", "confirmed", "unconfirmed", "confirmed", "offered",
        "held", "edited", "created",
    ]  # fmt: skip
    assert [entry["rev"] for entry in history["items"]] == list(range(12, 0, -1))
    assert history["items"][-2] == {
        "rev": 2,
        "at": "2027-01-01T12:00:00Z",
        "by": {"id": str(desk.account.id), "name": desk.account.name},
        "action": "edited",
        "changes": [
            {"field": "title", "old": "a", "new": "b"},
            {"field": "notes", "old": None, "new": "n"},
        ],
        "accepted_warnings": [],
        "because": None,
    }
    assert history["items"][2]["changes"][0]["new"][0]["name"] == "The Howl"


def test_history_comes_in_pages(desk: Desk) -> None:
    gig = desk.add(title="0")
    for number in range(1, 5):
        gig = desk.change(gig, title=str(number))
    path = f"/v1/gigs/{gig['id']}/history?limit=2"

    revs, cursor = [], ""
    while cursor is not None:
        page = desk.get(path + cursor)
        revs += [entry["rev"] for entry in page["items"]]
        cursor = page["next"] and f"&cursor={page['next']}"

    assert revs == [5, 4, 3, 2, 1]


@pytest.mark.parametrize("cursor", ["x", "WzFd", "WyJoaXN0b3J5IiwgImEiXQ"])
def test_a_made_up_cursor_is_refused(desk: Desk, cursor: str) -> None:
    gig = desk.add(title="a")

    assert desk.send("GET", f"/v1/gigs/{gig['id']}/history?cursor={cursor}").status_code == 422
