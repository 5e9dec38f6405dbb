"""Gigs made, read, replaced and changed over HTTP."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from flask import Flask
from testkit.accounts import acting_as

Desk = Any
Make = Callable[..., dict[str, Any]]

STAMPS = ("created_at", "created_by", "updated_at", "updated_by")
ID = "0192f3a0-7c1e-7abc-8def-0123456789ab"
NOW = "2027-01-04T12:00:00Z"


@pytest.fixture(autouse=True)
def on_a_monday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def test_a_gig_comes_back_as_it_was_sent_with_what_the_service_sets(desk: Desk, venue: Make, band: Make) -> None:
    room = venue(
        city="Leeds", capacity=300, lat=53.8, lon=-1.54, timezone="Europe/London", genres=["Indie"],
        dark_days=["2027-05-01"], own=True,
    )  # fmt: skip
    act = band(
        set_time="21:00", fee="120.5", lat=53.4, lon=-2.2, genres=["rock"], draw=150,
        unavailable=["2027-08-01/2027-08-14"], radius_km=50, days_before=30, days_after=14,
    )  # fmt: skip
    deal = {
        "type": "versus", "currency": "GBP", "ticket_price": "12.00", "tax_pct": "20", "gross_pct": "0", "comps": 5,
        "guarantee": "400", "split_pct": "70", "costs": "600.00",
    }  # fmt: skip
    plain = {
        "title": "Winter Fest", "held_for": "Sam", "status": "hold", "hold_level": 1, "hold_expires": "2027-02-01",
        "challenged_until": "2027-01-06T12:00:00Z", "offer_expires": None, "booking": ID, "asked_on": "2027-01-03",
        "gig_day": "2027-03-12", "load_in": "15:00", "soundcheck": "16:00", "doors": "19:00", "start": "20:00",
        "end": "23:30", "slot": "late", "attendance": 12, "notes": "two\nlines", "staff_notes": "s",
        "description": "d", "published": True,
    }  # fmt: skip

    answer = desk.put(ID, {**plain, "venue": room, "lineup": [act], "deal": deal})

    assert answer.status_code == 201
    assert answer.headers["Location"] == f"/v1/gigs/{ID}"
    assert answer.headers["ETag"] == '"1"'
    assert answer.json == {
        "id": ID,
        **plain,
        "deal": deal | {"guarantee": "400.00", "tax_pct": "20.00", "gross_pct": "0.00", "split_pct": "70.00"},
        "venue": room | {"genres": ["indie"], "dark_days": ["2027-05-01/2027-05-01"]},
        "lineup": [act | {"fee": "120.50"}],
        "hold_lapsed": False,
        "offer_ended": False,
        "previous_gig_day": None,
        "challenged_by": None,
        "date_no": None,
        "dates": None,
        "played": False,
        "rev": 1,
        "created_at": NOW,
        "created_by": str(desk.account.id),
        "updated_at": NOW,
        "updated_by": str(desk.account.id),
        "trashed_at": None,
    }
    assert desk.get(f"/v1/gigs/{ID}") == answer.json


def test_an_idea_needs_little_and_the_rest_is_empty(desk: Desk, venue: Make) -> None:
    gig = desk.add(venue=venue())

    filled = {name: value for name, value in gig.items() if value not in (None, [], False)}
    assert set(filled) == {"id", "status", "slot", "venue", "rev", "created_at", "updated_at"} | {
        "created_by",
        "updated_by",
    }
    assert (gig["status"], gig["slot"]) == ("idea", "evening")


@pytest.mark.parametrize("version", [1, 3, 4, 5, 6, 7, 8])
def test_the_client_may_choose_an_id_of_any_version(desk: Desk, version: int) -> None:
    chosen = f"0192f3a0-7c1e-{version}abc-8def-0123456789ab"

    assert desk.put(chosen.upper(), {"title": "a"}).json["id"] == chosen


def test_the_same_creating_body_again_gives_the_gig_as_it_is_now(desk: Desk) -> None:
    body = {"title": "a", "notes": "n"}
    desk.put(ID, body)
    desk.send("PATCH", f"/v1/gigs/{ID}", {"title": "b"}, 1)

    again = desk.put(ID, {"notes": "n", "title": "a"})

    assert (again.status_code, again.json["title"], again.headers["ETag"]) == (200, "b", '"2"')
    assert len(desk.titles()) == 1


def test_another_body_without_a_revision_is_refused(desk: Desk) -> None:
    desk.put(ID, {"title": "a"})

    assert desk.put(ID, {"title": "b"}).status_code == 428


def test_replacing_clears_what_is_not_sent_but_keeps_the_status(desk: Desk, venue: Make, band: Make) -> None:
    gig = desk.add(venue=venue(), lineup=[band()], gig_day="2027-03-12", status="confirmed", notes="n", slot="late")

    replaced = desk.put(gig["id"], {"venue": venue("O"), "lineup": [band()], "gig_day": "2027-03-12"}, gig["rev"])

    assert replaced.status_code == 200
    assert (replaced.json["notes"], replaced.json["slot"], replaced.json["status"]) == (None, "evening", "confirmed")
    assert (replaced.json["venue"]["name"], replaced.headers["ETag"]) == ("O", '"2"')


def test_a_gig_that_is_not_there_cannot_be_replaced(desk: Desk) -> None:
    assert desk.put(ID, {"title": "a"}, rev=1).status_code == 412


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "POST"])
def test_a_stale_revision_changes_nothing(desk: Desk, method: str) -> None:
    gig = desk.change(desk.add(title="a"), title="b")
    path = f"/v1/gigs/{gig['id']}" + ("/restore" if method == "POST" else "")

    answer = desk.send(method, path, {"title": "c"}, 1)

    assert (answer.status_code, answer.json["rev"]) == (412, 2)
    assert desk.get(f"/v1/gigs/{gig['id']}") == gig


@pytest.mark.parametrize("method", ["PATCH", "DELETE", "POST"])
def test_a_change_without_a_revision_is_refused(desk: Desk, method: str) -> None:
    gig = desk.add(title="a")
    path = f"/v1/gigs/{gig['id']}" + ("/restore" if method == "POST" else "")

    assert desk.send(method, path, {"title": "b"}).status_code == 428


def test_a_change_touches_only_what_it_names(desk: Desk, venue: Make, band: Make) -> None:
    gig = desk.add(venue=venue(), lineup=[band(), band("Fen")], notes="n", doors="19:00")

    changed = desk.change(gig, notes=None, doors="20:00")

    assert changed == gig | {"notes": None, "doors": "20:00", "rev": 2}


def test_a_change_that_changes_nothing_makes_no_revision(desk: Desk, venue: Make, band: Make) -> None:
    gig = desk.add(venue=venue(), lineup=[band(fee="10.00")], title="a")

    assert desk.change(gig, title="a", lineup=[band(fee="10")], venue=venue()) == gig


def test_the_line_up_can_be_reordered_and_replaced(desk: Desk, band: Make) -> None:
    gig = desk.add(lineup=[band("A"), band("B"), band("C")])

    gig = desk.change(gig, lineup=[band("C"), band("A", billing="support")])

    assert [(act["name"], act["billing"]) for act in gig["lineup"]] == [("C", "headline"), ("A", "support")]
    assert gig["rev"] == 2
    assert desk.get(f"/v1/gigs/{gig['id']}") == gig


def test_clearing_the_venue_clears_its_facts(desk: Desk, venue: Make) -> None:
    gig = desk.add(title="a", venue=venue(city="Leeds", lat=1.0, lon=2.0, genres=["rock"]))

    assert desk.change(gig, venue=None)["venue"] is None
    assert desk.titles("?city=leeds") == []


def test_what_the_service_sets_may_be_sent_back(desk: Desk, venue: Make, band: Make) -> None:
    gig = desk.add(venue=venue(), lineup=[band()])

    assert desk.put(gig["id"], gig, gig["rev"]).json == gig
    assert desk.patch(gig, **gig).json == gig


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
@pytest.mark.parametrize("other", [str(uuid.uuid4()), 5, None, "x"], ids=["another", "a number", "null", "no UUID"])
def test_a_body_with_another_id_than_the_address_is_refused(desk: Desk, method: str, other: object) -> None:
    answer = desk.send(method, f"/v1/gigs/{ID}", {"id": other, "title": "a"}, 1)

    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == "/id"


@pytest.mark.parametrize(
    ("method", "status"), [("GET", 404), ("PATCH", 404), ("DELETE", 404), ("POST", 404), ("PUT", 422)]
)
@pytest.mark.parametrize("gig_id", ["x", "{0192f3a0-7c1e-7abc-8def-0123456789ab}", "0" * 32, str(uuid.UUID(int=0))])
def test_an_address_that_is_no_uuid_leads_nowhere(desk: Desk, method: str, status: int, gig_id: str) -> None:
    path = f"/v1/gigs/{gig_id}" + ("/restore" if method == "POST" else "")

    assert desk.send(method, path, {"title": "a"}, 1 if method != "PUT" else None).status_code == status


@pytest.mark.parametrize("path", ["", "/history"])
def test_a_gig_nobody_made_is_not_found(desk: Desk, path: str) -> None:
    assert desk.send("GET", f"/v1/gigs/{ID}{path}").status_code == 404


def test_a_reader_who_has_the_revision_gets_304(desk: Desk, app: Flask) -> None:
    gig = desk.add(title="a")
    headers = acting_as(desk.account) | {"If-None-Match": '"1"'}

    answer = app.test_client().get(f"/v1/gigs/{gig['id']}", headers=headers)

    assert (answer.status_code, answer.data) == (304, b"")
