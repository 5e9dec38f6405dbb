"""Needs you: above the list, only if not empty, each row with its one next action."""

import html
import re
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
import requests
from flask.testing import FlaskClient

from gig_web.clients.people import People, Present

Json = dict[str, Any]
Make = Callable[..., Json]

GIG = "/gigs/01890000-0000-7000-8000-000000000001"
NEEDS: dict[str, tuple[Json, str, str, str]] = {
    "tonight": ({"doors": "19:30"}, "Tonight doors 19:30", "Day sheet", f"{GIG}/sheet"),
    "challenged": (
        {"status": "hold", "challenged_until": "2027-03-05T12:00:00Z"},
        "Challenged until Fri 5 Mar 2027, 12:00 UTC",
        "Confirm or release",
        f"{GIG}#hold-box",
    ),
    "lapsed": (
        {"status": "hold", "hold_expires": "2027-03-01"},
        "Hold lapsed ended Mon 1 Mar 2027",
        "Renew or release",
        f"{GIG}#hold-box",
    ),
    "ending": (
        {"status": "offered", "offer_expires": "2027-03-05", "hold_expires": "2027-03-08"},
        "Offer ends on Fri 5 Mar 2027",
        "Confirm or decline",
        f"{GIG}#hold-box",
    ),
    "no_deal": ({}, "No deal yet", "Add the deal", f"{GIG}/edit#deal"),
    "no_attendance": ({}, "How many came?", "Add attendance", f"{GIG}#attendance"),
}


def rows(page: str) -> list[tuple[str, str, str]]:
    """Read why, what is to be done, and where it leads, row by row."""
    why = r'<span class="need-why">(.*?)</span>\s*<span class="need-gig">'
    found = re.findall(why + r'.*?<a class="btn[^>]*?href="(.*?)">([^<]*)', page, re.DOTALL)
    return [(" ".join(re.sub("<[^>]+>", " ", why).split()), does, html.unescape(to)) for why, to, does in found]


@pytest.mark.parametrize("why", NEEDS)
def test_each_need_has_its_one_next_action(
    client: FlaskClient, planner: SimpleNamespace, a_night: Make, why: str
) -> None:
    given, said, action, address = NEEDS[why]
    planner.needs({"why": why, "gig": a_night(**given)}, more={})

    assert rows(client.get("/gigs").text) == [(said, action, address)]


@pytest.mark.usefixtures("planner")
def test_nothing_stands_there_where_nothing_waits(client: FlaskClient) -> None:
    assert "Needs you" not in client.get("/gigs").text


def test_many_of_a_kind_are_counted_and_listed_elsewhere(
    client: FlaskClient, planner: SimpleNamespace, a_night: Make
) -> None:
    planner.needs({"why": "no_attendance", "gig": a_night()}, more={"no_attendance": 12})

    page = html.unescape(client.get("/gigs").text)

    there = "/gigs?from=2027-02-01&to=2027-03-03&status=confirmed&sort=-gig_day"
    assert f'<li class="need-more"><a href="{there}">and 12 more' in page


@pytest.mark.parametrize("query", ["q=howl", "past=1", "sort=venue", "cursor=abc", "days=moon"])
def test_a_search_is_not_interrupted_by_it(client: FlaskClient, planner: SimpleNamespace, query: str) -> None:
    client.get(f"/gigs?{query}")

    assert "/v1/gigs/needs" not in [sent.path for sent in planner.mock.request_history]


def test_viewers_are_led_to_the_gig_alone(
    client: FlaskClient, planner: SimpleNamespace, a_night: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    present = People.present
    monkeypatch.setattr(
        People, "present", lambda people: Present(replace(present(people).person, role="viewer"), newcomer=False)
    )
    with client.session_transaction() as cookie:
        cookie["account"] = {**cookie["account"], "role": "viewer"}
    planner.needs({"why": "tonight", "gig": a_night()}, {"why": "no_attendance", "gig": a_night()}, more={})

    page = client.get("/gigs").text

    assert rows(page) == [("Tonight", "Day sheet", f"{GIG}/sheet"), ("How many came?", "Open", GIG)]


@pytest.mark.parametrize("answer", [{"exc": requests.ConnectTimeout}, {"status_code": 404, "json": {}}])
def test_a_backend_that_cannot_say_leaves_the_list_up(
    client: FlaskClient, planner: SimpleNamespace, a_night: Make, answer: Json
) -> None:
    planner.list(a_night())
    planner.mock.get("http://gigs.test/v1/gigs/needs", **answer)

    page = client.get("/gigs").text

    assert "The Howl" in page
    assert "does not answer:</strong> your gig list" in page


def test_kinds_of_a_later_version_are_left_to_it(client: FlaskClient, planner: SimpleNamespace, a_night: Make) -> None:
    planner.needs({"why": "no_poster", "gig": a_night()}, more={"no_poster": 3})

    answer = client.get("/gigs")

    assert answer.status_code == 200
    assert "Needs you" not in answer.text
