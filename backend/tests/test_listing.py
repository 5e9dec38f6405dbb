"""Pages of gigs: filters, sorts, cursors."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from flask import Flask

Desk = Any
Make = Callable[..., dict[str, Any]]

SORTED = {
    "gig_day": ["May", "June", "June late", "July", "Someday"],
    "-gig_day": ["July", "June late", "June", "May", "Someday"],
    "updated": ["June", "Someday", "May", "July", "June late"],
    "-updated": ["June late", "July", "May", "Someday", "June"],
    "venue": ["June", "June late", "May", "July", "Someday"],
}


@pytest.fixture
def fill(venue: Make, band: Make) -> Callable[[Desk], dict[str, Any]]:
    """Fill a planner with five gigs."""

    def fill(desk: Desk) -> dict[str, Any]:
        arches = venue("Árches", city="Glasgow")
        rooms = {"June": arches, "June late": arches, "May": venue("Brudenell", city="Leeds"), "July": venue("Corn")}
        gigs = {
            "June": {"gig_day": "2027-06-10", "lineup": [band("Fen"), band("Motörhead")]},
            "Someday": {"held_for": "Zoë at 100% Live"},
            "May": {"gig_day": "2027-05-10", "held_for": "Sam", "status": "hold"},
            "July": {"gig_day": "2027-07-10", "lineup": [band("Fen")], "status": "confirmed"},
            "June late": {"gig_day": "2027-06-10", "slot": "late", "notes": "Fen"},
        }
        made = {}
        for number, (title, fields) in enumerate(gigs.items()):
            gig_id = f"0192f3a0-7c1e-7abc-8def-{number:012}"
            with time_machine.travel(f"2027-01-0{number + 1}T12:00:00Z", tick=False):
                made[title] = desk.put(gig_id, {"title": title, **fields, "venue": rooms.get(title)}).json
        return made

    return fill


@pytest.mark.parametrize("sort", SORTED)
def test_every_sort_gives_every_gig_once_page_by_page(
    database_app: Flask, at_desk: Callable[[Flask], Desk], fill: Callable[[Desk], object], sort: str
) -> None:
    desk = at_desk(database_app)
    fill(desk)

    seen: list[str] = []
    query: str | None = f"?sort={sort}&limit=2"
    while query:
        page = desk.get(f"/v1/gigs{query}")
        seen += [gig["title"] for gig in page["items"]]
        query = page["next"] and f"?sort={sort}&limit=2&cursor={page['next']}"

    assert seen == SORTED[sort]


@pytest.mark.parametrize("sort", ["gig_day", "-gig_day"])
def test_on_a_day_the_gigs_of_a_room_stand_together_the_firmest_first_and_holds_by_rank(
    desk: Desk, venue: Make, sort: str
) -> None:
    corn, arches = venue("Corn"), venue("Árches")
    for number, (title, room, fields) in enumerate(
        [
            ("idea", corn, {}),
            ("second", corn, {"status": "hold", "hold_level": 2}),
            ("elsewhere", arches, {}),
            ("offer", corn, {"status": "offered"}),
            ("first", corn, {"status": "hold", "hold_level": 1}),
            ("matinee", corn, {"slot": "matinee"}),
        ]
    ):
        gig = {"title": title, "venue": room, "gig_day": "2027-06-10", **fields}
        desk.put(f"0192f3a0-7c1e-7abc-8def-{number:012}", gig)

    listed = desk.get(f"/v1/gigs?sort={sort}")["items"]

    assert [gig["title"] for gig in listed] == ["elsewhere", "matinee", "offer", "first", "second", "idea"]


def test_the_list_by_venue_goes_by_day_within_one_from_page_to_page(desk: Desk, venue: Make) -> None:
    corn, days = venue("Corn"), ["2027-06-12", None, "2027-06-10", "2027-06-11"]
    for number, day in enumerate(days):
        desk.put(f"0192f3a0-7c1e-7abc-8def-{number:012}", {"title": "Night", "venue": corn, "gig_day": day})

    first = desk.get("/v1/gigs?sort=venue&limit=2")
    second = desk.get(f"/v1/gigs?sort=venue&limit=2&cursor={first['next']}")

    assert [gig["gig_day"] for gig in first["items"] + second["items"]] == [*sorted(filter(None, days)), None]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("from=2027-06-01", ["June", "June late", "July", "Someday"]),
        ("from=2027-06-01&sort=-gig_day", ["July", "June", "June late", "Someday"]),
        ("to=2027-06-10", ["May", "June", "June late"]),
        ("to=2027-06-10&sort=-gig_day", ["June", "June late", "May"]),
        ("from=2027-05-11&to=2027-06-30", ["June", "June late"]),
        ("from=2027-05-11&to=2027-06-30&sort=-gig_day", ["June", "June late"]),
        ("days=2027-05-10,2027-07-10", ["May", "July"]),
        ("days=2027-05-10&days=2027-07-10", ["May", "July"]),
        ("status=hold&status=confirmed", ["May", "July"]),
        ("status=hold,confirmed", ["May", "July"]),
        ("city=gLASgow", ["June", "June late"]),
        ("held_for=sam", ["May"]),
        ("q=arches", ["June", "June late"]),
        ("q=motorhead", ["June"]),
        ("q=fen", ["June", "July"]),
        ("q=GLASGOW", ["June", "June late"]),
        ("q=zoe", ["Someday"]),
        ("q=100%25", ["Someday"]),
        ("q=1%25L", []),
        ("q=JUNE&status=idea&city=glasgow", ["June", "June late"]),
        ("q=", ["May", "June", "June late", "July", "Someday"]),
        ("trashed=1", []),
    ],
)
def test_a_filter_leaves_what_it_names(
    database_app: Flask,
    at_desk: Callable[[Flask], Desk],
    fill: Callable[[Desk], object],
    query: str,
    titles: list[str],
) -> None:
    desk = at_desk(database_app)
    fill(desk)

    assert desk.titles(f"?{query}") == titles


def test_gigs_of_a_band_or_a_venue(desk: Desk, fill: Callable[[Desk], object], venue: Make, band: Make) -> None:
    fill(desk)

    assert desk.titles(f"?band={band('Fen')['band_id']}") == ["June", "July"]
    assert desk.titles(f"?venue={venue('Árches')['id']}") == ["June", "June late"]


def test_a_list_holds_gigs_without_what_only_conflicts_are_found_by(
    desk: Desk, fill: Callable[[Desk], dict[str, Any]]
) -> None:
    made = fill(desk)
    june, late = made["June"], made["June late"]

    listed = desk.get("/v1/gigs?from=2027-06-10&to=2027-06-10")

    room = {name: june["venue"][name] for name in ("id", "name", "city", "capacity", "timezone", "own")}
    acts = [{name: act[name] for name in ("band_id", "name", "billing", "set_time", "fee")} for act in june["lineup"]]
    assert listed == {
        "items": [june | {"venue": room, "lineup": acts}, late | {"venue": room, "lineup": []}],
        "next": None,
    }


def test_what_is_derived_follows_a_change(desk: Desk, fill: Callable[[Desk], dict[str, Any]], venue: Make) -> None:
    may = fill(desk)["May"]

    desk.change(may, venue=venue("Zebra", city="York"), gig_day="2027-08-01", title="August", held_for=None)

    assert desk.titles() == ["June", "June late", "July", "August", "Someday"]
    assert desk.titles("?sort=venue")[-2:] == ["August", "Someday"]
    assert desk.titles("?q=york") == ["August"]
    assert (desk.titles("?q=leeds"), desk.titles("?held_for=sam"), desk.titles("?q=may")) == ([], [], [])


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("limit=0", "/limit"),
        ("limit=101", "/limit"),
        ("limit=x", "/limit"),
        ("limit=" + "9" * 5000, "/limit"),
        ("sort=name", "/sort"),
        ("from=tomorrow", "/from"),
        ("from=2027-02-30", "/from"),
        ("to=0001-01-01", "/to"),
        ("days=2027-01-01,x", "/days/1"),
        ("status=played", "/status/0"),
        ("band=x", "/band"),
        ("q=%00", "/q"),
        ("q=" + "x" * 201, "/q"),
        ("colour=red", "/colour"),
        ("trashed=perhaps", "/trashed"),
        ("cursor=x", "/cursor"),
        ("cursor=" + "A" * 2001, "/cursor"),
    ],
    ids=lambda value: value[:24],
)
def test_a_wrong_parameter_is_named(desk: Desk, query: str, pointer: str) -> None:
    answer = desk.send("GET", f"/v1/gigs?{query}")

    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == pointer


def test_a_cursor_of_another_sort_is_refused(desk: Desk, fill: Callable[[Desk], object]) -> None:
    fill(desk)
    cursor = desk.get("/v1/gigs?limit=1")["next"]

    assert desk.send("GET", f"/v1/gigs?sort=-updated&cursor={cursor}").status_code == 422
    assert desk.send("GET", f"/v1/discards?cursor={cursor}").status_code == 422
