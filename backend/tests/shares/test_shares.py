"""A link to a day sheet needs no account, shows no money, can be taken back and ends at noon after the night."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from flask import Flask

from gig_store import limits

Desk = Any
Json = dict[str, Any]
Night = Callable[..., Json]
Look = Callable[[Flask, str], Any]


def share(desk: Desk, gig: Json, contacts: Json | None = None) -> Json:
    answer = desk.send("POST", "/v1/shares", {"gig": gig["id"], "contacts": contacts or {}})
    assert answer.status_code == 201, answer.text
    return dict(answer.json)


def test_a_link_shows_the_sheet_without_an_account_and_without_money_or_private_notes(
    database_app: Flask, at_desk: Callable[..., Desk], night: Night, contacts: Json, look: Look
) -> None:
    desk = at_desk(database_app)
    gig = desk.add(**night())

    made = share(desk, gig, contacts)

    seen = look(database_app, made["secret"])
    assert (seen.status_code, len(made["secret"])) == (200, 43)
    assert seen.json == {
        "gig": {
            "title": None,
            "status": "confirmed",
            "gig_day": "2027-03-12",
            "load_in": None,
            "soundcheck": None,
            "doors": "19:30",
            "start": None,
            "end": None,
            "staff_notes": "Keys at the bar",
            "venue": {
                **{name: gig["venue"][name] for name in ("id", "name", "city", "timezone")},
                "lat": None,
                "lon": None,
            },
            "lineup": [
                {name: gig["lineup"][0][name] for name in ("band_id", "name", "billing")} | {"set_time": "21:00"}
            ],
        },
        "contacts": contacts,
        "shared_at": "2027-03-12T15:00:00Z",
        "ends_at": "2027-03-13T12:00:00Z",
    }


def test_links_are_listed_with_who_made_them_and_without_their_secrets(
    app: Flask, at_desk: Callable[..., Desk], night: Night
) -> None:
    desk = at_desk(app, "booker", "Sam")
    gig = desk.add(**night())
    made = share(desk, gig)

    listed = desk.get(f"/v1/shares?gig={gig['id']}")

    by = {"id": str(desk.account.id), "name": "Sam"}
    times = {"created_at": "2027-03-12T15:00:00Z", "ends_at": "2027-03-13T12:00:00Z"}
    assert listed == {"items": [{"id": made["id"], "created_by": by, **times}], "next": None}


def test_a_sheet_shows_the_gig_as_it_is_now(app: Flask, desk: Desk, night: Night, look: Look) -> None:
    gig = desk.add(**night())
    secret = share(desk, gig)["secret"]

    desk.change(gig, doors="20:00", status="cancelled")

    seen = look(app, secret).json["gig"]
    assert (seen["doors"], seen["status"]) == ("20:00", "cancelled")


def test_a_link_that_was_taken_back_is_gone(app: Flask, desk: Desk, night: Night, look: Look) -> None:
    made = share(desk, desk.add(**night()))

    answers = [desk.send("DELETE", f"/v1/shares/{made['id']}").status_code for _ in range(2)]

    gone = look(app, made["secret"])
    assert (answers, gone.status_code, gone.json["code"]) == ([204, 204], 404, "share_gone")


@pytest.mark.parametrize(
    ("zone", "now", "status"),
    [
        pytest.param("Europe/London", "2027-03-13T11:59:59Z", 200, id="until noon"),
        pytest.param("Europe/London", "2027-03-13T12:00:00Z", 404, id="from noon on"),
        pytest.param("America/Los_Angeles", "2027-03-13T19:59:59Z", 200, id="noon there"),
        pytest.param("Asia/Tokyo", "2027-03-13T03:00:00Z", 404, id="noon there already"),
        pytest.param(None, "2027-03-13T11:59:59Z", 200, id="in UTC where the zone is not known"),
    ],
)
def test_a_link_ends_at_noon_after_the_night_where_it_was(  # noqa: PLR0913, PLR0917  # the planner and a case
    app: Flask, desk: Desk, night: Night, look: Look, zone: str | None, now: str, status: int
) -> None:
    room = night()["venue"] | {"timezone": zone}
    secret = share(desk, desk.add(**night(venue=room)))["secret"]

    with time_machine.travel(now, tick=False):
        assert look(app, secret).status_code == status


def test_a_link_follows_the_gig_to_another_night(app: Flask, desk: Desk, night: Night, look: Look) -> None:
    gig = desk.add(**night())
    secret = share(desk, gig)["secret"]
    desk.change(gig, gig_day="2027-03-19")

    with time_machine.travel("2027-03-19T20:00:00Z", tick=False):
        seen = look(app, secret).json

    assert (seen["gig"]["gig_day"], seen["ends_at"]) == ("2027-03-19", "2027-03-20T12:00:00Z")


@pytest.mark.parametrize("away", ["trashed", "postponed"])
def test_a_link_to_a_gig_that_has_no_night_leads_nowhere(
    app: Flask, desk: Desk, night: Night, look: Look, away: str
) -> None:
    gig = desk.add(**night())
    secret = share(desk, gig)["secret"]

    desk.trash(gig) if away == "trashed" else desk.change(gig, status="idea")

    assert look(app, secret).status_code == 404
    assert desk.get(f"/v1/shares?gig={gig['id']}")["items"][0]["ends_at"] is None


@pytest.mark.parametrize("secret", ["", "wrong", "x" * 100])
def test_a_wrong_link_is_not_found(app: Flask, look: Look, secret: str) -> None:
    assert look(app, secret).status_code == 404


def test_a_gig_without_a_date_cannot_be_shared(desk: Desk) -> None:
    answer = desk.send("POST", "/v1/shares", {"gig": desk.add(title="a")["id"], "contacts": {}})

    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/gig")


def test_a_gig_in_the_trash_cannot_be_shared(desk: Desk, night: Night) -> None:
    gig = desk.trash(desk.add(**night()))

    assert desk.send("POST", "/v1/shares", {"gig": gig["id"], "contacts": {}}).status_code == 409


def test_a_gig_there_is_not_cannot_be_shared(desk: Desk) -> None:
    assert desk.send("POST", "/v1/shares", {"gig": str(uuid.uuid4()), "contacts": {}}).status_code == 404


def test_nobody_collects_links_without_end(desk: Desk, night: Night) -> None:
    gig = desk.add(**night())
    for _ in range(limits.SHARES):
        share(desk, gig)

    answer = desk.send("POST", "/v1/shares", {"gig": gig["id"], "contacts": {}})

    assert (answer.status_code, answer.json["detail"]) == (
        409,
        "There are 20 links to this day sheet. Revoke one first.",
    )
