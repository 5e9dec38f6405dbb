"""A list with the flaws of those found in the wild: every row is accounted for, and all of it can be taken back."""

import html
import random
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from testkit.accounts import acting_as
from testkit.gig_lists import Importer, Name

Desk = Any

NIGHTS, VENUES, BANDS = 150, 40, 60
MISSING = 4  # one venue in so many is in no catalogue

Show = tuple[str, str, str]  # venue id, artist, date as in the file


@pytest.fixture
def shows() -> list[Show]:
    """Give shows in no order: several acts a night, some too early, some venues unknown, some rows twice."""
    chance = random.Random(5)
    found: list[Show] = []
    for _ in range(NIGHTS):
        year = 1764 if chance.random() < 0.05 else chance.randint(1960, 2024)
        day = date(year, 1, 1) + timedelta(chance.randrange(365))
        venue = f"v{chance.randrange(VENUES)}"
        acts = chance.sample(range(BANDS), chance.choice([1, 1, 1, 1, 2, 5]))
        found += [(venue, f"Band &amp; {act}", f"{day:%d-%m-%Y}") for act in acts]
    found += chance.sample(found, len(found) // 6)
    chance.shuffle(found)
    return found


def find(kind: str, name: Name) -> list[dict[str, Any]]:
    """Know most venues by their ids, and every band."""
    told = str(name["external_id"] or name["name"])
    if kind == "venue" and not int(told[1:]) % MISSING:
        return []
    number = int(told.strip("vBand& "))
    return [{"id": f"{number:08}-0000-4000-8000-{ord(kind[0]):012}", "name": f"The {told}"}]


def expected(shows: list[Show]) -> Counter[str]:
    """Work out the counts in the plainest way."""
    counts, seen, nights = Counter({"rows": len(shows)}), set[Show](), set[tuple[str, str]]()
    for show in shows:
        if not int(show[0][1:]) % MISSING or show[2].endswith("1764"):
            counts["errors"] += 1
        elif show in seen:
            counts["duplicates"] += 1
        else:
            counts["created"] += 1
            nights.add((show[0], show[2]))
        seen.add(show)
    counts["gigs"] = len(nights)
    return counts


def test_a_list_with_the_flaws_of_those_in_the_wild(importer: Importer, planner: Desk, shows: list[Show]) -> None:
    importer.find = find
    wanted = expected(shows)
    content = "Venue ID,Artist,Date\r\n" + "".join(f"{','.join(show)}\r\n" for show in shows)

    job = importer.do(importer.stage(content), "commit", skip_errors="1")
    again = importer.stage(content)
    text = importer.app.test_client().get("/v1/gigs/export", headers=acting_as(importer.account)).text
    exported = importer.stage(text)
    undone = importer.do(job, "undo")

    figures = ("rows", "created", "duplicates", "skipped", "gigs")
    assert [job["counts"][name] for name in figures] == [
        wanted[name] for name in ("rows", "created", "duplicates", "errors", "gigs")
    ]
    assert (again["counts"]["created"], again["counts"]["gigs"]) == (0, 0)
    assert again["counts"]["duplicates"] == wanted["created"] + wanted["duplicates"]
    assert exported["counts"]["rows"] == exported["counts"]["duplicates"] == wanted["gigs"]
    assert (undone["state"], planner.get("/v1/gigs")["items"]) == ("undone", [])


def test_the_first_row_of_a_night_is_its_headliner(importer: Importer, planner: Desk, shows: list[Show]) -> None:
    importer.find = find
    content = "Venue ID,Artist,Date\n" + "".join(f"{','.join(show)}\n" for show in shows)
    importer.do(importer.stage(content), "commit", skip_errors="1")

    [show, *_] = [each for each in shows if int(each[0][1:]) % MISSING and not each[2].endswith("1764")]
    day = "-".join(reversed(show[2].split("-")))
    playing = [f"The {html.unescape(artist)}" for venue, artist, when in shows if (venue, when) == (show[0], show[2])]

    venue_id = find("venue", {"external_id": show[0], "name": None})[0]["id"]
    [gig] = planner.get(f"/v1/gigs?days={day}&venue={venue_id}")["items"]
    assert [act["name"] for act in gig["lineup"]] == list(dict.fromkeys(playing))
    assert [act["billing"] for act in gig["lineup"]] == ["headline", *["support"] * (len(gig["lineup"]) - 1)]
    assert gig["status"] == "confirmed"
