"""What calendars are told of gigs: what is on, what is off, and no more than is public."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from flask import Flask

Desk = Any
Make = Callable[..., dict[str, Any]]
Told = Callable[..., list[dict[str, Any]]]

DAY = "2027-03-12"


def brief(entries: list[dict[str, Any]]) -> list[tuple[str, str, bool]]:
    return [(each["title"], each["gig_day"], each["is_off"]) for each in entries]


def test_an_entry_says_what_a_calendar_shows_and_nothing_private(
    database_app: Flask, at_desk: Callable[..., Desk], told: Told, band: Make, venue: Make
) -> None:
    desk = at_desk(database_app)
    room = venue(city="Leeds", capacity=200, lat=53.8, lon=-1.55, timezone="Europe/London", own=False)
    acts = [band(fee="300.00"), band("Low Tide"), band("Friends", billing="support")]
    deal = {"type": "flat", "currency": "GBP", "guarantee": "300.00"}
    times = {"load_in": "16:00", "doors": "19:00", "start": "19:30", "end": "01:00"}
    private = {"deal": deal, "notes": "Private", "staff_notes": "Keys", "held_for": "Ada", "attendance": 3}
    gig = desk.add(
        title="Loud Friday", status="hold", hold_level=2, gig_day=DAY, venue=room, lineup=acts, description="Loud.",
        **times, **private,
    )  # fmt: skip

    assert told(desk, database_app) == [
        {
            "id": gig["id"],
            "rev": 1,
            "updated_at": "2026-11-22T12:00:00Z",
            "status": "hold",
            "hold_level": 2,
            "is_off": False,
            "gig_day": DAY,
            "doors": "19:00",
            "start": "19:30",
            "end": "01:00",
            "title": "Loud Friday",
            "held_for": "Ada",
            "band": "The Howl + Low Tide",
            "venue_name": "The Wardrobe",
            "venue_city": "Leeds",
            "venue_lat": 53.8,
            "venue_lon": -1.55,
            "venue_timezone": "Europe/London",
            "description": "Loud.",
        }
    ]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        pytest.param("idea", [], id="no idea"),
        pytest.param("hold", [("a", DAY, False)], id="a hold"),
        pytest.param("offered", [("a", DAY, False)], id="an offer"),
        pytest.param("confirmed", [("a", DAY, False)], id="a confirmed gig"),
    ],
)
def test_calendars_hear_of_what_is_held_offered_or_confirmed(  # noqa: PLR0913, PLR0917  # the planner and a case
    app: Flask, desk: Desk, told: Told, venue: Make, status: str, expected: list[object]
) -> None:
    desk.add(title="a", status=status, gig_day=DAY, venue=venue())

    assert brief(told(desk, app)) == expected


@pytest.mark.parametrize(
    ("off", "after", "is_told"),
    [
        pytest.param("cancelled", "2027-04-11T12:00:00Z", True, id="cancelled, 30 days past it"),
        pytest.param("cancelled", "2027-04-12T12:00:00Z", False, id="cancelled, later"),
        pytest.param("idea", "2027-04-11T12:00:00Z", True, id="postponed, 30 days past it"),
        pytest.param("idea", "2027-04-12T12:00:00Z", False, id="postponed, later"),
    ],
)
def test_the_old_night_is_off_until_30_days_past_it(  # noqa: PLR0913, PLR0917  # the planner and a case
    database_app: Flask, at_desk: Callable[..., Desk], told: Told, venue: Make, off: str, after: str, *, is_told: bool
) -> None:
    desk = at_desk(database_app)
    desk.change(desk.add(title="a", status="confirmed", gig_day=DAY, venue=venue()), status=off)

    with time_machine.travel(after, tick=False):
        assert brief(told(desk, database_app)) == [("a", DAY, True)] * is_told


def test_a_postponed_gig_that_has_a_night_again_is_on_there_once_it_is_held(
    app: Flask, desk: Desk, told: Told, venue: Make
) -> None:
    gig = desk.change(desk.add(title="a", status="confirmed", gig_day=DAY, venue=venue()), status="idea")
    dated = desk.change(gig, gig_day="2027-05-01")
    assert brief(told(desk, app)) == [("a", DAY, True)]

    desk.change(dated, status="hold")

    assert brief(told(desk, app)) == [("a", "2027-05-01", False)]


def test_an_idea_that_lost_its_date_was_never_told_and_is_not_off(app: Flask, desk: Desk, told: Told) -> None:
    desk.change(desk.add(title="a", gig_day=DAY), gig_day=None)

    assert told(desk, app) == []


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        pytest.param("2026-12-22T11:00:00Z", [("a", DAY, True)], id="for 30 days"),
        pytest.param("2026-12-22T13:00:00Z", [], id="not longer"),
    ],
)
def test_a_trashed_gig_is_off_for_30_days(  # noqa: PLR0913, PLR0917  # the planner and a case
    database_app: Flask, at_desk: Callable[..., Desk], told: Told, venue: Make, after: str, expected: list[object]
) -> None:
    desk = at_desk(database_app)
    desk.trash(desk.add(title="a", status="confirmed", gig_day=DAY, venue=venue()))
    desk.trash(desk.add(title="only an idea", gig_day=DAY))

    with time_machine.travel(after, tick=False):
        assert brief(told(desk, database_app)) == expected


def test_a_trashed_gig_that_was_postponed_stays_off_on_its_old_night(
    app: Flask, desk: Desk, told: Told, venue: Make
) -> None:
    desk.trash(desk.change(desk.add(title="a", status="confirmed", gig_day=DAY, venue=venue()), status="idea"))

    assert brief(told(desk, app)) == [("a", DAY, True)]


def test_each_change_of_a_gig_raises_its_revision_and_a_move_up_the_queue_does_not(
    app: Flask, desk: Desk, told: Told, venue: Make
) -> None:
    held = {"status": "hold", "gig_day": DAY, "venue": venue(own=True)}
    first, second = desk.add(title="first", **held), desk.add(title="second", **held)
    said = {each["title"]: (each["hold_level"], each["rev"]) for each in told(desk, app)}

    desk.change(first, status="idea")

    assert said == {"first": (1, 1), "second": (2, 1)}
    assert [(each["id"], each["hold_level"], each["rev"]) for each in told(desk, app)] == [(second["id"], 1, 1)]


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        pytest.param({"status": ["confirmed"]}, ["confirmed", "off"], id="confirmed, and what is off of it"),
        pytest.param({"status": ["hold", "offered"]}, ["hold", "offered"], id="holds and offers"),
        pytest.param({"status": ["cancelled"]}, ["off"], id="cancelled"),
        pytest.param({"band": "The Howl"}, ["hold"], id="a band's"),
        pytest.param({"venue": "The Wardrobe"}, ["offered"], id="a venue's"),
    ],
)
def test_a_feed_can_be_narrowed(  # noqa: PLR0913, PLR0917  # the planner and a case
    app: Flask, desk: Desk, told: Told, band: Make, venue: Make, asked: dict[str, Any], titles: list[str]
) -> None:
    desk.add(title="hold", status="hold", gig_day=DAY, venue=venue("Elsewhere"), lineup=[band()])
    desk.add(title="offered", status="offered", gig_day=DAY, venue=venue())
    desk.add(title="confirmed", status="confirmed", gig_day="2027-03-13", venue=venue("Elsewhere"))
    off = desk.add(title="off", status="confirmed", gig_day="2027-03-14", venue=venue("Elsewhere"))
    desk.change(off, status="cancelled")
    ids = {"The Howl": band()["band_id"], "The Wardrobe": venue()["id"]}
    named = {name: ids.get(value, value) if isinstance(value, str) else value for name, value in asked.items()}

    assert sorted(each["title"] for each in told(desk, app, **named)) == titles


def test_a_feed_goes_back_a_year(app: Flask, desk: Desk, told: Told, venue: Make) -> None:
    for day in ("2025-11-21", "2025-11-22", "2026-11-21"):
        desk.add(title=day, status="confirmed", gig_day=day, venue=venue())

    assert [each["title"] for each in told(desk, app)] == ["2025-11-22", "2026-11-21"]


def test_a_long_feed_is_read_page_by_page_and_what_is_off_comes_first(
    database_app: Flask,
    at_desk: Callable[..., Desk],
    monkeypatch: pytest.MonkeyPatch,
    venue: Make,
) -> None:
    monkeypatch.setattr("gig_store.limits.FEED_PAGE", 2)
    desk, guest = at_desk(database_app), at_desk(database_app, "guest")
    secret = desk.send("POST", "/v1/feeds", {}).json["secret"]
    for day in range(1, 6):
        desk.add(title=f"{day}", status="confirmed", gig_day=f"2027-03-0{day}", venue=venue())
    desk.trash(desk.add(title="off", status="confirmed", gig_day="2027-03-09", venue=venue()))

    pages, cursor = [], None
    for _ in range(3):
        answer = guest.send("POST", "/v1/feeds/look", {"secret": secret, "cursor": cursor}).json
        pages.append([each["title"] for each in answer["items"]])
        cursor = answer["next"]

    assert pages == [["off", "1", "2"], ["3", "4"], ["5"]]
    assert cursor is None
