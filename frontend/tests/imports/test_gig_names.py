"""The names in a list of gigs: looked up in the catalogue, batch by batch, as far as the time goes."""

from typing import Any

import pytest
import requests
from flask.testing import FlaskClient
from testkit.mocked_imports import STAGED, Lists, problem
from testkit.mocked_pickers import BAND, VENUE

from gig_web.imports import looking_up

Body = dict[str, Any]

OPEN = {"names": {"open": 12345, "missing_bands": 0, "missing_venues": 0}}
NAMING = STAGED | {"state": "naming", "counts": STAGED["counts"] | OPEN}
NOT_FOUND = {"id": None, "candidates": 0, "name": None, "city": None, "by": None, "entry": None}


def name(key: str, **changes: object) -> Body:
    usual: Body = {"key": key, "external_id": None, "name": f"Name {key}", "city": None, "rows": 1}
    return usual | changes


def found(entry: Body, by: str = "name") -> Body:
    return {"id": entry["id"], "candidates": 1, "name": entry["name"], "city": entry["city"], "by": by, "entry": entry}


def matches(lists: Lists, plural: str, *answers: Body) -> Any:  # noqa: ANN401  # what requests-mock gives
    return lists.mock.post(f"http://{plural}.test/v1/{plural}/match", json={"items": list(answers)})


@pytest.fixture
def asking(gigs: Lists) -> Lists:
    """Give a list that asks for a band and a venue."""
    gigs.has(NAMING)
    gigs.asks("band", "open", [name("a", city="Leeds")], [])
    gigs.asks("venue", "open", [name("b", external_id="7")], [])
    return gigs


def test_the_page_says_how_many_and_its_script_presses_the_button(admin: FlaskClient, gigs: Lists) -> None:
    gigs.has(NAMING)

    page = admin.get(gigs.page).text

    assert "12,345 names to look up" in page
    assert f'action="{gigs.page}/names" data-press>' in page
    assert "Look them up</button>" in page


def test_what_went_wrong_is_said_and_no_script_tries_it_for_ever(admin: FlaskClient, gigs: Lists) -> None:
    gigs.has(NAMING | {"problem": {"line": None, "detail": "Something went wrong on our side."}})

    page = admin.get(gigs.page).text

    assert "Something went wrong on our side." in page
    assert f'action="{gigs.page}/names" >' in page
    assert "data-press" not in page


def test_names_are_looked_up_and_noted_with_their_facts(admin: FlaskClient, asking: Lists) -> None:
    bands, venues = matches(asking, "bands", found(BAND)), matches(asking, "venues", found(VENUE))

    answer = admin.post(f"{asking.page}/names")

    wanted = {"external_id": None, "name": "Name a", "city": "Leeds"}
    assert bands.last_request.json() == {"items": [wanted], "entries": True}
    assert venues.last_request.json()["items"][0] == {"external_id": "7", "name": "Name b", "city": None}
    noted = [each.json() for each in asking.sent("POST", "/names")]
    assert [(each["kind"], each["items"][0]["key"], each["items"][0]["id"]) for each in noted[:2]] == [
        ("band", "a", BAND["id"]),
        ("venue", "b", VENUE["id"]),
    ]
    assert noted[0]["items"][0]["facts"] == {
        member: BAND[member]
        for member in ("days_after", "days_before", "draw", "genres", "lat", "lon", "name", "radius_km", "unavailable")
    }
    assert noted[1]["items"][0]["facts"].keys() == {
        *("capacity", "city", "dark_days", "genres", "lat", "lon", "name", "own", "timezone")
    }
    assert answer.location == asking.page


def test_when_all_are_looked_up_the_planning_begins_also_where_it_was_cut_off(admin: FlaskClient, gigs: Lists) -> None:
    gigs.has(NAMING)
    for kind in ("band", "venue"):
        gigs.asks(kind, "open", [])

    admin.post(f"{gigs.page}/names")

    assert [each.json() for each in gigs.sent("POST", "/names")] == [{"kind": "band", "items": []}]


def test_a_planning_that_has_begun_is_left_alone(admin: FlaskClient, gigs: Lists) -> None:
    gigs.has(NAMING | {"state": "planning"})
    for kind in ("band", "venue"):
        gigs.asks(kind, "open", [])

    admin.post(f"{gigs.page}/names")

    assert gigs.sent("POST") == []


@pytest.mark.parametrize(
    ("asked", "answer", "noted"),
    [
        (name("a"), NOT_FOUND, {"id": None, "candidates": 0}),
        (name("a"), NOT_FOUND | {"candidates": 3}, {"id": None, "candidates": 3}),
        (name("a", name=None, external_id="7"), found(BAND, "name"), {"id": None, "candidates": 0}),
        (name("a", name=None, external_id="7"), found(BAND, "external_id"), {"id": BAND["id"], "candidates": 1}),
    ],
    ids=["nobody", "one of several", "a number that is somebody's name", "a number"],
)
def test_a_name_means_one_or_nobody(admin: FlaskClient, asking: Lists, asked: Body, answer: Body, noted: Body) -> None:
    asking.asks("band", "open", [asked], [])
    bands, _ = matches(asking, "bands", answer), matches(asking, "venues", NOT_FOUND)

    admin.post(f"{asking.page}/names")

    [item] = asking.sent("POST", "/names")[0].json()["items"]
    assert {member: item[member] for member in noted} == noted
    assert (item["facts"] is None) == (noted["id"] is None)
    assert bands.last_request.json()["items"][0]["name"] == (asked["name"] or "7")


def test_when_the_time_is_over_the_next_press_goes_on(
    admin: FlaskClient, asking: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking_up, "SECONDS", 0.0)

    answer = admin.post(f"{asking.page}/names")

    assert answer.location == asking.page
    assert asking.sent("POST") == []
    assert "data-press" in admin.get(asking.page).text


def test_a_picker_that_does_not_answer_is_said_and_the_script_waits_for_a_person(
    admin: FlaskClient, asking: Lists
) -> None:
    asking.mock.post("http://bands.test/v1/bands/match", exc=requests.ConnectionError)

    page = admin.post(f"{asking.page}/names", follow_redirects=True).text

    assert "The band list does not answer. What was looked up is kept; go on soon." in page
    assert "data-press" not in page
    assert "Look them up</button>" in page


def test_a_picker_that_answers_for_fewer_names_is_not_believed(admin: FlaskClient, asking: Lists) -> None:
    matches(asking, "bands")

    page = admin.post(f"{asking.page}/names", follow_redirects=True).text

    assert "The band list does not answer." in page


def test_names_that_stay_open_are_not_looked_up_for_ever(admin: FlaskClient, asking: Lists) -> None:
    asking.asks("band", "open", [name("a")])
    bands = matches(asking, "bands", NOT_FOUND)

    page = admin.post(f"{asking.page}/names", follow_redirects=True).text

    assert "Your gig list does not answer." in page
    assert bands.call_count == 1


def test_two_who_look_up_at_once_do_not_trouble_each_other(admin: FlaskClient, asking: Lists) -> None:
    matches(asking, "bands", NOT_FOUND)
    asking.mock.post(f"{asking.one}/names", **problem(409, "No name is open."))

    answer = admin.post(f"{asking.page}/names", follow_redirects=True)

    assert answer.status_code == 200
    assert "No name is open." not in answer.text
