"""A day that a diary says is busy warns, as long as the diary was read lately."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from flask import Flask

Body = dict[str, Any]
Desk = Any
Make = Callable[..., Body]
Diaries = Any

DAY, NEXT = "2027-03-12", "2027-03-13"


@pytest.fixture
def ask(venue: Make, band: Make) -> Callable[..., Body]:
    """Ask what stands against the Howl at the Wardrobe."""

    def post(desk: Desk, *days: str) -> Body:
        question = {
            "days": list(days or (DAY,)),
            "bands": [{"id": band()["band_id"], "name": "The Howl"}],
            "venues": [venue()],
        }
        answer: Body = desk.send("POST", "/v1/conflicts", question).json
        return answer

    return post


def test_a_busy_day_of_either_warns_for_that_side_alone(desk: Desk, diaries: Diaries, ask: Callable[..., Body]) -> None:
    diaries.put(desk, "band", DAY)
    diaries.put(desk, "venue", NEXT)

    found = ask(desk, DAY, NEXT)

    warning = {"level": "warn", "rule": "diary", "gig": None}
    band_says = "Their diary says busy: The Howl on Fri 12 Mar 2027, as read on Fri 1 Jan 2027."
    venue_says = "Their diary says busy: The Wardrobe on Sat 13 Mar 2027, as read on Fri 1 Jan 2027."
    assert found["items"] == [
        {"gig_day": NEXT, "band_id": None, "venue_id": diaries.wardrobe, "conflicts": [warning | {"text": venue_says}]},
        {"gig_day": DAY, "band_id": diaries.howl, "venue_id": None, "conflicts": [warning | {"text": band_says}]},
    ]


def test_the_answer_says_whose_diary_is_known_and_how_far(
    desk: Desk, diaries: Diaries, ask: Callable[..., Body]
) -> None:
    diaries.put(desk, "band")
    diaries.put(desk, "venue", known_until=None, error="2 entries could not be understood.")

    found = ask(desk)

    read_at = {"read_at": "2027-01-01T12:00:00Z"}
    assert found["items"] == []
    assert found["diaries"] == {
        diaries.howl: read_at | {"until": "2029-01-01"},
        diaries.wardrobe: read_at | {"until": None},
    }


def test_a_band_of_the_venues_id_is_another_owner(desk: Desk, diaries: Diaries, ask: Callable[..., Body]) -> None:
    diaries.put(desk, "venue", DAY, owner=diaries.howl)
    diaries.put(desk, "band", DAY, owner=diaries.wardrobe)

    assert (ask(desk)["items"], ask(desk)["diaries"]) == ([], {})


@pytest.mark.parametrize(
    ("later", "rules"),
    [("2027-01-31T11:59:59Z", ["diary"]), ("2027-01-31T12:00:00Z", [])],
    ids=["29 days old", "30 days old"],
)
def test_a_diary_counts_for_thirty_days(
    desk: Desk, diaries: Diaries, ask: Callable[..., Body], later: str, rules: list[str]
) -> None:
    diaries.put(desk, "band", DAY)

    with time_machine.travel(later, tick=False):
        found = ask(desk)

    assert [conflict["rule"] for item in found["items"] for conflict in item["conflicts"]] == rules
    assert list(found["diaries"]) == [diaries.howl for _ in rules]


def test_trying_in_vain_makes_no_diary_younger(desk: Desk, diaries: Diaries, ask: Callable[..., Body]) -> None:
    diaries.put(desk, "band", DAY)

    with time_machine.travel("2027-01-31T12:00:00Z", tick=False):
        desk.send("PUT", f"/v1/diaries/band/{diaries.howl}", {"busy": None, "error": "It does not answer."}, 1)

        assert (ask(desk)["items"], ask(desk)["diaries"]) == ([], {})


def test_confirming_on_a_busy_day_needs_a_tick_that_history_keeps(
    database_app: Flask, at_desk: Callable[[Flask], Desk], diaries: Diaries, venue: Make, band: Make
) -> None:
    desk = at_desk(database_app)
    diaries.put(desk, "band", DAY)
    diaries.put(desk, "venue", DAY)
    gig = desk.add(venue=venue(), lineup=[band()], gig_day=DAY)

    refused = desk.patch(gig, status="confirmed")
    confirmed = desk.change(gig, status="confirmed", accept_warnings=["diary"])

    assert refused.status_code == 409
    assert (refused.json["level"], [each["rule"] for each in refused.json["conflicts"]]) == ("warn", ["diary"] * 2)
    assert refused.json["alternative"] == {"gig_day": NEXT, "venue_id": venue()["id"]}
    assert confirmed["status"] == "confirmed"
    history = desk.get(f"/v1/gigs/{gig['id']}/history")["items"]
    assert history[0]["accepted_warnings"] == ["diary"]


def test_a_suggestion_is_not_saved_onto_a_busy_day(desk: Desk, diaries: Diaries, venue: Make, band: Make) -> None:
    diaries.put(desk, "band", f"{DAY}/{NEXT}")

    idea = {"venue": venue(), "lineup": [band()], "gig_day": NEXT}
    refused = desk.put("0192f3a0-7c1e-7abc-8def-000000000001", idea | {"from_suggestion": True})

    assert refused.status_code == 409
    assert [each["rule"] for each in refused.json["conflicts"]] == ["diary"]
    assert desk.add(**idea)["status"] == "idea"
