"""The calendar: whose nights it shows, which of them are free, how it is walked through."""

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
MARCH = "/gigs/calendar?month=2027-03"
NOTHING = {"confirmed": 0, "holds": 0, "ideas": 0}


def cells(page: str) -> dict[str, str]:
    """Read what the grid says, day by day, tags left out."""
    found = re.findall(r'<td id="d([0-9-]+)"[^>]*>(.*?)</td>', page, re.DOTALL)
    return {day: " ".join(html.unescape(re.sub("<[^>]+>", " ", text)).split()) for day, text in found}


@pytest.fixture
def one_room(planner: SimpleNamespace, a_room: Make) -> SimpleNamespace:
    """Let The Wardrobe be my only room."""
    planner.rooms(a_room(dark_days=["2027-03-08/2027-03-09"]))
    return planner


@pytest.fixture
def two_rooms(planner: SimpleNamespace, a_room: Make) -> SimpleNamespace:
    """Let The Wardrobe and Stereo be my rooms."""
    planner.rooms(a_room(), a_room(id=STEREO, name="Stereo"))
    return planner


def test_it_opens_on_this_month_and_my_rooms(client: FlaskClient, two_rooms: SimpleNamespace) -> None:
    page = client.get("/gigs/calendar").text

    both = f"{WARDROBE},{STEREO}"
    assert two_rooms.asked("/v1/venues") == {"own": ["1"], "sort": ["name"], "limit": ["100"]}
    assert two_rooms.asked("/v1/gigs/month") == {
        "from": ["2027-03-01"],
        "to": ["2027-03-31"],
        "venue": [both],
        "each": ["4"],
    }
    assert two_rooms.asked("/v1/gigs/nights") == {"from": ["2027-03-01"], "to": ["2027-03-31"], "venue": [both]}
    assert '<h2 id="month">March 2027</h2>' in page
    assert next(iter(cells(page))) == "2027-03-01"
    assert len(cells(page)) == 31


def test_a_night_to_come_is_free_unless_something_stands_or_the_room_is_closed(
    client: FlaskClient, one_room: SimpleNamespace
) -> None:
    at = {"venue_id": WARDROBE, **NOTHING}
    one_room.nights(
        {**at, "gig_day": "2027-03-10", "confirmed": 1},
        {**at, "gig_day": "2027-03-11", "holds": 1},
        {**at, "gig_day": "2027-03-12", "ideas": 2},
    )

    said = cells(client.get(MARCH).text)

    assert said["2027-03-02"] == "2"  # is past
    assert said["2027-03-03"] == "3 Today"
    assert said["2027-03-08"] == "8 Closed"
    assert said["2027-03-10"] == "10"
    assert said["2027-03-11"] == "11"
    assert said["2027-03-12"] == "12 Free + Suggest for Friday 12 March 2027 at The Wardrobe"
    assert said["2027-03-13"] == "13 Free + Suggest for Saturday 13 March 2027 at The Wardrobe"


@pytest.mark.usefixtures("one_room")
def test_suggest_keeps_the_room_and_the_night(client: FlaskClient) -> None:
    page = html.unescape(client.get(MARCH).text)

    assert f'href="/?venue={WARDROBE}&day=2027-03-05&keep=venue,day"' in page


def test_with_several_rooms_a_night_names_those_that_are_free(client: FlaskClient, two_rooms: SimpleNamespace) -> None:
    two_rooms.nights({"venue_id": WARDROBE, "gig_day": "2027-03-12", **NOTHING, "confirmed": 1})

    said = cells(client.get(MARCH).text)

    assert said["2027-03-12"] == "12 Free Stereo + Suggest for Friday 12 March 2027 at Stereo"
    assert said["2027-03-13"].count("+ Suggest") == 2


def test_without_a_room_of_mine_no_night_is_called_free(client: FlaskClient, planner: SimpleNamespace) -> None:
    page = client.get(MARCH).text

    assert planner.asked("/v1/gigs/month") == {"from": ["2027-03-01"], "to": ["2027-03-31"], "each": ["4"]}
    assert "+ Suggest" not in page
    assert 'href="/venues?choose=mine">Mark a venue as yours</a>' in page


def test_all_gigs_are_one_click_away_and_call_no_night_free(client: FlaskClient, two_rooms: SimpleNamespace) -> None:
    page = html.unescape(client.get(f"{MARCH}&show=all").text)

    assert "venue" not in two_rooms.asked("/v1/gigs/month")
    assert "+ Suggest" not in page
    assert f'href="/gigs/calendar?month=2027-03&room={STEREO}"' in page
    assert 'href="/gigs/calendar?month=2027-03&show=all" aria-current="true"' in page


def test_one_room_is_shown_alone(client: FlaskClient, two_rooms: SimpleNamespace) -> None:
    client.get(f"{MARCH}&room={STEREO}")

    assert two_rooms.asked("/v1/gigs/month")["venue"] == [STEREO]


def test_rooms_of_one_name_are_told_apart_by_their_city(
    client: FlaskClient, planner: SimpleNamespace, a_room: Make
) -> None:
    planner.rooms(a_room(name="Academy", city="Leeds"), a_room(id=STEREO, name="Academy", city="Bristol"))

    page = client.get(MARCH).text

    free = "+ Suggest for Friday 5 March 2027 at Academy"
    assert cells(page)["2027-03-05"] == f"5 Free Academy, Leeds {free}, Leeds Academy, Bristol {free}, Bristol"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        pytest.param({}, "Confirmed: The Howl", id="confirmed"),
        pytest.param({"status": "hold", "hold_level": 2}, "2nd hold: The Howl 2nd hold", id="a second hold"),
        pytest.param(
            {"status": "hold", "hold_level": 1, "hold_lapsed": True},
            "1st hold, lapsed: The Howl 1st hold · lapsed",
            id="a lapsed hold",
        ),
        pytest.param({"status": "hold"}, "Hold: The Howl", id="a hold without level"),
        pytest.param({"status": "offered", "slot": "late"}, "Offered: The Howl late", id="a late show"),
        pytest.param({"status": "cancelled"}, "Cancelled: The Howl", id="cancelled"),
        pytest.param({"played": True}, "Played: The Howl", id="played"),
    ],
)
def test_a_gig_says_its_status_before_its_name(
    client: FlaskClient, one_room: SimpleNamespace, a_night: Make, given: Json, said: str
) -> None:
    one_room.month({"gig_day": "2027-03-01", "total": 1, "gigs": [a_night(**given)]})

    page = client.get(MARCH).text

    assert cells(page)["2027-03-01"] == f"1 {said}"
    assert ("<s>The Howl</s>" in page) == (given.get("status") == "cancelled")


def test_a_busy_day_leads_to_its_list(client: FlaskClient, one_room: SimpleNamespace, a_night: Make) -> None:
    one_room.month({"gig_day": "2027-03-01", "total": 8, "gigs": [a_night() for _ in range(4)]})

    page = html.unescape(client.get(MARCH).text)

    assert cells(page)["2027-03-01"].count("The Howl") == 3
    assert f'href="/gigs?from=2027-03-01&to=2027-03-01&venue={WARDROBE}">+5 more' in page


@pytest.mark.usefixtures("two_rooms")
def test_months_are_walked_through_in_the_address(client: FlaskClient) -> None:
    page = html.unescape(client.get("/gigs/calendar?month=2026-12&show=all&view=agenda").text)

    rest = "&show=all&view=agenda"
    assert f'href="/gigs/calendar?month=2026-11{rest}" rel="prev"' in page
    assert f'href="/gigs/calendar?month=2027-01{rest}" rel="next"' in page
    assert f'href="/gigs/calendar?month=2027-03{rest}">Today</a>' in page
    assert '<table class="month"' not in page


@pytest.mark.usefixtures("one_room")
def test_a_month_that_cannot_be_read_gets_a_sentence_and_this_month(client: FlaskClient) -> None:
    page = client.get("/gigs/calendar?month=next+moon").text

    assert "“next moon” cannot be read. Write the month as 2027-03 or March 2027." in page
    assert '<h2 id="month">March 2027</h2>' in page


def test_an_agenda_leaves_out_days_with_nothing(client: FlaskClient, planner: SimpleNamespace, a_night: Make) -> None:
    planner.month({"gig_day": "2027-03-12", "total": 1, "gigs": [a_night()]})

    page = client.get(MARCH).text

    assert re.findall(r'<li id="a([0-9-]+)"', page) == ["2027-03-12"]


def test_an_agenda_names_all_rooms_that_are_free(client: FlaskClient, planner: SimpleNamespace, a_room: Make) -> None:
    planner.rooms(*[a_room(id=f"01890000-0000-7000-8000-00000000001{n}", name=f"Room {n}") for n in range(5)])

    page = client.get(MARCH).text

    assert cells(page)["2027-03-05"].endswith("+2 more free on Friday 5 March 2027 Room 3 Room 4")  # on paper
    agenda = page[page.index('<ol class="agenda">') :]
    assert all(f"Friday 5 March 2027 at Room {n}<" in agenda for n in range(5))


@pytest.mark.parametrize("path", ["month", "nights"])
def test_a_silent_backend_leaves_the_calendar_up_and_no_night_is_shown_free(
    client: FlaskClient, one_room: SimpleNamespace, path: str
) -> None:
    one_room.mock.get(f"http://gigs.test/v1/gigs/{path}", exc=requests.ConnectTimeout)

    answer = client.get(MARCH)

    assert answer.status_code == 200
    assert "does not answer:</strong> your gig list" in answer.text
    assert "+ Suggest" not in answer.text


def test_a_backend_of_the_version_before_counts_as_silent(client: FlaskClient, one_room: SimpleNamespace) -> None:
    one_room.mock.get("http://gigs.test/v1/gigs/month", status_code=404, json={})
    one_room.mock.get("http://gigs.test/v1/gigs/nights", status_code=404, json={})

    page = client.get(MARCH).text

    assert "does not answer:</strong> your gig list" in page
    assert "+ Suggest" not in page


def test_a_silent_venue_list_leaves_all_gigs(client: FlaskClient, planner: SimpleNamespace, a_night: Make) -> None:
    planner.mock.get("http://venues.test/v1/venues", exc=requests.ConnectTimeout)
    planner.month({"gig_day": "2027-03-12", "total": 1, "gigs": [a_night()]})

    page = client.get(MARCH).text

    assert "does not answer:</strong> the venue list" in page
    assert cells(page)["2027-03-12"] == "12 Confirmed: The Howl The Wardrobe"
    assert "+ Suggest" not in page
