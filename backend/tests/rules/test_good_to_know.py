"""What is good to know of a night, and what never counts."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine

Desk = Any
Make = Callable[..., dict[str, Any]]
Told = list[tuple[str, str]]
Ask = Callable[[dict[str, Any]], Told]

DAY, BEFORE, NEXT = "2027-03-12", "2027-03-11", "2027-03-13"
LEEDS = {"city": "Leeds", "lat": 53.8, "lon": -1.54}
LONDON = {"city": "London", "lat": 51.53, "lon": -0.11}
PENZANCE = {"city": "Penzance", "lat": 50.12, "lon": -5.54}
PUNK = {"genres": ["Punk"]}


def test_info_you_are_the_nth_hold(desk: Desk, venue: Make) -> None:
    for title in ("First", "Second"):
        desk.add(title=title, venue=venue(), gig_day=DAY, status="hold")
    gig = desk.add(title="Third", venue=venue(), gig_day=DAY)

    found = desk.get(f"/v1/gigs/{gig['id']}/conflicts")["items"]

    assert [(one["level"], one["rule"]) for one in found] == [("info", "venue_held")]
    assert found[0]["text"] == "First holds The Wardrobe on Fri 12 Mar 2027: you would be the 3rd hold."
    assert desk.patch(gig, status="hold").status_code == 200


@pytest.mark.parametrize(
    ("day", "rules"),
    [
        ("2027-02-26", [("info", "same_genre")]),
        ("2027-02-25", []),
        ("2027-03-26", [("info", "same_genre")]),
        ("2027-03-27", []),
    ],
    ids=["14 days before", "15 days before", "14 days after", "15 days after"],
)
def test_info_the_same_genre_is_here_within_14_days(  # noqa: PLR0913  # fixtures and cases
    desk: Desk, venue: Make, band: Make, told: Ask, *, day: str, rules: Told
) -> None:
    fen = desk.add(venue=venue(), lineup=[band("Fen", **PUNK)], gig_day=day, status="confirmed")
    gig = desk.add(venue=venue(), lineup=[band(genres=["PUNK", "indie"])], gig_day=DAY)

    assert told(gig) == rules
    assert told(fen) == []
    desk.change(gig, status="hold")
    assert told(fen) == rules


def test_info_the_same_genre_is_told_of_the_nearest_night(desk: Desk, venue: Make, band: Make) -> None:
    for name, day in (("Far", "2027-03-02"), ("Near", "2027-03-14"), ("Jazz", "2027-03-13")):
        genre = {"genres": ["jazz"]} if name == "Jazz" else PUNK
        desk.add(venue=venue(), lineup=[band(name, **genre)], gig_day=day, status="hold")
    acts = [band(**PUNK), band("Support", **PUNK)]
    gig = desk.add(venue=venue(), lineup=acts, gig_day=DAY)

    found = desk.get(f"/v1/gigs/{gig['id']}/conflicts")["items"]

    text = "The Wardrobe has the same genre 2 days later, on Sun 14 Mar 2027: Near is on hold."
    assert [one["text"] for one in found] == [text]


@pytest.mark.parametrize(
    ("day", "city", "rules"),
    [
        ("2027-01-11", LEEDS, [("info", "same_city")]),
        ("2027-01-10", LEEDS, []),
        ("2027-05-11", {"city": "LEEDS"}, [("info", "same_city")]),
        ("2027-05-12", LEEDS, []),
        ("2027-03-20", LONDON, []),
        ("2027-03-20", {"city": "Leeds", "lat": 33.5, "lon": -86.5}, []),
        ("2027-03-20", {"city": None}, []),
    ],
    ids=["60 days before", "61 before", "60 days after", "61 after", "elsewhere", "a namesake", "not known where"],
)
def test_info_the_same_band_is_in_this_city_within_60_days(  # noqa: PLR0913  # fixtures and cases
    desk: Desk, venue: Make, band: Make, told: Ask, *, day: str, city: dict[str, Any], rules: Told
) -> None:
    other = desk.add(venue=venue("Brudenell", **city), lineup=[band()], gig_day=day, status="confirmed")
    gig = desk.add(venue=venue(**LEEDS), lineup=[band()], gig_day=DAY)

    assert told(gig) == rules
    assert desk.change(gig, status="hold")["status"] == "hold"
    assert told(other) == rules


@pytest.mark.parametrize("fate", ["an idea", "cancelled", "trashed", "lapsed"])
def test_ideas_cancelled_gigs_lapsed_holds_and_trashed_gigs_never_count(
    desk: Desk, venue: Make, band: Make, fate: str
) -> None:
    held = (
        {"status": "hold", "hold_expires": "2027-02-01", "accept_warnings": ["travel", "radius"]}
        if fate == "lapsed"
        else {}
    )
    act = band(radius_km=500, days_before=30, days_after=30, **PUNK)
    for place, day in ((LEEDS, DAY), (PENZANCE, BEFORE), (LONDON, NEXT)):
        gig = desk.add(venue=venue(str(place["city"]), **place), lineup=[act], gig_day=day, **held)
        if fate == "trashed":
            desk.trash(gig)
        elif fate == "cancelled":
            desk.change(desk.change(gig, status="confirmed", accept_warnings=["travel", "radius"]), status="cancelled")
    mine = desk.add(venue=venue("Leeds", **LEEDS), lineup=[band(**PUNK)], gig_day=DAY)

    with time_machine.travel("2027-02-02T12:00:00Z"):
        held_now = desk.patch(mine, status="confirmed")

    assert held_now.status_code == 200, held_now.json


def test_a_gig_never_conflicts_with_itself(desk: Desk, venue: Make, band: Make, told: Ask) -> None:
    act = band(radius_km=500, days_before=30, days_after=30, draw=100, **PUNK)
    gig = desk.add(venue=venue(capacity=200, **LEEDS), lineup=[act], gig_day=DAY, status="confirmed")

    assert told(gig) == []
    assert desk.patch(gig, gig_day=NEXT).status_code == 200


def test_what_cannot_be_checked_is_said_and_never_clear(desk: Desk, venue: Make, band: Make) -> None:
    desk.add(venue=venue("A barn"), lineup=[band()], gig_day=NEXT, status="confirmed")
    act = band(radius_km=100, days_before=7, days_after=7)
    gig = desk.add(venue=venue(**LEEDS), lineup=[act], gig_day=DAY)

    found = desk.get(f"/v1/gigs/{gig['id']}/conflicts")["items"]

    assert [(one["level"], one["rule"]) for one in found] == [("info", "cannot_check"), ("info", "cannot_check")]
    assert [one["text"].split(" against")[0] for one in found] == [
        "Cannot check the way of The Howl",
        "Cannot check the radius clause of The Howl",
    ]


def test_nothing_stands_against_what_has_no_date_was_cancelled_or_lies_in_the_trash(
    desk: Desk, venue: Make, told: Ask
) -> None:
    desk.add(title="First", venue=venue(), gig_day=DAY, status="confirmed")
    undated = desk.add(title="Undated", venue=venue())
    trashed = desk.trash(desk.add(title="Trashed", venue=venue(), gig_day=DAY))

    assert told(undated) == told(trashed) == []
    assert desk.send("GET", "/v1/gigs/0192f3a0-7c1e-7abc-8def-00000000aaaa/conflicts").status_code == 404


def test_a_question_of_many_combinations_is_told_what_excludes_and_one_of_one_all(
    desk: Desk, venue: Make, band: Make
) -> None:
    desk.add(venue=venue(), lineup=[band("Fen", **PUNK)], gig_day=NEXT, status="confirmed")
    howl = {"id": band()["band_id"], "name": "The Howl", "draw": 300, **PUNK}
    room = venue(capacity=200)

    close = desk.send("POST", "/v1/conflicts", {"days": [DAY], "bands": [howl], "venues": [room]})
    many = desk.send("POST", "/v1/conflicts", {"days": [DAY, "2027-03-14"], "bands": [howl], "venues": [room]})

    assert [one["rule"] for one in close.json["items"][0]["conflicts"]] == ["draw_above", "same_genre"]
    assert many.json["items"] == []
