"""Copy dates: what my rooms have free, as text."""

import html
import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
import requests
from flask.testing import FlaskClient

Json = dict[str, Any]
Make = Callable[..., Json]

WARDROBE = "01890000-0000-7000-8000-00000000000e"
STEREO = "01890000-0000-7000-8000-00000000000f"
IS = " \u2013 "  # an en dash
NOTHING = {"confirmed": 0, "holds": 0, "ideas": 0}


@pytest.fixture
def rooms(planner: SimpleNamespace, a_room: Make) -> SimpleNamespace:
    """Let The Wardrobe and Stereo be mine, and something stand on some of their nights."""
    planner.rooms(a_room(dark_days=["2027-10-17/2027-10-17"]), a_room(id=STEREO, name="Stereo"))
    planner.nights(
        {"venue_id": WARDROBE, "gig_day": "2027-10-15", **NOTHING, "holds": 1},
        {"venue_id": WARDROBE, "gig_day": "2027-10-16", **NOTHING, "confirmed": 1, "holds": 1},
        {"venue_id": STEREO, "gig_day": "2027-10-14", **NOTHING, "ideas": 3},
    )
    return planner


def text_of(page: str) -> str:
    [found] = re.findall(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    return html.unescape(found)


def test_days_that_were_asked_for_are_answered_one_by_one(client: FlaskClient, rooms: SimpleNamespace) -> None:
    page = client.get(f"/gigs/dates?days=14-17+Oct&room={WARDROBE}").text

    days = "2027-10-14,2027-10-15,2027-10-16,2027-10-17"
    assert rooms.asked("/v1/gigs/nights") == {"venue": [WARDROBE], "days": [days]}
    assert (
        text_of(page) == f"The Wardrobe: Thu 14 Oct{IS}free · Fri 15 Oct{IS}2nd hold · Sat 16 Oct{IS}taken"
        f" · Sun 17 Oct{IS}closed"
    )


def test_a_range_lists_what_can_be_had_at_each_room(client: FlaskClient, rooms: SimpleNamespace) -> None:
    page = client.get("/gigs/dates?from=2027-10-15&to=2027-10-16").text

    both = f"{WARDROBE},{STEREO}"
    assert rooms.asked("/v1/gigs/nights") == {"venue": [both], "from": ["2027-10-15"], "to": ["2027-10-16"]}
    assert text_of(page) == f"The Wardrobe: Fri 15 Oct{IS}2nd hold\nStereo: Fri 15 Oct{IS}free · Sat 16 Oct{IS}free"


def test_it_opens_on_the_four_weeks_from_tomorrow(client: FlaskClient, rooms: SimpleNamespace) -> None:
    client.get("/gigs/dates")

    asked = rooms.asked("/v1/gigs/nights")
    assert (asked["from"], asked["to"]) == (["2027-03-04"], ["2027-03-31"])


@pytest.mark.usefixtures("rooms")
def test_a_room_without_a_free_night_says_so(client: FlaskClient) -> None:
    page = client.get(f"/gigs/dates?from=2027-10-16&to=2027-10-17&room={WARDROBE}").text

    assert text_of(page) == "The Wardrobe: nothing free"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        pytest.param("2027-12-28", "Tue 28 Dec", id="within ten months"),
        pytest.param("2027-12-29", "Wed 29 Dec 2027", id="farther ahead"),
    ],
)
@pytest.mark.usefixtures("rooms")
def test_a_day_far_ahead_names_its_year(client: FlaskClient, day: str, said: str) -> None:
    assert text_of(client.get(f"/gigs/dates?days={day}&room={STEREO}").text) == f"Stereo: {said}{IS}free"


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("days=next+moon", "Write days as “14 or 15 Oct”"),
        ("from=soon", "Write the date as year-month-day, such as 2027-03-12."),
        ("from=2027-10-16&to=2027-10-15", "Choose a day on or after the first, at most 92 days in all."),
        ("from=2027-10-16&to=2028-10-15", "Choose a day on or after the first, at most 92 days in all."),
    ],
)
@pytest.mark.usefixtures("rooms")
def test_what_cannot_be_read_gets_a_sentence(client: FlaskClient, query: str, sentence: str) -> None:
    page = html.unescape(client.get(f"/gigs/dates?{query}").text)

    assert sentence in page
    assert 'id="dates"' not in page


@pytest.mark.usefixtures("planner")
def test_without_a_room_of_mine_the_first_step_is_offered(client: FlaskClient) -> None:
    page = client.get("/gigs/dates").text

    assert "No room of yours yet" in page
    assert '<a class="btn btn-accent" href="/venues?choose=mine">' in page


def test_a_silent_backend_is_named_and_nothing_called_free(client: FlaskClient, rooms: SimpleNamespace) -> None:
    rooms.mock.get("http://gigs.test/v1/gigs/nights", exc=requests.ConnectTimeout)

    page = client.get("/gigs/dates?days=14+Oct").text

    assert "does not answer:</strong> your gig list" in page
    assert 'value="14 Oct"' in page
    assert 'id="dates"' not in page
