"""Gigs as CSV, out of the planner."""

import csv
import io
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from gig_store.csvs import export, sheet

Desk = Any  # of conftest
Make = Callable[..., dict[str, Any]]
DEAL = {"type": "versus", "currency": "GBP", "ticket_price": "12.00", "split_pct": "70.00", "comps": 10}


def read(desk: Desk, query: str = "") -> list[dict[str, str]]:
    answer = desk.send("GET", f"/v1/gigs/export{query}")
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text, newline="")))


def test_a_gig_is_written_with_all_it_holds(desk: Desk, venue: Make, band: Make) -> None:
    acts = [band("The Howl"), band("Owls", billing="support"), band("Elks", billing="support")]
    place = venue(city="Leeds", capacity=250, timezone="Europe/London")
    words = {"title": "=1+1", "notes": "loud\nlate", "staff_notes": "+44 1", "description": "'=x"}
    gig = desk.add(venue=place, lineup=acts, gig_day="2027-03-12", doors="19:00", deal=DEAL, published=True, **words)

    (found,) = read(desk)

    assert found == {
        **dict.fromkeys(sheet.COLUMNS, ""),
        "id": gig["id"], "title": "'=1+1", "status": "idea", "gig_day": "2027-03-12", "doors": "19:00",
        "timezone": "Europe/London", "slot": "evening", "headliner": "The Howl", "support": "Owls;Elks",
        "venue": "The Wardrobe", "city": "Leeds", "capacity": "250", "deal": "versus", "currency": "GBP",
        "ticket_price": "12.00", "split_pct": "70.00", "comps": "10", "published": "true",
        "notes": "loud\nlate", "staff_notes": "'+44 1", "description": "''=x",
    }  # fmt: skip


def test_viewers_get_no_columns_of_money_and_private_notes(
    app: Flask, desk: Desk, at_desk: Callable[..., Desk]
) -> None:
    desk.add(title="One", deal=DEAL, notes="private")

    answer = at_desk(app, "viewer").send("GET", "/v1/gigs/export")

    header = answer.text.partition("\r\n")[0].split(",")
    assert header == [name for name in sheet.COLUMNS if name not in {*sheet.DEAL, "notes"}]
    assert "private" not in answer.text
    assert "12.00" not in answer.text


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["One", "Two", "None yet"]),
        ("?from=2027-03-13", ["Two", "None yet"]),
        ("?to=2027-03-12", ["One"]),
        ("?status=confirmed", ["Two"]),
        ("?q=two", ["Two"]),
        ("?trashed=1", ["Gone"]),
        ("?sort=-gig_day", ["Two", "One", "None yet"]),
    ],
    ids=["all", "from", "to", "status", "search", "trash", "order"],
)
def test_the_filters_of_the_list_apply(desk: Desk, venue: Make, query: str, titles: list[str]) -> None:
    desk.add(title="None yet")
    desk.add(title="Two", gig_day="2027-03-13", venue=venue(), status="confirmed")
    desk.add(title="One", gig_day="2027-03-12")
    desk.trash(desk.add(title="Gone"))

    assert [row["title"] for row in read(desk, query)] == titles


def test_a_long_list_comes_in_parts_without_gap_or_double(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "CHUNK", 2)
    for number in range(5):
        desk.add(title=f"Gig {number}", gig_day="2027-03-12")

    assert sorted(row["title"] for row in read(desk)) == [f"Gig {number}" for number in range(5)]


def test_an_empty_planner_gives_the_header_alone(desk: Desk) -> None:
    answer = desk.send("GET", "/v1/gigs/export")

    assert answer.text == ",".join(sheet.COLUMNS) + "\r\n"
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == "attachment; filename=gigs.csv"


@pytest.mark.parametrize("query", ["?limit=5", "?cursor=x", "?from=soon"])
def test_what_an_export_does_not_know_is_refused(desk: Desk, query: str) -> None:
    assert desk.send("GET", f"/v1/gigs/export{query}").status_code == 422


def test_an_export_is_no_gig(desk: Desk) -> None:
    assert desk.send("GET", f"/v1/gigs/{uuid.uuid4()}").status_code == 404
