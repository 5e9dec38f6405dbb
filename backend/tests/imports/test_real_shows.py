"""A real list of shows, where it lies beside the checkout: every row of it is accounted for."""

import csv
import html
import uuid
from typing import Any

import pytest
from testkit.gig_lists import Importer, Name
from testkit.stacks import CHECKOUT

Desk = Any

LISTS = CHECKOUT.parent / "shared" / "data" / "uk-shows"
SUMMED = ("created", "updated", "duplicates", "errors", "skipped")

pytestmark = pytest.mark.skipif(not LISTS.is_dir(), reason="the real lists are not here")


def of_the_lists(kind: str, name: Name) -> list[dict[str, Any]]:
    """Know the venues of their list by their ids, and every band."""
    told = VENUES.get(name["external_id"]) if kind == "venue" else {"name": name["name"]}
    return [{"id": str(uuid.uuid5(uuid.NAMESPACE_DNS, str(told["name"]))), **told}] if told else []


def _venues() -> dict[str, dict[str, Any]]:
    if not LISTS.is_dir():
        return {}
    with (LISTS / "venues.csv").open(encoding="utf-8", newline="") as file:
        return {row["Venue ID"]: _facts(row) for row in csv.DictReader(file)}


def _facts(row: dict[str, str]) -> dict[str, Any]:
    name = html.unescape(row["Venue Name"])
    where = {"lat": float(row["Latitude"]), "lon": float(row["Longitude"]), "timezone": "Europe/London"}
    return {"name": f"{name} {row['Venue ID']}"[-200:], "city": html.unescape(row["City Name"]), **where}


VENUES = _venues()


@pytest.mark.parametrize(
    "database_url", ["sqlite", pytest.param("mysql", marks=[pytest.mark.database, pytest.mark.whole])], indirect=True
)
def test_a_real_list_comes_in_whole_adds_nothing_twice_and_goes_again(importer: Importer, planner: Desk) -> None:
    importer.find = of_the_lists
    content = (LISTS / "shows.csv").read_bytes()
    rows = len(content.splitlines()) - 1

    job = importer.do(importer.stage(content), "commit", skip_errors="1")
    there = planner.get("/v1/gigs?limit=1")["next"]
    again = importer.stage(content)["counts"]
    undone = importer.do(job, "undo")

    counts = job["counts"]
    assert rows == counts["rows"] == sum(counts[name] for name in SUMMED)
    assert (counts["created"], counts["updated"], counts["errors"]) == (26_809, 0, 0)
    assert (counts["duplicates"], counts["skipped"], counts["gigs"]) == (4_820, 12_630, 19_471)
    assert there is not None
    assert again["duplicates"] == counts["created"] + counts["duplicates"]
    assert (again["created"], again["gigs"], again["errors"]) == (0, 0, counts["skipped"])
    assert (undone["state"], undone["counts"]["kept"]) == ("undone", 0)
    assert planner.get("/v1/gigs")["items"] == []
