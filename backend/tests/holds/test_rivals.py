"""Rivals and other dates make room for what is confirmed, and come back."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
import time_machine

Body = dict[str, Any]
Make = Callable[..., Body]
Desk = Any
DAY, NEXT_DAY = "2027-03-12", "2027-03-13"


def ref(gig: Body) -> Body:
    return {"id": gig["id"], "rev": gig["rev"]}


def test_rivals_make_room_in_the_step_that_confirms_and_come_back_when_it_is_undone(
    desk: Desk, hold: Make, now: Callable[[Body], Body], levels: Callable[..., Any], told: Callable[..., Any]
) -> None:
    first, second, third = hold("a"), hold("b"), hold("c", status="offered", offer_expires="2027-02-01")

    confirmed = desk.change(second, status="confirmed", release=[ref(first), ref(third)])

    assert [now(first)["status"], now(third)["status"]] == ["idea", "idea"]
    assert told(first)[0] == ("cleared", 1, None, "b")
    cleared = desk.get(f"/v1/gigs?cleared_by={second['id']}")["items"]
    assert {gig["id"] for gig in cleared} == {first["id"], third["id"]}
    back = desk.change(confirmed, status="hold", bring_back=[ref(now(first)), ref(now(third))])
    assert levels() == {"a": 1, "b": 2, "c": 3}
    assert back["hold_level"] == 2
    assert (now(third)["status"], now(third)["offer_expires"]) == ("offered", "2027-02-01")
    assert desk.get(f"/v1/gigs?cleared_by={second['id']}")["items"] == []


@pytest.mark.parametrize(
    ("ends", "unconfirmed_on", "then"),
    [
        pytest.param("2027-02-20", "2027-01-20", "2027-02-20", id="still ahead"),
        pytest.param(None, "2027-01-20", None, id="none was agreed"),
        pytest.param("2027-01-10", "2027-01-20", "2027-01-27", id="past: as for any second hold"),
    ],
)
def test_what_comes_back_has_the_review_date_it_had(  # noqa: PLR0913, PLR0917  # the planner and a case
    desk: Desk, hold: Make, now: Callable[[Body], Body], ends: str | None, unconfirmed_on: str, then: str | None
) -> None:
    first, second = hold("a"), hold("b", hold_expires=ends)
    confirmed = desk.change(first, status="confirmed", release=[ref(second)])

    with time_machine.travel(f"{unconfirmed_on}T12:00:00Z", tick=False):
        desk.change(confirmed, status="hold", bring_back=[ref(now(second))])
        assert now(second)["hold_expires"] == then


def test_a_rival_that_changed_meanwhile_stops_the_whole_step(
    desk: Desk, hold: Make, now: Callable[[Body], Body]
) -> None:
    first, second = hold("a"), hold("b")
    desk.change(first, notes="wait")

    answer = desk.patch(second, status="confirmed", release=[ref(first)])

    assert answer.status_code == 409
    assert answer.json["detail"] == "a was changed meanwhile, so nothing was done. Look again, then repeat it."
    assert now(second)["status"] == "hold"


def test_only_what_changed_since_it_was_cleared_stays_away(desk: Desk, hold: Make, now: Callable[[Body], Body]) -> None:
    first, second = hold("a"), hold("b")
    confirmed = desk.change(second, status="confirmed", release=[ref(first)])
    changed = desk.change(now(first), notes="found another night")

    answer = desk.patch(confirmed, status="hold", bring_back=[ref(changed)])

    assert answer.status_code == 422
    assert desk.get(f"/v1/gigs?cleared_by={second['id']}")["items"] == []


def test_only_rivals_and_other_dates_of_the_booking_make_room(desk: Desk, hold: Make) -> None:
    first, other = hold("a"), hold("b", gig_day=NEXT_DAY)

    answer = desk.patch(first, status="confirmed", release=[ref(other)])

    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/release")


def test_a_booking_counts_its_dates_until_all_but_one_are_let_go(
    desk: Desk, hold: Make, now: Callable[[Body], Body]
) -> None:
    booking = str(uuid.uuid4())
    first, second = hold("a", booking=booking), hold("a", booking=booking, gig_day=NEXT_DAY)

    listed = desk.get(f"/v1/gigs?booking={booking}")["items"]
    desk.change(first, status="confirmed", release=[ref(second)])

    assert [(gig["date_no"], gig["dates"]) for gig in listed] == [(1, 2), (2, 2)]
    assert (now(first)["date_no"], now(first)["dates"]) == (None, None)


@pytest.mark.parametrize(
    ("field", "status", "sentence"),
    [
        ("release", "offered", "Others make room only for a gig that is being confirmed."),
        ("bring_back", "confirmed", "Others come back only with a gig that is being un-confirmed."),
    ],
)
def test_others_move_only_with_the_step_that_is_theirs(
    desk: Desk, hold: Make, field: str, status: str, sentence: str
) -> None:
    first, second = hold("a"), hold("b")

    answer = desk.patch(first, status=status, **{field: [ref(second)]})

    assert (answer.status_code, answer.json["errors"]) == (422, [{"pointer": f"/{field}", "detail": sentence}])
