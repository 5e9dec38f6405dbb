"""A gig's page: what it tells, which steps it offers, its history."""

import html
import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
import requests
import requests_mock as mocking
from flask.testing import FlaskClient

Json = dict[str, Any]
Make = Callable[..., Json]
Serve = Callable[..., str]
ID = "01890000-0000-7000-8000-000000000001"
VERBS = ("Place hold", "Send offer", "Confirm", "Release", "Back to hold", "Declined", "Un-confirm", "Postpone")
VERBS += ("Cancel gig", "Revive")


def page_of(client: FlaskClient, gig: Json) -> str:
    answer = client.get(f"/gigs/{gig['id']}")
    assert answer.status_code == 200
    return " ".join(html.unescape(answer.text).split())


def test_the_page_tells_all_that_is_known(client: FlaskClient, serve: Serve, a_gig: Make, an_act: Make) -> None:
    deal = {"type": "versus", "currency": "GBP", "guarantee": "300.00", "split_pct": "70.00", "tax_pct": "20.00"}
    gig = a_gig(
        title="Loud Tuesday",
        status="confirmed",
        slot="late",
        start="20:00",
        held_for="Ada",
        attendance=0,
        notes="Two\nlines",
        deal={**deal, "ticket_price": "12.50", "comps": 10},
        lineup=[an_act(), an_act(band_id=None, name="Friends", billing="support", set_time="20:15", fee=None)],
    )
    serve(gig)

    page = page_of(client, gig)

    for said in (
        "The Howl", "with Friends", "Loud Tuesday", "Leeds · room for 200", "The Wardrobe", "Friday", "March 2027",
        "doors 19:30", "Confirmed", "Late", "<dt>Start</dt><dd>20:00</dd>", "<dt>Held for</dt><dd>Ada</dd>",
        "<dt>Attendance</dt><dd>0</dd>", "Versus: 300.00 GBP or 70 % after costs, whichever is more",
        "<dt>Ticket price</dt><dd>12.50 GBP</dd>", "<dt>Tax, %</dt><dd>20</dd>", "Two lines",
        "<dt>Guest list</dt><dd>10</dd>", "fee 250.00", "on at 20:15",
    ):  # fmt: skip
        assert said in page


def test_a_time_past_midnight_is_told_with_its_day(
    client: FlaskClient, serve: Serve, a_gig: Make, an_act: Make
) -> None:
    gig = a_gig(doors="23:00", end="04:00", lineup=[an_act(set_time="01:30")])  # on a Friday
    serve(gig)

    page = page_of(client, gig)

    assert "on at 01:30 (Sat)" in page
    assert "doors 23:00<" in page
    assert "<dt>End</dt><dd>04:00 (Sat)</dd>" in page


@pytest.mark.parametrize(
    ("status", "verbs"),
    [
        pytest.param("idea", ["Place hold", "Send offer", "Confirm"], id="idea"),
        pytest.param("hold", ["Send offer", "Confirm", "Release"], id="hold"),
        pytest.param("offered", ["Confirm", "Back to hold", "Declined"], id="offered"),
        pytest.param("confirmed", ["Un-confirm", "Postpone", "Cancel gig"], id="confirmed"),
        pytest.param("cancelled", ["Revive"], id="cancelled"),
    ],
)
def test_each_status_has_its_verbs_and_one_next_step(
    client: FlaskClient, serve: Serve, a_gig: Make, status: str, verbs: list[str]
) -> None:
    gig = a_gig(status=status)
    serve(gig)

    page = page_of(client, gig)

    offered = [verb for verb in VERBS if f">{verb}</button>" in page]
    assert sorted(offered) == sorted(verbs)
    assert page.count("btn-accent") == 1
    accent = page.split("btn-accent")[1].split("</")[0].split(">")[1]
    assert accent == ("Edit" if status == "confirmed" else verbs[0])
    assert 'name="rev" value="3"' in page


def test_an_offer_for_a_band_of_mine_is_received(client: FlaskClient, serve: Serve, a_gig: Make, a_band: Make) -> None:
    gig = a_gig(status="hold")
    serve(gig, band=a_band(own=True))

    page = page_of(client, gig)

    assert ">Offer received</button>" in page
    assert "Send offer" not in page


@pytest.mark.parametrize(
    ("missing", "needs"),
    [
        pytest.param({"gig_day": None}, "a date", id="no date"),
        pytest.param({"venue": None}, "a venue", id="no venue"),
        pytest.param({"gig_day": None, "venue": None, "doors": None}, "a date and a venue", id="neither"),
    ],
)
def test_an_idea_says_what_it_needs_before_it_can_be_held(
    client: FlaskClient, serve: Serve, a_gig: Make, missing: Json, needs: str
) -> None:
    gig = a_gig(**missing)
    serve(gig)

    page = page_of(client, gig)

    assert f">Add {needs}</a>" in page
    assert "Place hold" not in page


def test_a_hold_at_my_room_takes_the_next_place_by_itself(client: FlaskClient, serve: Serve, a_gig: Make) -> None:
    gig = a_gig()
    serve(a_gig(venue={**gig["venue"], "own": True}))

    page = page_of(client, gig)

    assert "takes the next place in its queue" in page
    assert "hold_level" not in page


def test_a_past_confirmed_gig_asks_for_its_attendance(client: FlaskClient, serve: Serve, a_gig: Make) -> None:
    gig = a_gig(status="confirmed", gig_day="2026-10-02", played=True)
    serve(gig)

    page = page_of(client, gig)

    assert "Played" in page
    assert "How many came?" in page


def test_a_trashed_gig_offers_only_to_restore_it(client: FlaskClient, serve: Serve, a_gig: Make) -> None:
    gig = a_gig(trashed_at="2026-11-20T08:00:00Z", status="confirmed")
    serve(gig)

    page = page_of(client, gig)

    assert "Since Fri 20 Nov 2026, 08:00 UTC." in page
    assert ">Restore</button>" in page
    assert "Move to trash" not in page
    assert "Postpone" not in page


def test_history_tells_who_when_and_what_in_words(client: FlaskClient, serve: Serve, a_gig: Make) -> None:
    gig = a_gig()
    change = {
        "rev": 3,
        "at": "2026-11-02T10:05:00Z",
        "by": {"id": "0192f3a0-7c1e-7abc-8def-00000000aaaa", "name": "Sam <b>"},
        "action": "confirmed",
        "accepted_warnings": ["travel"],
    }
    changes = [
        {"field": "status", "old": "hold", "new": "confirmed"},
        {"field": "doors", "old": None, "new": "19:30"},
    ]
    serve(gig, [{**change, "changes": changes}])

    page = page_of(client, gig)

    assert "<strong>Confirmed</strong>" in page
    assert 'Sam <b> · <time datetime="2026-11-02T10:05:00Z">Mon 2 Nov 2026, 10:05 UTC</time>' in page
    assert "<ul><li>Status: Hold → Confirmed</li><li>Doors: 19:30 <form" in page
    assert "</form> </li><li>Gone on in spite of: A long way to travel</li>" in page


@pytest.mark.parametrize("path", ["history", "bands"])
def test_the_page_stays_up_when_a_part_is_missing(
    client: FlaskClient, requests_mock: mocking.Mocker, serve: Serve, a_gig: Make, path: str
) -> None:
    gig = a_gig()
    serve(gig)
    requests_mock.get(re.compile(f"/{path}"), exc=requests.ConnectTimeout)

    page = page_of(client, gig)

    assert ("your gig list" if path == "history" else "the band list") in page
    assert ("The history cannot be shown just now." in page) is (path == "history")
    assert "Place hold" in page


def test_a_band_that_is_gone_does_not_disturb(
    client: FlaskClient, requests_mock: mocking.Mocker, serve: Serve, a_gig: Make, ids: SimpleNamespace
) -> None:
    gig = a_gig()
    serve(gig)
    requests_mock.get(f"http://bands.test/v1/bands/{ids.band}", status_code=404, json={})

    assert "does not answer" not in page_of(client, gig)


@pytest.mark.parametrize(
    ("path", "mocked", "status"),
    [
        pytest.param(ID, {"status_code": 404, "json": {}}, 404, id="unknown"),
        pytest.param(f"{ID}/edit", {"status_code": 404, "json": {}}, 404, id="unknown, to edit"),
        pytest.param(
            ID,
            {"status_code": 410, "json": {"detail": "Too late."}},
            410,
            id="expired",
        ),
        pytest.param(ID, {"exc": requests.ConnectTimeout}, 503, id="down"),
        pytest.param(f"{ID}/edit", {"exc": requests.ConnectTimeout}, 503, id="down, to edit"),
        pytest.param("not-an-id", {}, 404, id="no id"),
        pytest.param("00000000-0000-0000-0000-00000000000g", {}, 404, id="no hexadecimal"),
        pytest.param("%00", {}, 404, id="a NUL"),
    ],
)
def test_a_gig_that_cannot_be_shown_is_answered_by_a_page(
    client: FlaskClient, requests_mock: mocking.Mocker, path: str, mocked: Json, status: int
) -> None:
    requests_mock.get(re.compile("http://gigs.test/v1/gigs/"), **mocked)

    answer = client.get(f"/gigs/{path}")

    assert answer.status_code == status
    assert "<h1" in answer.text


def test_names_in_any_script_are_shown_and_never_run(
    client: FlaskClient, serve: Serve, a_gig: Make, an_act: Make
) -> None:
    names = ["<b>x</b>" * 25, "ж" * 200, "坂本龍一"]
    gig = a_gig(lineup=[an_act(name=name, band_id=None) for name in names], notes="<img src=x onerror=alert(1)>")
    serve(gig)

    answer = client.get(f"/gigs/{gig['id']}")

    assert "<b>" not in answer.text
    assert "<img" not in answer.text
    assert all(name in html.unescape(answer.text) for name in names)
