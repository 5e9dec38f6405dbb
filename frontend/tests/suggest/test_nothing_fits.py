"""Nothing fits is an answer too: what was looked at, what left it out, and what would help."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

Planner = Any


def relaxations(html: str) -> dict[str, str]:
    found = re.findall(r'<li><a class="btn [^"]*" href="([^"]+)">([^<]+)</a> <span[^>]*>([^<]+)</span>', html)
    return {f"{text} {gain}": href.replace("&amp;", "&") for href, text, gain in found}


def test_no_venue_is_left_and_each_relaxation_says_what_it_brings_back(client: FlaskClient, planner: Planner) -> None:
    planner.venues = []
    planner.counts["venues"] = {
        "eligible": 0,
        "eliminated": {"distance": 30, "capacity": 12, "own": 6},
        "alone": {"distance": 5, "capacity": 1, "own": 0},
    }

    html = client.get("/?seed=7&place=Leeds&km=20&capacity_min=300&own=rooms&weekday=fri").text

    assert "0 of 48 venues: 30 too far away, 12 of another size, 6 not marked as yours." in html
    assert relaxations(html) == {
        "Anywhere brings back 5 venues": "/?capacity_min=300&weekday=fri&own=rooms&seed=7",
        "Any size brings back 1 venue": "/?place=Leeds&km=20&weekday=fri&own=rooms&seed=7",
    }
    assert "Mark the rooms that are yours" in html


def test_bands_are_brought_back_the_same_way(client: FlaskClient, planner: Planner) -> None:
    planner.bands = []
    planner.counts["bands"] = {
        "eligible": 0,
        "eliminated": {"genre": {"at_least": 10000}, "fee": 2},
        "alone": {"genre": {"at_least": 10000}, "fee": 1, "starter": 3, "own": 0, "exclude": 0},
    }

    html = client.get("/?seed=7&genre=zydeco&fee_max=1&no_starter=1").text

    assert "0 of 10,002 or more bands: 10,000 or more of another genre, 2 with a fee above it or not known." in html
    assert list(relaxations(html)) == [
        "Any genre brings back 10,000 bands or more",
        "With the starter list brings back 3 bands",
        "Any fee brings back 1 band",
    ]


def test_what_brings_back_bands_and_venues_stands_once(client: FlaskClient, planner: Planner) -> None:
    planner.bands = planner.venues = []
    for noun, count in (("bands", 3), ("venues", 5)):
        planner.counts[noun] = {"eligible": 0, "eliminated": {"starter": count}, "alone": {"starter": count}}

    html = client.get("/?seed=7&no_starter=1").text

    assert list(relaxations(html)) == ["With the starter list brings back 5 venues"]


def test_where_no_single_rule_helps_all_of_them_go(client: FlaskClient, planner: Planner) -> None:
    planner.bands = []
    planner.counts["bands"] = {"eligible": 0, "eliminated": {"genre": 217}, "alone": {"genre": 0}}

    html = client.get("/?seed=7&genre=zydeco&own=bands").text

    assert relaxations(html) == {"Start again without limits brings back 217 bands": "/?own=any&seed=7"}


def test_an_empty_catalogue_is_said_to_be_empty(client: FlaskClient, planner: Planner) -> None:
    planner.bands = []
    planner.counts["bands"] = {"eligible": 0, "eliminated": {}, "alone": {}}

    html = client.get("/?seed=7").text

    assert "0 of 0 bands." in html
    assert relaxations(html) == {}


def test_nights_that_have_an_idea_can_be_let_in(client: FlaskClient, planner: Planner) -> None:
    for venue in planner.venues:
        planner.stand("2027-03-12", "idea", "info", venue=venue["id"])

    html = client.get("/?seed=7&from=2027-03-12&to=2027-03-12").text

    assert "0 of 4 combinations: 4 already an idea in your list." in html
    assert list(relaxations(html)) == [
        "Other nights brings back 8 nights",
        "Nights that have an idea too brings back 1 night",
    ]
    assert "with_ideas=1" in relaxations(html)["Nights that have an idea too brings back 1 night"]


def test_only_when_nothing_is_left_a_wider_look_follows_without_narrowing(
    client: FlaskClient, planner: Planner
) -> None:
    planner.stand("2027-03-12", "band_busy", band=planner.bands[0]["id"])

    client.get(f"/?seed=7&band={planner.bands[0]['id']}&day=2027-03-12")

    first, wide = planner.asked("venues")
    assert (first["count"], first["capacity_min"]) == (["8"], ["150"])
    assert (wide["count"], wide["counts"]) == (["50"], ["1"])
    assert "capacity_min" not in wide
    assert len(planner.mocker.request_history) == 6


def test_bands_seen_lately_come_back_when_nothing_else_is_left(client: FlaskClient, planner: Planner) -> None:
    recent = [["2027-01-01", row["id"], planner.venues[0]["id"], ""] for row in planner.bands]
    with client.session_transaction() as session:
        session["last"] = recent

    answer = client.get("/?seed=7")

    assert answer.status_code == 303
    assert planner.asked("bands")[0]["exclude"] == [",".join(row["id"] for row in planner.bands)]
    assert "exclude" not in planner.asked("bands")[1]


@pytest.mark.parametrize("noun", ["bands", "venues"])
def test_passing_over_all_of_them_is_noticed(client: FlaskClient, planner: Planner, noun: str) -> None:
    rows = getattr(planner, noun)
    passed = ",".join(row["id"] for row in rows)
    planner.counts[noun] = {"eligible": 0, "eliminated": {"exclude": 2}, "alone": {"exclude": 2}}

    html = client.get(f"/?seed=7&passed={passed}").text

    assert relaxations(html) == {f"Those passed over again brings back 2 {noun}": "/?seed=7"}
