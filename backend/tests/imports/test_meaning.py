"""What the rows of a list mean: which gig, which fields, and what cannot be."""

from collections.abc import Callable
from typing import Any

import pytest
from testkit.gig_lists import Importer

Desk = Any

Make = Callable[..., dict[str, Any]]
PAST, LATER = "2005-03-12", "2190-03-12"


def planned(importer: Importer, content: str) -> list[tuple[Any, ...]]:
    return importer.rows(importer.stage(content), "action", "field", "reason")


def imported(importer: Importer, planner: Desk, content: str) -> list[dict[str, Any]]:
    """Commit a list and give all gigs whole."""
    importer.do(importer.stage(content), "commit")
    return [planner.get(f"/v1/gigs/{gig['id']}") for gig in planner.get("/v1/gigs")["items"]]


@pytest.mark.parametrize(
    "cell", ["2190-03-13", "13-03-2190", "13.3.2190", "13/03/2190"], ids=["ISO", "dashes", "dots", "slashes"]
)
def test_days_are_read_as_they_are_found(importer: Importer, planner: Desk, cell: str) -> None:
    [gig] = imported(importer, planner, f"title,date\nOne,{cell}\n")

    assert gig["gig_day"] == "2190-03-13"


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("03/04/2190", "It is not clear which is the day and which the month. Write it as YYYY-MM-DD."),
        ("30-02-2190", "There is no day 2190-02-30."),
        ("01-01-1764", "Must lie between 1900 and 2199."),
        ("soon", 'Must be a day, such as "2027-03-12".'),
    ],
    ids=["unclear", "no day", "long ago", "no date"],
)
def test_a_day_that_is_none_is_an_error(importer: Importer, cell: str, reason: str) -> None:
    assert planned(importer, f"title,date\nOne,{cell}\n") == [("error", "gig_day", reason)]


@pytest.mark.parametrize(
    ("columns", "cells", "field"),
    [
        ("id", "17", "id"),
        ("attendance", "9223372036854775808", "attendance"),
        ("attendance", "-1", "attendance"),
        ("doors", "25:00", "doors"),
        ("status", "maybe", "status"),
        ("status", "cancelled", "status"),
        ("status", "hold", "gig_day"),
        ("deal,currency,guarantee", "flat,GBP,a lot", "guarantee"),
        ("guarantee", "100", "deal"),
        ("deal", "flat", "currency"),
        ("deal,currency,tax_pct", "flat,GBP,101", "tax_pct"),
        ("booking", "7", "booking"),
    ],
)
def test_a_cell_that_cannot_be_is_an_error(importer: Importer, columns: str, cells: str, field: str) -> None:
    [(action, column, reason)] = planned(importer, f"title,{columns}\nOne,{cells}\n")

    assert (action, column) == ("error", field)
    assert reason.endswith((".", '"'))


def test_a_name_that_is_too_long_is_an_error(importer: Importer) -> None:
    longest = "x" * 201

    assert planned(importer, f"title,act\nOne,{longest}\n") == [("error", "act", "Must have at most 200 characters.")]


def test_all_columns_of_a_gig_are_taken(importer: Importer, planner: Desk) -> None:
    columns = "title,status,gig_day,slot,doors,timezone,headliner,support,venue,city,capacity,deal,currency,guarantee"
    cells = f"One,Hold,{LATER},late,19:30,Europe/Paris,A,B;C,The Wardrobe,Leeds,300,flat,GBP,100"

    [gig] = imported(importer, planner, f'{columns},attendance,published,notes\n{cells},7,yes,"two\nlines"\n')

    told = {"title": "One", "status": "hold", "gig_day": LATER, "slot": "late", "doors": "19:30"}
    assert {name: gig[name] for name in told} == told
    assert [(act["name"], act["billing"]) for act in gig["lineup"]] == [
        ("A", "headline"),
        ("B", "support"),
        ("C", "support"),
    ]
    assert (gig["venue"]["capacity"], gig["venue"]["timezone"], gig["published"]) == (300, "Europe/Paris", True)
    assert (gig["deal"]["guarantee"], gig["attendance"], gig["notes"]) == ("100.00", 7, "two\nlines")
    assert gig["hold_expires"] is not None


def test_ideas_without_a_venue_or_a_day_are_made_once(importer: Importer, planner: Desk) -> None:
    content = f"act,title,date\nThe Howl,,\n,Fair,{LATER}\n,Fair,2190-03-13\nThe Howl,,\n"
    first = importer.stage(content)
    importer.do(first, "commit")

    again = importer.stage(content)

    assert [first["counts"][name] for name in ("created", "duplicates", "gigs")] == [3, 1, 3]
    assert (again["counts"]["duplicates"], again["counts"]["created"]) == (4, 0)
    assert {gig["status"] for gig in planner.get("/v1/gigs")["items"]} == {"idea"}


def test_a_row_that_says_nothing_of_a_gig_is_an_error(importer: Importer) -> None:
    assert planned(importer, "title,date,wheels\n,2190-03-12,\n,,4\n") == [
        ("error", "title", "A gig needs a title, a band or a venue."),
        ("error", None, "This row says nothing of a gig."),
    ]


def test_slots_part_the_gigs_of_a_day(importer: Importer, planner: Desk) -> None:
    content = f"venue,act,date,slot\nX,A,{PAST},matinee\nX,B,{PAST},\nX,C,{PAST},late\nX,D,{PAST},matinee\n"

    gigs = imported(importer, planner, content)

    found = sorted((gig["slot"], [act["name"] for act in gig["lineup"]]) for gig in gigs)
    assert found == [("evening", ["B"]), ("late", ["C"]), ("matinee", ["A", "D"])]


def test_an_act_named_twice_in_a_row_plays_once(importer: Importer, planner: Desk) -> None:
    [gig] = imported(importer, planner, f"venue,headliner,support,act,date\nX,A,B;a;B,A,{PAST}\n")

    assert [act["name"] for act in gig["lineup"]] == ["A", "B"]


def test_a_line_up_has_its_bounds(importer: Importer) -> None:
    rows = "".join(f"X,Act {n},{PAST}\n" for n in range(51))

    job = importer.stage(f"venue,act,date\n{rows}")

    assert (job["counts"]["created"], job["counts"]["errors"]) == (50, 1)
    [row] = importer.get(f"/{job['id']}/rows", action="error")["items"]
    assert (row["line"], row["field"], row["reason"]) == (52, "act", "A line-up holds at most 50 acts.")


def test_what_a_later_row_says_otherwise_does_not_count(importer: Importer) -> None:
    content = f"venue,act,date,doors\nX,A,{PAST},19:00\nX,B,{PAST},20:00\n"

    reason = "An earlier row says otherwise about doors, and that counts."
    assert planned(importer, content) == [("create", None, None), ("create", None, reason)]


def test_a_hold_beside_a_confirmed_gig_stays_a_gig_of_its_own(importer: Importer, planner: Desk) -> None:
    imported(importer, planner, f"venue,act,date,status\nX,A,{LATER},confirmed\n")

    gigs = imported(importer, planner, f"venue,act,date,status\nX,B,{LATER},hold\n")

    assert sorted((gig["status"], gig["lineup"][0]["name"]) for gig in gigs) == [("confirmed", "A"), ("hold", "B")]


def test_ideas_and_cancelled_and_trashed_gigs_are_not_joined(
    importer: Importer, planner: Desk, venue: Make, band: Make
) -> None:
    facts = {"venue": venue("X"), "band": {"id": band("B")["band_id"], "name": "B"}}
    importer.find = lambda kind, _name: [facts[kind]]
    planner.add(venue=venue("X"), lineup=[band("A")], gig_day=PAST)
    gone = planner.add(venue=venue("X"), lineup=[band("B")], gig_day=PAST)
    planner.trash(gone)
    off = planner.add(venue=venue("X"), lineup=[band("B")], gig_day=PAST, status="confirmed")
    planner.change(off, status="cancelled")

    job = importer.stage(f"venue,act,date\nX,B,{PAST}\n")

    assert (job["counts"]["created"], job["counts"]["gigs"]) == (1, 1)


def test_warnings_are_noted_not_asked_also_between_gigs_of_one_list(importer: Importer, planner: Desk) -> None:
    gigs = imported(importer, planner, f"venue,act,date\nX,A,{PAST}\nY,A,{PAST}\nZ,B,{PAST}\n")

    noted = {
        gig["venue"]["name"]: planner.get(f"/v1/gigs/{gig['id']}/history")["items"][0]["accepted_warnings"]
        for gig in gigs
    }

    assert noted == {"X": ["band_busy"], "Y": ["band_busy"], "Z": []}


def test_a_night_that_is_taken_names_who_has_it(importer: Importer, planner: Desk) -> None:
    one, two = "0192f3a0-7c1e-7abc-8def-0123456789ab", "0192f3a0-7c1e-7abc-8def-0123456789ac"
    head = "id,venue,act,date,status\n"

    job = importer.stage(f"{head}{one},X,A,{LATER},confirmed\n{two},X,B,{LATER},confirmed\n")
    gigs = imported(importer, planner, f"{head}{one},X,A,{LATER},confirmed\n")

    reason = "X is taken on Fri 12 Mar 2190: A is confirmed there."
    assert importer.rows(job, "action", "reason") == [("create", None), ("error", reason)]
    assert [gig["id"] for gig in gigs] == [one]
