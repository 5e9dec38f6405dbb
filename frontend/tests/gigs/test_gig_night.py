"""What stands against a gig's night is drawn on its page: by level, each with the other gig one click away."""

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
import requests_mock as mocking
from flask.testing import FlaskClient

from gig_web.gigs import words

Json = dict[str, Any]
Make = Callable[..., Json]
Serve = Callable[..., str]
Look = Callable[..., str]
ID = "01890000-0000-7000-8000-000000000001"
OTHER = {"id": "01890000-0000-7000-8000-000000000002", "title": "Lankum", "gig_day": "2027-03-12", "status": "hold"}
BUSY = {"level": "warn", "rule": "band_busy", "gig": OTHER, "text": "The Howl is on hold at The Acorn."}
TAKEN = {**BUSY, "level": "block", "rule": "venue_taken", "text": "The Wardrobe is taken."}
GENRE = {"level": "info", "rule": "same_genre", "gig": OTHER, "text": "The Wardrobe has the same genre 2 days later."}
DRAW = {"level": "info", "rule": "draw_above", "gig": None, "text": "Likely to sell out."}
HELD = {"level": "info", "rule": "venue_held", "gig": OTHER, "text": "Lankum holds it: you would be the 3rd hold."}
CLEAR = "Nothing in your planner stands against this night."


@pytest.fixture
def look(client: FlaskClient, requests_mock: mocking.Mocker, serve: Serve, a_gig: Make) -> Look:
    """Open the page of a gig that these conflicts stand against; give its text in one line."""

    def open_page(*conflicts: Json, status_code: int = 200, **given: object) -> str:
        url = serve(a_gig(**given))
        requests_mock.get(f"{url}/conflicts", status_code=status_code, json={"items": list(conflicts)})
        answer = client.get(f"/gigs/{ID}")
        assert answer.status_code == 200
        return " ".join(html.unescape(answer.text).split())

    return open_page


@pytest.mark.parametrize("status", ["idea", "hold", "offered", "confirmed"])
def test_what_stands_against_a_night_is_told_by_level_with_the_other_gig_one_click_away(
    look: Look, status: str
) -> None:
    page = look(TAKEN, BUSY, GENRE, DRAW, status=status)

    hard, known = page.index("<h2>Against this night</h2>"), page.index("<h2>Good to know</h2>")
    told = [page.index(one["text"]) for one in (TAKEN, BUSY, GENRE, DRAW)]
    assert [hard, told[0], told[1], known, told[2], told[3]] == sorted([hard, known, *told])
    assert re.findall(r'class="finding finding-(\w+)"', page) == ["block", "warn", "info", "info"]
    assert re.findall(r'finding-level">(.+?):</span> (.+?)</p>', page) == [
        ("Blocks it", "The night is taken"),
        ("Warning", "The band is busy"),
    ]
    link = f'<a href="/gigs/{OTHER["id"]}">See Lankum</a>'
    day = '<span class="text-body-secondary"><time datetime="2027-03-12">Fri 12 Mar 2027</time></span>'
    assert page.count(f"{link} {day}") == 3
    assert page.count('<span class="status hold">') >= 3


@pytest.mark.parametrize(("status", "told"), [("idea", True), ("confirmed", True), ("hold", False), ("offered", False)])
def test_what_waits_already_is_not_told_which_hold_it_would_be(look: Look, status: str, *, told: bool) -> None:
    page = look(HELD, status=status)

    assert (HELD["text"] in page, "<h2>Good to know</h2>" in page, CLEAR in page) == (told, told, False)


def test_a_clear_night_is_said_to_be_clear_in_your_planner_and_no_more(look: Look) -> None:
    page = look()

    assert CLEAR in page
    assert "Against this night" not in page


@pytest.mark.parametrize(
    "given",
    [
        {"gig_day": None},
        {"status": "cancelled"},
        {"gig_day": "2026-11-21"},
        {"trashed_at": "2026-11-20T10:00:00Z"},
    ],
    ids=["no date", "cancelled", "over", "in the trash"],
)
def test_what_has_no_night_to_come_is_not_asked_about(
    look: Look, requests_mock: mocking.Mocker, given: dict[str, object]
) -> None:
    page = look(TAKEN, **given)

    assert TAKEN["text"] not in page
    assert CLEAR not in page
    assert not [sent for sent in requests_mock.request_history if sent.path.endswith("/conflicts")]


def test_a_night_that_cannot_be_checked_is_never_called_clear(look: Look) -> None:
    page = look(status_code=500)

    assert "What stands against this night cannot be checked just now." in page
    assert CLEAR not in page


def test_a_backend_of_the_version_before_is_asked_in_vain_and_the_page_holds(look: Look) -> None:
    page = look(status_code=404)

    assert CLEAR not in page
    assert "cannot be checked" not in page


def test_every_rule_has_a_plain_name() -> None:
    named = {
        "venue_taken": "The night is taken",
        "hold_over_confirmed": "The night has a confirmed gig",
        "band_busy": "The band is busy",
        "dark_day": "The venue is closed",
        "unavailable": "The band is not available",
        "radius": "Within a radius clause",
        "travel": "A long way to travel",
        "diary": "Their diary says busy",
        "draw_over": "Far too small a room",
        "venue_held": "Others hold the night",
        "idea": "There is an idea for it",
        "cannot_check": "Cannot be checked",
        "draw_above": "Likely to sell out",
        "same_genre": "The same genre here",
        "same_city": "The same band in this city",
        "a_rule_to_come": "A rule to come",
    }

    assert {rule: words.rule(rule) for rule in named} == named


def test_an_idea_with_room_and_bands_in_common_is_told_once(look: Look) -> None:
    texts = ["The Wardrobe has an idea: Lankum.", "The Howl is planned for Lankum.", "Low Tide is planned for Lankum."]
    ideas = [GENRE | {"rule": "idea", "text": text} for text in texts]

    page = look(*ideas, GENRE)

    assert [text in page for text in (*texts, GENRE["text"])] == [True, False, False, True]
