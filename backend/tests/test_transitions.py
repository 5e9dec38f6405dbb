"""From which status a gig may go to which, and what each step does to it."""

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
import time_machine

from gig_store import limits, transitions

Desk = Any
Make = Callable[..., dict[str, Any]]

DAY = "2027-03-12"
TABLE = {
    "idea": ["hold", "offered", "confirmed"],
    "hold": ["offered", "confirmed", "idea"],
    "offered": ["confirmed", "hold", "idea"],
    "confirmed": ["cancelled", "hold", "idea"],
    "cancelled": ["idea"],
}
# How a gig gets to each status from an idea.
WAYS = {"idea": [], "hold": ["hold"], "offered": ["offered"], "confirmed": ["confirmed"]}
WAYS["cancelled"] = ["confirmed", "cancelled"]


@pytest.fixture(autouse=True)
def in_january() -> Iterator[None]:
    with time_machine.travel("2027-01-04T12:00:00Z", tick=False):
        yield


@pytest.fixture
def gig_that_is(desk: Desk, venue: Make, band: Make) -> Callable[..., dict[str, Any]]:
    def make(status: str, **fields: object) -> dict[str, Any]:
        gig = desk.add(venue=venue(timezone="Europe/London"), lineup=[band()], gig_day=DAY, **fields)
        for step in WAYS[status]:
            gig = desk.change(gig, status=step)
        return dict(gig)

    return make


def test_the_table_is_the_one_of_the_product() -> None:
    assert {status: transitions.allowed(status) for status in limits.STATUSES} == TABLE


@pytest.mark.parametrize(
    ("before", "after"), [pair for pair in product(TABLE, TABLE) if pair[0] != pair[1]], ids="->".join
)
def test_a_gig_goes_only_where_the_table_lets_it(
    desk: Desk, gig_that_is: Callable[..., dict[str, Any]], before: str, after: str
) -> None:
    gig = gig_that_is(before)

    answer = desk.patch(gig, status=after)

    if after in TABLE[before]:
        assert (answer.status_code, answer.json["status"]) == (200, after)
    else:
        assert (answer.status_code, answer.json["allowed"]) == (422, TABLE[before])
        assert desk.get(f"/v1/gigs/{gig['id']}") == gig


@pytest.mark.parametrize("status", ["idea", "hold", "offered", "confirmed"])
def test_a_gig_may_begin_as_anything_but_cancelled(desk: Desk, venue: Make, status: str) -> None:
    assert desk.add(venue=venue(), title="a", gig_day=DAY, status=status)["status"] == status

    begun = desk.put("0192f3a0-7c1e-7abc-8def-0123456789ab", {"title": "a", "status": "cancelled"})
    assert (begun.status_code, begun.json["allowed"]) == (422, ["idea", "hold", "offered", "confirmed"])


def test_a_replacement_follows_the_table_too(desk: Desk, gig_that_is: Callable[..., dict[str, Any]]) -> None:
    gig = gig_that_is("idea")

    assert desk.put(gig["id"], {**gig, "status": "cancelled"}, gig["rev"]).status_code == 422
    assert desk.put(gig["id"], {**gig, "status": "hold"}, gig["rev"]).json["status"] == "hold"


@pytest.mark.parametrize(
    ("fields", "status", "pointers"),
    [
        ({}, "idea", ["/title"]),
        ({"notes": "n"}, "idea", ["/title"]),
        ({"title": "a"}, "hold", ["/gig_day", "/venue"]),
        ({"title": "a", "gig_day": DAY}, "offered", ["/venue"]),
        ({"venue": True}, "confirmed", ["/gig_day", "/lineup"]),
        ({"venue": True, "gig_day": DAY}, "confirmed", ["/lineup"]),
    ],
    ids=["nothing", "only a note", "a hold of a title", "an offer without a room", "a bare room", "no band, no title"],
)
def test_what_a_status_lacks_is_named(
    desk: Desk, venue: Make, fields: dict[str, Any], status: str, pointers: list[str]
) -> None:
    body = {**fields, "status": status} | ({"venue": venue()} if "venue" in fields else {})

    answer = desk.put("0192f3a0-7c1e-7abc-8def-0123456789ab", body)

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json["errors"]] == pointers


def test_a_hold_cannot_lose_its_date(desk: Desk, gig_that_is: Callable[..., dict[str, Any]]) -> None:
    assert desk.patch(gig_that_is("hold"), gig_day=None).json["detail"] == "A hold needs a date."


@pytest.mark.parametrize(
    ("level", "expires"), [(None, "2027-01-18"), (1, "2027-01-18"), (2, "2027-01-11"), (9, "2027-01-11")]
)
def test_a_hold_is_reviewed_after_two_weeks_the_others_after_one(
    desk: Desk, venue: Make, level: int | None, expires: str
) -> None:
    gig = desk.add(venue=venue(), title="a", gig_day=DAY, hold_level=level)

    assert desk.change(gig, status="hold")["hold_expires"] == expires


@pytest.mark.parametrize("chosen", [None, "2027-02-01"])
def test_a_review_date_that_was_chosen_stays(desk: Desk, venue: Make, chosen: str | None) -> None:
    gig = desk.add(venue=venue(), title="a", gig_day=DAY)

    assert desk.change(gig, status="hold", hold_expires=chosen)["hold_expires"] == chosen


def test_an_offer_that_becomes_a_hold_again_keeps_its_place(desk: Desk, venue: Make) -> None:
    held = desk.add(venue=venue(), title="a", gig_day=DAY, status="hold", hold_level=2, hold_expires="2027-01-20")
    offered = desk.change(held, status="offered", offer_expires="2027-01-10")

    again = desk.change(offered, status="hold")

    assert (offered["hold_level"], again["hold_level"], again["hold_expires"]) == (2, 2, "2027-01-20")


@pytest.mark.parametrize(
    ("steps", "ends"),
    [
        pytest.param([{"status": "confirmed"}], "2027-01-24", id="never held before"),
        pytest.param([{"status": "hold", "hold_expires": None}, {"status": "confirmed"}], None, id="held to no date"),
    ],
)
def test_unconfirmed_a_gig_is_a_hold_with_a_review_date_unless_it_was_one_without(
    desk: Desk, venue: Make, steps: list[dict[str, Any]], ends: str | None
) -> None:
    with time_machine.travel("2027-01-10T12:00:00Z", tick=False):
        gig = desk.add(title="t", venue=venue(), gig_day="2027-03-12")
        for step in steps:
            gig = desk.change(gig, **step)

        assert desk.change(gig, status="hold")["hold_expires"] == ends


def test_unconfirming_renews_a_review_date_that_is_past(desk: Desk, venue: Make) -> None:
    held = desk.add(venue=venue(), title="a", gig_day=DAY, status="hold", hold_expires="2027-01-05")
    confirmed = desk.change(held, status="confirmed")

    with time_machine.travel("2027-02-01T12:00:00Z", tick=False):
        assert desk.change(confirmed, status="hold")["hold_expires"] == "2027-02-15"


@pytest.mark.parametrize("status", ["hold", "offered"])
def test_released_or_declined_a_gig_keeps_its_date_and_nothing_of_the_hold(
    desk: Desk, gig_that_is: Callable[..., dict[str, Any]], status: str
) -> None:
    gig = gig_that_is(status, hold_level=1, challenged_until="2027-01-06T12:00:00Z", offer_expires="2027-02-01")

    idea = desk.change(gig, status="idea")

    assert idea["gig_day"] == DAY
    assert [idea[name] for name in ("hold_level", "hold_expires", "challenged_until", "offer_expires")] == [None] * 4


def test_postponed_a_gig_has_no_date_but_remembers_it(desk: Desk, gig_that_is: Callable[..., dict[str, Any]]) -> None:
    gig = gig_that_is("confirmed", published=True)

    idea = desk.change(gig, status="idea")

    assert (idea["gig_day"], idea["previous_gig_day"], idea["published"]) == (None, DAY, True)


def test_postponed_to_a_known_day_a_gig_takes_it(desk: Desk, gig_that_is: Callable[..., dict[str, Any]]) -> None:
    idea = desk.change(gig_that_is("confirmed"), status="idea", gig_day="2027-05-01")

    assert (idea["gig_day"], idea["previous_gig_day"]) == ("2027-05-01", DAY)


def test_rescheduled_a_gig_remembers_its_date(desk: Desk, gig_that_is: Callable[..., dict[str, Any]]) -> None:
    moved = desk.change(gig_that_is("confirmed"), gig_day="2027-04-01")

    assert (moved["gig_day"], moved["previous_gig_day"], moved["status"]) == ("2027-04-01", DAY, "confirmed")


def test_revived_a_gig_is_an_idea_with_its_date(desk: Desk, gig_that_is: Callable[..., dict[str, Any]]) -> None:
    revived = desk.change(gig_that_is("cancelled"), status="idea")

    assert (revived["status"], revived["gig_day"], revived["previous_gig_day"]) == ("idea", DAY, None)
