"""What blocks a night and what warns, rule by rule, at the desk: each gig of two planned before the other."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from flask import Flask

Desk = Any
Make = Callable[..., dict[str, Any]]
Told = list[tuple[str, str]]
Ask = Callable[[dict[str, Any]], Told]

DAY, BEFORE, NEXT = "2027-03-12", "2027-03-11", "2027-03-13"
LEEDS = {"city": "Leeds", "lat": 53.8, "lon": -1.54}
LONDON = {"city": "London", "lat": 51.53, "lon": -0.11}
PENZANCE = {"city": "Penzance", "lat": 50.12, "lon": -5.54}
PUNK = {"genres": ["Punk"]}


def test_block_two_confirmed_gigs_of_a_venue_slot_and_day(desk: Desk, venue: Make) -> None:
    first = desk.add(title="First", venue=venue(), gig_day=DAY, status="confirmed")
    second = desk.add(title="Second", venue=venue(), gig_day=DAY)

    refused = desk.patch(second, status="confirmed")

    other = {"id": first["id"], "title": "First", "gig_day": DAY, "status": "confirmed"}
    text = "The Wardrobe is taken on Fri 12 Mar 2027: First is confirmed there."
    assert refused.status_code == 409
    assert refused.json["conflicts"] == [{"level": "block", "rule": "venue_taken", "gig": other, "text": text}]


def both_ways(desk: Desk, one: dict[str, Any], two: dict[str, Any], rule: str) -> None:
    """Plan two gigs, each of them last once; the later one is refused until its warning is ticked, which is noted."""
    for first, last in ((one, two), (two, one)):
        other, gig = desk.add(**first, status="hold"), desk.add(**last)
        refused = desk.patch(gig, status="hold")
        assert (refused.status_code, refused.json["level"]) == (409, "warn"), refused.json
        assert [found["rule"] for found in refused.json["conflicts"] if found["level"] == "warn"] == [rule]
        assert refused.json["conflicts"][0]["gig"]["id"] == other["id"]
        held = desk.change(gig, status="hold", accept_warnings=[rule])
        assert desk.get(f"/v1/gigs/{gig['id']}/history")["items"][0]["accepted_warnings"] == [rule]
        desk.trash(held)
        desk.trash(other)


def test_warn_a_band_of_the_line_up_is_held_or_confirmed_elsewhere_that_day(
    desk: Desk, venue: Make, band: Make
) -> None:
    here = {"venue": venue(**LEEDS), "lineup": [band("Fen"), band(billing="support")], "gig_day": DAY}
    there = {"venue": venue("The Lexington", **LONDON), "lineup": [band()], "gig_day": DAY, "slot": "late"}

    both_ways(desk, here, there, "band_busy")


def test_a_band_that_plays_two_slots_of_one_room_is_not_busy(desk: Desk, venue: Make, band: Make, told: Ask) -> None:
    desk.add(venue=venue(**LEEDS), lineup=[band()], gig_day=DAY, status="confirmed", slot="matinee")
    evening = desk.add(venue=venue(**LEEDS), lineup=[band()], gig_day=DAY)

    assert told(evening) == [("info", "same_city")]
    assert desk.patch(evening, status="confirmed").status_code == 200


def test_warn_a_hold_over_a_confirmed_night(desk: Desk, venue: Make) -> None:
    desk.add(title="First", venue=venue(), gig_day=DAY, status="confirmed")
    gig = desk.add(title="Second", venue=venue(), gig_day=DAY)

    refused = desk.patch(gig, status="hold")

    assert [(found["level"], found["rule"]) for found in refused.json["conflicts"]] == [("warn", "hold_over_confirmed")]
    assert desk.patch(gig, status="hold", accept_warnings=["hold_over_confirmed"]).status_code == 200


def test_warn_the_venue_is_dark_and_the_band_unavailable(desk: Desk, venue: Make, band: Make, told: Ask) -> None:
    closed, away = venue(dark_days=[DAY]), band(unavailable=[f"{BEFORE}/{NEXT}"])
    gig = desk.add(venue=closed, lineup=[away], gig_day=DAY)

    assert told(gig) == [("warn", "dark_day"), ("warn", "unavailable")]
    assert desk.patch(gig, status="hold").status_code == 409


@pytest.mark.parametrize("of_the_gig", [60, 0], ids=["for this gig", "none for this gig"])
def test_warn_a_radius_clause_is_hit_whichever_of_the_two_has_it(
    desk: Desk, venue: Make, band: Make, of_the_gig: int
) -> None:
    bound = band(radius_km=300, days_before=of_the_gig, days_after=0)
    here = {"venue": venue(**LEEDS), "lineup": [bound], "gig_day": DAY}
    there = {"venue": venue("The Lexington", **LONDON), "lineup": [band()], "gig_day": "2027-02-12"}

    if of_the_gig:
        both_ways(desk, here, there, "radius")
    else:
        desk.add(**here, status="hold")
        assert desk.add(**there, status="hold")["status"] == "hold"


@pytest.mark.parametrize("status", ["hold", "confirmed"])
def test_warn_travel_of_more_than_400_km_from_the_day_before_or_to_the_day_after(
    desk: Desk, venue: Make, band: Make, status: str
) -> None:
    here = {"venue": venue(**LEEDS), "lineup": [band()], "gig_day": DAY}
    there = {"venue": venue("The Acorn", **PENZANCE), "lineup": [band()], "gig_day": NEXT}

    both_ways(desk, here, there, "travel")
    desk.add(**there, status=status)
    text = desk.patch(desk.add(**here), status=status).json["conflicts"][0]["text"]
    assert text.endswith("the day after, 492 km away as the crow flies.")


def test_how_far_is_too_far_is_a_setting(
    app: Flask, at_desk: Callable[..., Desk], venue: Make, band: Make, told: Ask
) -> None:
    admin = at_desk(app, "admin")
    admin.add(venue=venue("The Acorn", **PENZANCE), lineup=[band()], gig_day=NEXT, status="hold")
    gig = admin.add(venue=venue(**LEEDS), lineup=[band()], gig_day=DAY)

    def travel(km: int) -> Told:
        admin.send("PUT", "/v1/settings", {"travel_km": km}, rev=admin.get("/v1/settings")["rev"])
        return told(gig)

    assert travel(493) == []
    assert travel(492) == [("warn", "travel")]
    question = {"days": [DAY], "bands": [band() | {"id": band()["band_id"]}], "venues": [venue(**LEEDS)]}
    for name in ("band_id", "billing"):
        question["bands"][0].pop(name)
    asked = admin.send("POST", "/v1/conflicts", question | {"except": gig["id"]})
    assert [one["rule"] for one in asked.json["items"][0]["conflicts"]] == ["travel"]


@pytest.mark.parametrize(
    ("draw", "capacity", "rules"),
    [
        (601, 200, [("warn", "draw_over")]),
        (600, 200, [("info", "draw_above")]),
        (201, 200, [("info", "draw_above")]),
        (200, 200, []),
        (None, 200, []),
        (900, None, []),
        (900, 0, []),
    ],
    ids=["over three times", "three times", "one more", "just full", "draw not known", "room not known", "no room"],
)
def test_warn_a_draw_of_more_than_three_rooms_and_tell_one_above_the_room(  # noqa: PLR0913  # fixtures and cases
    desk: Desk, venue: Make, band: Make, told: Ask, *, draw: int | None, capacity: int | None, rules: Told
) -> None:
    gig = desk.add(venue=venue(capacity=capacity), lineup=[band(draw=draw)], gig_day=DAY)

    assert told(gig) == rules
    assert desk.patch(gig, status="hold").status_code == (409 if ("warn", "draw_over") in rules else 200)


def test_warn_their_diary_says_busy(desk: Desk, venue: Make, band: Make, told: Ask) -> None:
    read = {"source": None, "read_at": "2027-03-01T10:00:00Z", "known_until": "2027-06-01", "busy": [f"{DAY}/{DAY}"]}
    with time_machine.travel("2027-03-01T12:00:00Z"):
        given = desk.send("PUT", f"/v1/diaries/band/{band()['band_id']}", {**read, "error": None})
        gig = desk.add(venue=venue(), lineup=[band()], gig_day=DAY)

        assert given.status_code in {200, 201}, given.text
        assert told(gig) == [("warn", "diary")]
