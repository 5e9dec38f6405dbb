"""Conflicts over HTTP: asked for in bulk, and when a gig is put onto a night."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from gig_store.models import db

Desk = Any
Make = Callable[..., dict[str, Any]]

DAY, NEXT = "2027-03-12", "2027-03-13"
LEEDS = {"lat": 53.8, "lon": -1.54}
LONDON = {"lat": 51.53, "lon": -0.11}


def candidate(act: dict[str, Any], **facts: object) -> dict[str, Any]:
    return {"id": act["band_id"], "name": act["name"], **facts}


def rules(desk: Desk, **question: object) -> list[tuple[str, str | None, str | None, list[str]]]:
    answer = desk.send("POST", "/v1/conflicts", question)
    assert answer.status_code == 200, answer.text
    return [
        (item["gig_day"], item["band_id"], item["venue_id"], [found["rule"] for found in item["conflicts"]])
        for item in answer.json["items"]
    ]


def test_nothing_is_said_of_what_nothing_stands_against(desk: Desk, venue: Make, band: Make) -> None:
    assert rules(desk, days=[DAY], bands=[candidate(band())], venues=[venue()]) == []
    assert rules(desk, days=[DAY]) == []


def test_fifty_bands_are_asked_about_beside_the_fifty_of_a_line_up(desk: Desk, band: Make) -> None:
    busy = candidate(band("The Howl"), unavailable=[DAY])
    others = [candidate(band(f"Band {number}")) for number in range(99)]

    assert rules(desk, days=[DAY], bands=[*others, busy]) == [(DAY, busy["id"], None, ["unavailable"])]


def test_a_rule_of_one_side_is_said_once(desk: Desk, venue: Make, band: Make) -> None:
    howl, fen = band("The Howl"), band("Fen")
    wardrobe, lexington = venue("The Wardrobe", **LEEDS), venue("The Lexington", **LONDON)
    taken = desk.add(venue=wardrobe, lineup=[howl], gig_day=DAY, status="confirmed")
    bands = [candidate(howl, radius_km=300, days_before=2, days_after=2), candidate(fen, unavailable=[DAY])]

    answer = desk.send("POST", "/v1/conflicts", {"days": [DAY, NEXT], "bands": bands, "venues": [wardrobe, lexington]})

    items = answer.json["items"]
    assert [(i["gig_day"], i["band_id"], i["venue_id"], [c["rule"] for c in i["conflicts"]]) for i in items] == [
        (DAY, None, wardrobe["id"], ["venue_taken"]),
        (DAY, howl["band_id"], wardrobe["id"], ["radius"]),
        (DAY, howl["band_id"], lexington["id"], ["band_busy", "radius"]),
        (DAY, fen["band_id"], None, ["unavailable"]),
        (NEXT, howl["band_id"], wardrobe["id"], ["radius"]),
        (NEXT, howl["band_id"], lexington["id"], ["radius"]),
    ]
    assert items[0]["conflicts"] == [
        {
            "level": "block",
            "rule": "venue_taken",
            "gig": {"id": taken["id"], "title": "The Howl", "gig_day": DAY, "status": "confirmed"},
            "text": "The Wardrobe is taken on Fri 12 Mar 2027: The Howl is confirmed there.",
        }
    ]


def test_a_band_busy_at_a_venue_not_asked_about_is_busy_at_all(desk: Desk, venue: Make, band: Make) -> None:
    desk.add(venue=venue("Elsewhere"), lineup=[band()], gig_day=DAY, status="hold")

    asked = {"days": [DAY], "bands": [candidate(band())]}

    assert rules(desk, **asked) == [(DAY, band()["band_id"], None, ["band_busy"])]
    assert rules(desk, **asked, venues=[venue()]) == [(DAY, band()["band_id"], None, ["band_busy"])]


def test_a_gig_does_not_conflict_with_itself(desk: Desk, venue: Make, band: Make) -> None:
    gig = desk.add(venue=venue(), lineup=[band()], gig_day=DAY, status="confirmed")

    asked = {"days": [DAY], "bands": [candidate(band())], "venues": [venue()]}

    assert rules(desk, **asked, **{"except": gig["id"]}) == []
    assert rules(desk, **asked, slot="matinee") == []


@pytest.mark.parametrize("status", ["cancelled", "trashed"])
def test_cancelled_and_trashed_gigs_do_not_count(desk: Desk, venue: Make, band: Make, status: str) -> None:
    gig = desk.add(venue=venue(), lineup=[band()], gig_day=DAY, status="confirmed")
    desk.trash(gig) if status == "trashed" else desk.change(gig, status=status)

    assert rules(desk, days=[DAY], bands=[candidate(band())], venues=[venue()]) == []
    desk.add(venue=venue(), lineup=[band()], gig_day=DAY, status="confirmed")


def test_a_clause_reaches_a_year_and_no_farther_gigs_are_read(desk: Desk, venue: Make, band: Make) -> None:
    bound = band(radius_km=300, days_before=365, days_after=365)
    desk.add(venue=venue("The Lexington", **LONDON), lineup=[bound], gig_day=DAY, status="confirmed")

    asked = {"bands": [candidate(band())], "venues": [venue(**LEEDS)]}

    assert rules(desk, **asked, days=["2028-03-11"])[0][3] == ["radius"]
    assert rules(desk, **asked, days=["2028-03-12"]) == []
    assert rules(desk, **asked, days=["2026-03-12"])[0][3] == ["radius"]


def test_a_warning_must_be_accepted_and_is_remembered(desk: Desk, venue: Make, band: Make) -> None:
    desk.add(venue=venue("Elsewhere"), lineup=[band()], gig_day=DAY, status="confirmed")
    gig = desk.add(venue=venue(dark_days=[DAY]), lineup=[band()], gig_day=DAY)

    refused = desk.patch(gig, status="hold")
    half = desk.patch(gig, status="hold", accept_warnings=["band_busy"])
    held = desk.change(gig, status="hold", accept_warnings=["dark_day", "band_busy", "travel"])

    assert (refused.status_code, refused.json["level"]) == (409, "warn")
    assert {found["rule"] for found in refused.json["conflicts"]} == {"dark_day", "band_busy"}
    assert refused.json["alternative"] == {"gig_day": NEXT, "venue_id": venue()["id"]}
    assert half.status_code == 409
    history = desk.get(f"/v1/gigs/{held['id']}/history")["items"]
    assert history[0]["accepted_warnings"] == ["band_busy", "dark_day"]


def test_a_block_cannot_be_accepted(desk: Desk, venue: Make) -> None:
    desk.add(venue=venue(), title="First", gig_day=DAY, status="confirmed")
    gig = desk.add(venue=venue(), title="Second", gig_day=DAY)

    assert desk.patch(gig, status="confirmed", accept_warnings=["hold_over_confirmed"]).json["level"] == "block"
    assert desk.patch(gig, status="hold").json["conflicts"][0]["rule"] == "hold_over_confirmed"
    assert desk.patch(gig, status="hold", accept_warnings=["hold_over_confirmed"]).status_code == 200


def test_only_another_act_is_checked_again_not_another_fee(desk: Desk, venue: Make, band: Make) -> None:
    desk.add(venue=venue("Elsewhere"), lineup=[band(), band("Support")], gig_day=DAY, status="confirmed")
    held = desk.add(venue=venue(), lineup=[band()], gig_day=DAY, status="hold", accept_warnings=["band_busy"])

    paid = desk.change(held, lineup=[band(fee="250.00", set_time="21:00")])
    widened = desk.patch(paid, lineup=[band(fee="250.00"), band("Support", billing="support")])

    assert paid["lineup"][0]["fee"] == "250.00"
    assert (widened.status_code, widened.json["conflicts"][0]["rule"]) == (409, "band_busy")


def test_a_change_that_moves_nothing_is_not_checked_again(desk: Desk, venue: Make) -> None:
    desk.add(venue=venue(), title="First", gig_day=DAY, status="confirmed")
    held = desk.add(venue=venue(), title="Second", gig_day=DAY, status="hold", accept_warnings=["hold_over_confirmed"])

    assert desk.patch(held, notes="n").status_code == 200
    assert desk.patch(desk.get(f"/v1/gigs/{held['id']}"), lineup=[]).status_code == 200


@pytest.mark.parametrize("move", ["gig_day", "slot", "venue"])
def test_a_confirmed_gig_cannot_be_moved_onto_a_taken_night(desk: Desk, venue: Make, move: str) -> None:
    desk.add(venue=venue(), title="First", gig_day=DAY, status="confirmed")
    elsewhere = {"gig_day": {"gig_day": NEXT}, "slot": {"slot": "late"}, "venue": {"venue": venue("O")}}[move]
    gig = desk.add(**{"venue": venue(), "title": "Second", "gig_day": DAY, **elsewhere}, status="confirmed")
    onto = {"gig_day": DAY, "slot": "evening", "venue": venue()}

    answer = desk.patch(gig, **{move: onto[move]})

    assert (answer.status_code, answer.json["conflicts"][0]["gig"]["title"]) == (409, "First")
    assert desk.get(f"/v1/gigs/{gig['id']}") == gig


def test_a_suggestion_is_checked_as_if_it_were_to_be_confirmed(desk: Desk, venue: Make) -> None:
    desk.add(venue=venue(), title="First", gig_day=DAY, status="confirmed")
    body = {"venue": venue(), "title": "Second", "gig_day": DAY}

    suggested = desk.put(str(uuid.uuid4()), body | {"from_suggestion": True})

    assert (suggested.status_code, suggested.json["level"]) == (409, "block")
    assert suggested.json["alternative"] == {"gig_day": NEXT, "venue_id": venue()["id"]}
    own = desk.add(**body, from_suggestion=False)
    assert desk.patch(own, notes="n", from_suggestion=True).status_code == 409
    assert desk.add(title="Undated", from_suggestion=True)["gig_day"] is None


def test_where_four_weeks_are_taken_there_is_no_alternative(desk: Desk, venue: Make) -> None:
    closed = venue(dark_days=["2027-02-01/2027-04-30"])

    answer = desk.put(str(uuid.uuid4()), {"venue": closed, "title": "a", "gig_day": DAY, "status": "confirmed"})

    assert (answer.status_code, answer.json["alternative"]) == (409, None)


def test_the_biggest_question_takes_eight_queries_and_one_for_the_session(
    app: Flask, desk: Desk, venue: Make, band: Make
) -> None:
    for number in range(8):
        desk.add(venue=venue(f"V{number}"), lineup=[band(f"B{number}")], gig_day=DAY, status="confirmed")
    question = {
        "days": [f"2027-03-{day:02}" for day in range(8, 16)],
        "bands": [candidate(band(f"B{number}")) for number in range(8)],
        "venues": [venue(f"V{number}", **LEEDS) for number in range(8)],
    }
    statements: list[str] = []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))

    assert rules(desk, **question)

    assert len([statement for statement in statements if statement.startswith("SELECT")]) == 1 + 5 + 3
