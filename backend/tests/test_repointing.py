"""Gigs that follow a band or venue that was merged into another, and go back."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

Desk = Any
Body = dict[str, Any]
Make = Callable[..., Body]

DAY = "2027-03-12"
PATH = "/v1/gigs/repoint"


@pytest.fixture
def booker(database_app: Flask, at_desk: Callable[..., Desk]) -> Desk:
    """Give a booker at the API, on each database."""
    return at_desk(database_app, "booker", "Bo")


def _venues(gone: Body, kept: Body) -> Body:
    facts = {name: value for name, value in kept.items() if name != "id"}
    return {"kind": "venue", "from": gone["id"], "to": kept["id"], "facts": facts}


def _bands(gone: Body, kept: Body) -> Body:
    facts = {name: value for name, value in kept.items() if name not in {"band_id", "billing"}}
    return {"kind": "band", "from": gone["band_id"], "to": kept["band_id"], "facts": facts}


def _undo(desk: Desk, body: Body) -> Body:
    answer = desk.send("POST", f"{PATH}/undo", {name: body[name] for name in ("kind", "from", "to")})
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def _move(desk: Desk, body: Body) -> list[str]:
    answer = desk.send("POST", PATH, body)
    assert answer.status_code == 200, answer.text
    return list(answer.json["moved"])


def _seen(desk: Desk, gig: Body) -> Body:
    return dict(desk.get(f"/v1/gigs/{gig['id']}"))


def test_all_gigs_of_a_venue_follow_it_those_in_the_trash_too(booker: Desk, venue: Make) -> None:
    gone, kept = venue("Brudenell", city="Leds"), venue("Brudenell Social Club", city="Leeds", capacity=400)
    first = booker.add(venue=gone, gig_day=DAY, status="confirmed", title="t")
    second = booker.trash(booker.add(venue=gone))
    other = booker.add(venue=venue("Elsewhere"))

    moved = _move(booker, _venues(gone, kept))

    assert sorted(moved) == sorted([first["id"], second["id"]])
    now = _seen(booker, first)
    assert (now["venue"]["id"], now["venue"]["city"], now["venue"]["capacity"]) == (kept["id"], "Leeds", 400)
    assert now["rev"] == first["rev"] + 1
    assert _seen(booker, second)["venue"]["id"] == kept["id"]
    assert _seen(booker, other)["rev"] == other["rev"]


def test_history_says_who_let_a_gig_follow(booker: Desk, venue: Make) -> None:
    gone, kept = venue("A"), venue("B")
    gig = booker.add(venue=gone)

    _move(booker, _venues(gone, kept))

    entry = booker.get(f"/v1/gigs/{gig['id']}/history")["items"][0]
    assert (entry["action"], entry["by"]["name"], entry["rev"]) == ("merged", "Bo", 2)
    assert [(each["field"], each["old"]["name"], each["new"]["name"]) for each in entry["changes"]] == [
        ("venue", "A", "B")
    ]


def test_a_moved_gig_is_found_by_the_name_it_now_has(booker: Desk, venue: Make) -> None:
    gone, kept = venue("Olde Hall"), venue("Newer Room")
    booker.add(title="x", venue=gone)

    _move(booker, _venues(gone, kept))

    assert booker.titles("?q=newer") == ["x"]
    assert booker.titles("?q=olde") == []


def test_two_confirmed_gigs_of_one_night_are_named_and_nothing_moves(booker: Desk, venue: Make) -> None:
    gone, kept = venue("A"), venue("B")
    free = booker.add(title="free", venue=gone, gig_day="2027-03-11", status="confirmed")
    moving = booker.add(title="moving", venue=gone, gig_day=DAY, status="confirmed")
    standing = booker.add(title="standing", venue=kept, gig_day=DAY, status="confirmed")

    answer = booker.send("POST", PATH, _venues(gone, kept))

    assert answer.status_code == 409
    (clash,) = answer.json["clashes"]
    assert clash["moving"] == {"id": moving["id"], "title": "moving", "gig_day": DAY, "status": "confirmed"}
    assert clash["standing"]["id"] == standing["id"]
    assert [_seen(booker, gig) for gig in (free, moving, standing)] == [free, moving, standing]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"slot": "matinee", "status": "confirmed"}, id="another slot"),
        pytest.param({"status": "hold"}, id="only held"),
        pytest.param({"status": "confirmed", "gig_day": "2027-03-13"}, id="another day"),
    ],
)
def test_gigs_that_share_no_confirmed_night_do_not_clash(booker: Desk, venue: Make, other: Body) -> None:
    gone, kept = venue("A"), venue("B")
    gig = booker.add(venue=gone, gig_day=DAY, status="confirmed", title="t")
    booker.add(title="t", venue=kept, **{"gig_day": DAY, **other})

    moved = _move(booker, _venues(gone, kept))

    assert moved == [gig["id"]]


def test_a_band_keeps_its_place_billing_time_fee_and_clause(booker: Desk, band: Make) -> None:
    agreed, usual = ({"radius_km": km, "days_before": 30, "days_after": 30} for km in (100, 5))
    gone = band("Howl", billing="support", set_time="20:00", fee="50.00", draw=9, **agreed)
    kept = band("The Howl", draw=150, **usual)
    gig = booker.add(lineup=[band("Fen"), gone, band("Moor", billing="support")])

    _move(booker, _bands(gone, kept))

    lineup = _seen(booker, gig)["lineup"]
    assert [act["name"] for act in lineup] == ["Fen", "The Howl", "Moor"]
    assert {
        "band_id": kept["band_id"],
        "billing": "support",
        "set_time": "20:00",
        "fee": "50.00",
        "draw": 150,
        **agreed,
    }.items() <= (lineup[1].items())


def test_a_band_that_is_in_the_line_up_already_is_there_once(booker: Desk, band: Make) -> None:
    gone, kept = band("Howl", billing="support", fee="50.00"), band("The Howl", set_time="21:00")
    gig = booker.add(lineup=[kept, band("Fen", billing="support"), gone])

    _move(booker, _bands(gone, band("The Howl")))

    lineup = _seen(booker, gig)["lineup"]
    assert [(act["name"], act["billing"], act["set_time"], act["fee"]) for act in lineup] == [
        ("The Howl", "headline", "21:00", "50.00"),
        ("Fen", "support", None, None),
    ]


def test_a_look_says_which_gigs_would_follow_and_moves_none(booker: Desk, venue: Make) -> None:
    gone, kept = venue("A"), venue("B")
    gig = booker.add(venue=gone)

    moved = _move(booker, {**_venues(gone, kept), "dry_run": True})

    assert moved == [gig["id"]]
    assert _seen(booker, gig) == gig


def test_repeating_moves_nothing_more(booker: Desk, venue: Make) -> None:
    gone, kept = venue("A"), venue("B")
    gig = booker.add(venue=gone)
    _move(booker, _venues(gone, kept))

    again = _move(booker, _venues(gone, kept))

    assert again == []
    assert _seen(booker, gig)["rev"] == 2


def test_parting_gives_gigs_of_a_venue_back_just_those_that_followed(booker: Desk, venue: Make) -> None:
    gone, kept = venue("A", capacity=90), venue("B")
    followed, stood = booker.add(venue=gone), booker.add(venue=kept)
    _move(booker, _venues(gone, kept))

    undone = _undo(booker, _venues(gone, kept))

    assert undone == {"moved": [followed["id"]], "left": []}
    assert _seen(booker, followed)["venue"] == followed["venue"]
    assert _seen(booker, stood) == stood


def test_parting_keeps_what_was_changed_since_in_a_line_up(booker: Desk, band: Make) -> None:
    gone, kept = band("Howl", draw=9), band("The Howl")
    gig = booker.add(lineup=[gone])
    _move(booker, _bands(gone, kept))
    now = _seen(booker, gig)
    booker.change(now, lineup=[{**now["lineup"][0], "fee": "70.00"}, band("Fen", billing="support")])

    _undo(booker, _bands(gone, kept))

    lineup = _seen(booker, gig)["lineup"]
    assert [(act["name"], act["fee"], act["draw"]) for act in lineup] == [("Howl", "70.00", 9), ("Fen", None, None)]


def test_a_line_up_both_played_in_and_that_was_changed_since_stays(booker: Desk, band: Make) -> None:
    gone, kept = band("Howl", billing="support"), band("The Howl")
    gig = booker.add(lineup=[kept, gone])
    _move(booker, _bands(gone, kept))
    changed = booker.change(_seen(booker, gig), lineup=[{**band("The Howl"), "fee": "70.00"}])

    undone = _undo(booker, _bands(gone, kept))

    assert undone == {"moved": [], "left": [gig["id"]]}
    assert _seen(booker, gig) == changed


def test_a_line_up_both_played_in_comes_back_whole_while_it_is_untouched(booker: Desk, band: Make) -> None:
    gone, kept = band("Howl", billing="support"), band("The Howl")
    gig = booker.add(lineup=[kept, gone])
    _move(booker, _bands(gone, kept))

    _undo(booker, _bands(gone, kept))

    assert _seen(booker, gig)["lineup"] == gig["lineup"]


def test_parting_refuses_a_night_that_was_given_away_meanwhile(booker: Desk, venue: Make) -> None:
    gone, kept = venue("A"), venue("B")
    gig = booker.add(venue=gone, gig_day=DAY, status="confirmed", title="t")
    _move(booker, _venues(gone, kept))
    booker.add(venue=gone, gig_day=DAY, status="confirmed", title="t")

    answer = booker.send("POST", f"{PATH}/undo", {"kind": "venue", "from": gone["id"], "to": kept["id"]})

    assert answer.status_code == 409
    assert [clash["moving"]["id"] for clash in answer.json["clashes"]] == [gig["id"]]
    assert _seen(booker, gig)["venue"]["id"] == kept["id"]


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        pytest.param({"kind": "song"}, "/kind", id="unknown kind"),
        pytest.param({"to": str(uuid.uuid5(uuid.NAMESPACE_DNS, "A"))}, "/to", id="into itself"),
        pytest.param({"facts": {"name": "B", "capacity": -1}}, "/facts/capacity", id="facts no venue has"),
    ],
)
def test_what_makes_no_sense_is_refused(booker: Desk, venue: Make, change: Body, pointer: str) -> None:
    body = _venues(venue("A"), venue("B")) | change

    answer = booker.send("POST", PATH, body)

    assert answer.status_code == 422
    assert pointer in {each["pointer"] for each in answer.json["errors"]}
