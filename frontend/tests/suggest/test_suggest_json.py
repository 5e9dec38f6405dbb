"""The suggestion as JSON."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from gig_web.suggest.cards import Card

Planner = Any
JSON = {"Accept": "application/json"}


def test_a_whole_card_is_all_there(client: FlaskClient, planner: Planner, card_address: str) -> None:
    answer = client.get(card_address, headers=JSON)

    found: Any = answer.json
    token = found["suggestion"].pop("token")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.vary.as_set() >= {"accept"}
    assert Card.open(token, "k" * 40).gig_day == "2027-03-12"
    assert found == {
        "suggestion": {
            "band": {
                "id": planner.bands[0]["id"],
                "name": "The Howl",
                "genres": ["post-punk"],
                "city": "Leeds",
                "country": "GB",
                "lat": 53.8,
                "lon": -1.549,
                "draw": 150,
                "fee": None,
                "own": False,
                "starter": True,
            },
            "venue": {
                "id": planner.venues[0]["id"],
                "name": "The Wardrobe",
                "genres": ["post-punk", "indie"],
                "city": "Leeds",
                "country": "GB",
                "lat": 53.8,
                "lon": -1.53,
                "capacity": 200,
                "timezone": "Europe/London",
                "own": False,
                "starter": True,
            },
            "gig_day": "2027-03-12",
            "doors": "19:30",
            "score": 85.0,
            "reasons": [
                {
                    "code": "clear",
                    "text": "Nothing else in your planner that night, for the band or the room.",
                    "weight": 0.0,
                },
                {"code": "genre", "text": "Post-punk suits this room.", "weight": 25.0},
                {"code": "capacity", "text": "Draws about 150, a good fit for a room of 200.", "weight": 25.0},
                {
                    "code": "distance",
                    "text": "1 km from where the band is at home, as the crow flies.",
                    "weight": 15.0,
                },
                {"code": "diary", "text": "Their own diary is not known: ask before you promise.", "weight": 0.0},
            ],
            "unknown": ["band fee"],
            "money": None,
        },
        "seed": 7,
        "pool": {"bands": 1, "venues": 1, "dates": 1, "eliminated": {}},
        "relaxations": [],
        "degraded": [],
    }


@pytest.mark.usefixtures("planner")
def test_a_card_is_dealt_without_being_sent_elsewhere(client: FlaskClient) -> None:
    first: Any = client.get("/", headers=JSON).json
    again: Any = client.get(f"/?seed={first['seed']}", headers=JSON).json

    assert first["suggestion"]["band"] == again["suggestion"]["band"]
    assert first["pool"] == {"bands": 2, "venues": 2, "dates": 8, "eliminated": {}}


def test_what_left_combinations_out_is_counted(client: FlaskClient, planner: Planner) -> None:
    planner.stand("2027-03-12", "band_busy", band=planner.bands[0]["id"])

    found: Any = client.get("/?seed=7&from=2027-03-12&to=2027-03-13", headers=JSON).json

    assert found["pool"] == {"bands": 2, "venues": 2, "dates": 2, "eliminated": {"band_busy": 2}}


def test_a_part_whose_service_is_silent_is_null(client: FlaskClient, planner: Planner) -> None:
    planner.down = {"bands", "gigs"}

    answer = client.get("/?seed=7", headers=JSON)

    found: Any = answer.json
    assert found["degraded"] == ["bands", "gigs"]
    assert found["suggestion"]["band"] is None
    assert found["suggestion"]["token"] is None
    assert found["suggestion"]["reasons"][0]["code"] == "unchecked"


def test_no_suggestion_comes_with_what_would_help(client: FlaskClient, planner: Planner) -> None:
    planner.bands = []
    planner.counts["bands"] = {"eligible": 0, "eliminated": {"genre": 9}, "alone": {"genre": 9}}

    found: Any = client.get("/?seed=7&genre=zydeco", headers=JSON).json

    assert found["suggestion"] is None
    assert found["relaxations"] == [{"text": "Any genre", "params": {"seed": "7"}, "gains": 9}]


def test_what_cannot_be_read_is_a_problem(client: FlaskClient) -> None:
    answer = client.get("/?capacity_min=x", headers=JSON)

    assert answer.status_code == 422
    assert answer.content_type == "application/problem+json"
    found: Any = answer.json
    assert found["errors"] == [{"pointer": "/capacity_min", "detail": "Write a whole number from 1 to 500,000."}]


@pytest.mark.usefixtures("planner")
@pytest.mark.parametrize(
    "accept", ["text/html,application/xhtml+xml,*/*;q=0.8", "*/*", ""], ids=["browser", "any", "none"]
)
def test_everybody_else_gets_a_page(client: FlaskClient, card_address: str, accept: str) -> None:
    assert client.get(card_address, headers={"Accept": accept}).mimetype == "text/html"
