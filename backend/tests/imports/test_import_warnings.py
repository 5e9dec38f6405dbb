"""An import goes by the rules of a gig saved alone: it asks for no tick, and history says which warnings stood."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from testkit.gig_lists import Importer, Name, made_up

Desk = Any
Make = Callable[..., dict[str, Any]]
Facts = dict[str, dict[str, Any]]  # by the name of a band or venue

DAY, NEXT, WEEK_AFTER = "2190-03-12", "2190-03-13", "2190-03-19"
HEAD = "id,venue,act,date,status"
ID = "0192f3a0-7c1e-7abc-8def-0123456789ab"
NIGHT = f"{ID},The Wardrobe,The Howl,{DAY},hold"
LEEDS, PENZANCE = {"lat": 53.8, "lon": -1.54}, {"lat": 50.12, "lon": -5.54}
FAR_APART = {"The Wardrobe": LEEDS, "The Acorn": PENZANCE}
CLAUSE = {"radius_km": 600, "days_before": 0, "days_after": 7}


@pytest.fixture
def know(importer: Importer) -> Callable[[Facts], None]:
    """Let the catalogues know more of some bands and venues than their names."""

    def put(facts: Facts) -> None:
        def find(kind: str, name: Name) -> list[dict[str, Any]]:
            return [one | facts.get(name["name"], {}) for one in made_up(kind, name)]

        importer.find = find

    return put


def noted(planner: Desk) -> list[str]:
    """Give the warnings that history has of the night's last change."""
    warnings: list[str] = planner.get(f"/v1/gigs/{ID}/history")["items"][0]["accepted_warnings"]
    return warnings


@pytest.mark.parametrize(
    ("facts", "before", "warnings"),
    [
        ({}, "", []),
        ({}, f",The Wardrobe,Fen,{DAY},confirmed", ["hold_over_confirmed"]),
        ({}, f",The Acorn,The Howl,{DAY},hold", ["band_busy"]),
        ({"The Wardrobe": {"dark_days": [f"{DAY}/{NEXT}"]}}, "", ["dark_day"]),
        ({"The Howl": {"unavailable": [f"{DAY}/{DAY}"]}}, "", ["unavailable"]),
        (FAR_APART | {"The Howl": CLAUSE}, f",The Acorn,The Howl,{WEEK_AFTER},hold", ["radius"]),
        (FAR_APART, f",The Acorn,The Howl,{NEXT},confirmed", ["travel"]),
        ({"The Howl": {"draw": 601}, "The Wardrobe": {"capacity": 200}}, "", ["draw_over"]),
        ({"The Howl": {"draw": 600}, "The Wardrobe": {"capacity": 200}}, "", []),
    ],
    ids=["nothing", "a taken night", "busy", "dark day", "unavailable", "radius", "travel", "draw over", "sells out"],
)
def test_an_import_records_each_warning_of_a_night(  # noqa: PLR0913, PLR0917  # fixtures and cases
    importer: Importer,
    planner: Desk,
    know: Callable[[Facts], None],
    facts: Facts,
    before: str,
    warnings: list[str],
) -> None:
    know(facts)

    job = importer.do(importer.stage("\n".join(filter(None, [HEAD, before, NIGHT]))), "commit")

    assert job["counts"]["errors"] == 0
    assert noted(planner) == warnings


def test_an_import_records_that_a_diary_says_busy(importer: Importer, planner: Desk) -> None:
    howl = made_up("band", {"name": "The Howl", "city": None})[0]
    read = {"read_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "known_until": None, "error": None}
    planner.send("PUT", f"/v1/diaries/band/{howl['id']}", {**read, "source": None, "busy": [f"{DAY}/{DAY}"]})

    importer.do(importer.stage(f"{HEAD}\n{NIGHT}\n"), "commit")

    assert noted(planner) == ["diary"]


def test_an_import_that_moves_a_gig_records_what_stands_against_its_new_night(
    importer: Importer, planner: Desk, know: Callable[[Facts], None]
) -> None:
    know({"The Wardrobe": {"dark_days": [f"{NEXT}/{NEXT}"]}})
    importer.do(importer.stage(f"{HEAD}\n{NIGHT}\n"), "commit")

    importer.do(importer.stage(f"id,date\n{ID},{NEXT}\n"), "commit")

    assert planner.get(f"/v1/gigs/{ID}")["gig_day"] == NEXT
    assert noted(planner) == ["dark_day"]


def test_an_idea_that_is_imported_binds_nobody_and_records_no_warning(
    importer: Importer, planner: Desk, know: Callable[[Facts], None]
) -> None:
    know({"The Howl": {"draw": 900}, "The Wardrobe": {"capacity": 200}})

    importer.do(importer.stage(f"{HEAD}\n{NIGHT.replace('hold', 'idea')}\n"), "commit")

    assert noted(planner) == []


def test_an_import_never_books_a_confirmed_night_twice(importer: Importer, planner: Desk) -> None:
    importer.do(importer.stage(f"{HEAD}\n,The Wardrobe,Fen,{DAY},confirmed\n"), "commit")

    job = importer.stage(f"{HEAD}\n{NIGHT.replace('hold', 'confirmed')}\n")

    reason = "The Wardrobe is taken on Fri 12 Mar 2190: Fen is confirmed there."
    assert importer.rows(job, "action", "reason") == [("error", reason)]
    assert planner.send("GET", f"/v1/gigs/{ID}").status_code == 404
