"""A list that was exported comes back: what is as it was stays, what differs changes the gig."""

from collections.abc import Callable
from typing import Any

import pytest
from testkit.accounts import acting_as
from testkit.gig_lists import Importer

Desk = Any

Make = Callable[..., dict[str, Any]]
DAY = "2190-03-12"


def exported(importer: Importer) -> str:
    return importer.app.test_client().get("/v1/gigs/export", headers=acting_as(importer.account)).text


@pytest.fixture
def gig(planner: Desk, venue: Make, band: Make) -> dict[str, Any]:
    """Give a gig that says all there is to say."""
    deal = {"type": "versus", "currency": "GBP", "guarantee": "400.00", "split_pct": "70.00", "comps": 5}
    room = venue("Tom; Sons & Co", city="'=Leeds", capacity=300, timezone="Europe/London", lat=53.8, lon=-1.5)
    acts = [band("=x"), band("Emma; the Bats", billing="support", fee="50.00"), band("Owls", billing="support")]
    made: dict[str, Any] = planner.add(
        title="-2.93", held_for="+44 20 1", status="hold", hold_level=2, hold_expires="2190-01-01", gig_day=DAY,
        doors="19:00", end="02:00", venue=room, lineup=acts, deal=deal, attendance=0, published=True,
        notes="two\nlines; &amp; more", staff_notes="'=x", description="\tno",
    )  # fmt: skip
    return made


def test_an_export_comes_back_without_any_change(importer: Importer, planner: Desk, gig: dict[str, Any]) -> None:
    planner.add(title="Undated")
    planner.add(lineup=[{"name": "A; B", "billing": "headline"}, {"name": "A", "billing": "support"}])
    text = exported(importer)

    job = importer.upload(text)

    assert (job["state"], job["counts"]["names"]["open"]) == ("staged", 0)
    assert (job["counts"]["rows"], job["counts"]["duplicates"]) == (3, 3)
    importer.do(job, "commit")
    assert exported(importer) == text
    assert planner.get(f"/v1/gigs/{gig['id']}") == gig


def test_what_differs_changes_the_gig_and_nothing_else(importer: Importer, planner: Desk, gig: dict[str, Any]) -> None:
    text = exported(importer).replace("19:00", "20:00").replace("400.00", "350").replace("Owls", "The Bees")

    job = importer.do(importer.stage(text), "commit")

    now = planner.get(f"/v1/gigs/{gig['id']}")
    assert job["counts"]["updated"] == 1
    assert now["doors"] == "20:00"
    assert now["deal"] == {**gig["deal"], "guarantee": "350.00"}
    assert [act["name"] for act in now["lineup"]] == ["=x", "Emma; the Bats", "The Bees"]
    assert now["lineup"][:2] == gig["lineup"][:2]
    same = set(gig) - {"doors", "deal", "lineup", "rev", "updated_at", "updated_by"}
    assert {name: now[name] for name in same} == {name: gig[name] for name in same}


def test_undo_gives_a_gig_its_former_values(importer: Importer, planner: Desk, gig: dict[str, Any]) -> None:
    text = exported(importer).replace("19:00", "20:00").replace("Owls", "The Bees").replace("hold", "idea")
    job = importer.do(importer.stage(text), "commit")

    importer.do(job, "undo")

    now = planner.get(f"/v1/gigs/{gig['id']}")
    same = set(gig) - {"rev", "updated_at", "updated_by"}
    assert {name: now[name] for name in same} == {name: gig[name] for name in same}


def test_an_empty_cell_empties_a_gig_found_by_its_id(importer: Importer, planner: Desk, gig: dict[str, Any]) -> None:
    head = "id,title,status,slot,published,doors,deal,support,venue,hold_level,notes"
    before = planner.change(gig, status="idea")

    job = importer.do(importer.stage(f"{head}\n{gig['id']},,,,,,,,,,\n"), "commit")

    now = planner.get(f"/v1/gigs/{gig['id']}")
    assert job["counts"]["updated"] == 1
    assert [now[name] for name in ("title", "doors", "deal", "venue", "notes")] == [None] * 5
    assert [act["name"] for act in now["lineup"]] == ["=x"]
    assert [now[name] for name in ("status", "slot", "published", "gig_day")] == ["idea", "evening", True, DAY]
    assert before["status"] == "idea"


def test_a_column_that_is_absent_leaves_its_field_alone(importer: Importer, planner: Desk, gig: dict[str, Any]) -> None:
    importer.do(importer.stage(f"id,attendance\n{gig['id']},120\n"), "commit")

    now = planner.get(f"/v1/gigs/{gig['id']}")
    same = set(gig) - {"attendance", "rev", "updated_at", "updated_by"}
    assert now["attendance"] == 120
    assert {name: now[name] for name in same} == {name: gig[name] for name in same}


def test_a_status_goes_only_where_it_may(importer: Importer, gig: dict[str, Any]) -> None:
    job = importer.stage(f"id,status\n{gig['id']},cancelled\n")

    reason = "A gig that is hold cannot become cancelled; it can become offered or confirmed or idea."
    assert importer.rows(job, "action", "field", "reason") == [("error", "status", reason)]


def test_a_gig_in_the_trash_is_not_changed(importer: Importer, planner: Desk, gig: dict[str, Any]) -> None:
    planner.trash(gig)

    job = importer.stage(f"id,title\n{gig['id']},New\n")

    reason = "This gig is in the trash. Restore it first, or take the row out."
    assert importer.rows(job, "action", "field", "reason") == [("error", "id", reason)]


def test_an_id_that_no_gig_has_makes_it(importer: Importer, planner: Desk) -> None:
    wanted = "0192f3a0-7c1e-7abc-8def-0123456789ab"

    job = importer.do(importer.stage(f"id,title\n{wanted},One\n{wanted},One\n"), "commit")

    assert (job["counts"]["created"], job["counts"]["duplicates"]) == (1, 1)
    assert planner.get(f"/v1/gigs/{wanted}")["title"] == "One"


def test_a_gig_that_was_changed_meanwhile_stops_the_commit(
    importer: Importer, planner: Desk, gig: dict[str, Any]
) -> None:
    job = importer.stage(f"id,title\n{gig['id']},New\n0192f3a0-7c1e-7abc-8def-0123456789ab,One\n")
    planner.change(gig, notes="mine")

    after = importer.do(job, "commit")

    assert (after["state"], after["problem"]["detail"]) == (
        "staged",
        "-2.93 was changed meanwhile. Upload the file again.",
    )
    assert planner.titles() == ["-2.93"]


def test_two_gigs_may_pass_a_night_on(importer: Importer, planner: Desk, venue: Make, band: Make) -> None:
    first = planner.add(venue=venue(), lineup=[band("A")], gig_day="2190-03-12", status="confirmed")
    second = planner.add(venue=venue(), lineup=[band("B")], gig_day="2190-03-13", status="confirmed")
    head = "id,gig_day\n"

    job = importer.do(importer.stage(f"{head}{first['id']},2190-03-14\n{second['id']},2190-03-12\n"), "commit")
    clash = importer.stage(f"{head}{first['id']},2190-03-12\n")

    assert (job["state"], job["problem"], job["counts"]["updated"]) == ("committed", None, 2)
    reason = "The Wardrobe is taken on Fri 12 Mar 2190: B is confirmed there."
    assert importer.rows(clash, "action", "reason") == [("error", reason)]


def test_a_released_hold_that_a_list_brings_back_lines_up_behind_the_others(
    importer: Importer, planner: Desk, venue: Callable[..., dict[str, Any]]
) -> None:
    common = {"venue": venue(own=True), "gig_day": DAY, "status": "hold"}
    released, other = planner.add(title="released", **common), planner.add(title="other", **common)
    planner.change(released, status="idea")

    importer.do(importer.stage(f"id,status\n{released['id']},hold\n"), "commit")

    levels = [planner.get(f"/v1/gigs/{each['id']}")["hold_level"] for each in (other, released)]
    assert levels == [1, 2]
