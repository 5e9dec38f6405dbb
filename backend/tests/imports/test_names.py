"""The bands and venues in a list are looked up elsewhere: asked for, answered, asked for again."""

import uuid
from typing import Any

import pytest
from testkit.gig_lists import Importer, Job, Name
from testkit.importing import wait

Desk = Any

ROW = "Venue ID,Venue,City,Artist ID,Artist,Date\n7bd1,The Wardrobe,Leeds,,The Howl,2190-03-12\n"


def nobody(kind: str, name: Name) -> list[dict[str, Any]]:
    del kind, name
    return []


def names(importer: Importer, job: Job, kind: str, what: str = "open") -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = importer.get(f"/{job['id']}/names", kind=kind, what=what)["items"]
    return items


def test_a_name_that_nobody_knows_is_an_error_and_can_be_added(importer: Importer) -> None:
    importer.find = nobody

    job = importer.stage(ROW)

    reason = "The planner knows no venue called The Wardrobe in Leeds: add it to the venues, or take the row out."
    assert importer.rows(job, "action", "field", "reason") == [("error", "venue", reason)]
    assert job["counts"]["names"] == {"open": 0, "missing_bands": 1, "missing_venues": 1}
    [venue] = names(importer, job, "venue", "missing")
    told = {"external_id": "7bd1", "name": "The Wardrobe", "city": "Leeds", "rows": 1}
    assert venue == {"key": venue["key"], **told}


def test_what_has_only_an_id_is_not_among_those_that_can_be_added(importer: Importer) -> None:
    importer.find = nobody

    job = importer.stage("Venue ID,Title,Date\n7bd12a60,One,2190-03-12\n")

    reason = "The planner knows no venue with the id 7bd12a60: add it to the venues, or take the row out."
    assert importer.rows(job, "field", "reason") == [("venue", reason)]
    assert job["counts"]["names"]["missing_venues"] == 0


@pytest.mark.parametrize(
    ("content", "field", "reason"),
    [
        ("act\nX\n", "act", "3 bands are called X: add the Artist ID, or take the row out."),
        ("title,venue\nOne,X\n", "venue", "3 venues are called X: add the city, or take the row out."),
        (
            "title,venue,city\nOne,X,Hull\n",
            "venue",
            "3 venues are called X in Hull: add the Venue ID, or take the row out.",
        ),
    ],
    ids=["bands", "venues", "venues in a city"],
)
def test_a_name_that_may_be_several_is_an_error_that_says_what_to_add(
    importer: Importer, content: str, field: str, reason: str
) -> None:
    importer.find = lambda _kind, _name: [{}, {}, {}]

    job = importer.stage(content)

    assert importer.rows(job, "action", "field", "reason") == [("error", field, reason)]


def test_names_are_asked_for_again_once_they_were_added(importer: Importer) -> None:
    found, importer.find = importer.find, nobody
    job = importer.stage(ROW)
    importer.find = found

    asked = importer.send("POST", f"/{job['id']}/names/again").json
    planned = importer.look_up(job)

    assert (asked["state"], asked["counts"]["names"]["open"], asked["counts"]["rows"]) == ("naming", 2, 0)
    assert (planned["state"], planned["counts"]["created"], planned["counts"]["errors"]) == ("staged", 1, 0)
    assert importer.send("POST", f"/{importer.do(planned, 'commit')['id']}/names/again").status_code == 409


def test_answers_that_come_twice_or_late_change_nothing(importer: Importer) -> None:
    job = importer.upload(ROW)
    [band], [venue] = names(importer, job, "band"), names(importer, job, "venue")
    first = {"key": band["key"], "id": str(uuid.uuid4()), "facts": {"name": "The Howl"}}
    second = first | {"id": str(uuid.uuid4())}
    importer.tell(job, "band", [first])
    importer.tell(job, "band", [second])
    importer.tell(job, "venue", [{"key": venue["key"], "candidates": 0}])
    wait()

    late = importer.tell(job, "band", [second])

    assert late["state"] == "staged"
    assert late["counts"]["names"] == {"open": 0, "missing_bands": 0, "missing_venues": 1}


@pytest.mark.parametrize(
    ("kind", "item", "pointer"),
    [
        ("band", {"key": "unheard of"}, "/items"),
        ("venue", {}, "/items"),
        ("band", {"id": str(uuid.uuid4())}, "/items/0/facts"),
        ("band", {"id": str(uuid.uuid4()), "facts": {"name": "X", "draw": "many"}}, "/items/0/facts/draw"),
    ],
    ids=["a key of no name", "another kind", "no facts", "wrong facts"],
)
def test_answers_that_make_no_sense_are_refused(
    importer: Importer, kind: str, item: dict[str, Any], pointer: str
) -> None:
    job = importer.upload(ROW)
    [band] = names(importer, job, "band")
    body = {"kind": kind, "items": [{"key": band["key"]} | item]}

    answer = importer.send("POST", f"/{job['id']}/names", json=body)

    assert (answer.status_code, [error["pointer"] for error in answer.json["errors"]]) == (422, [pointer])
    assert importer.get(f"/{job['id']}")["counts"]["names"]["open"] == 2


def test_names_come_in_pages(importer: Importer) -> None:
    job = importer.upload("act\nA\nB\nC\n")

    first = importer.get(f"/{job['id']}/names", kind="band", limit=2)
    second = importer.get(f"/{job['id']}/names", kind="band", limit=2, cursor=first["next"])
    wrong = importer.send("GET", f"/{job['id']}/names", query_string={"kind": "venue", "cursor": first["next"]})

    assert sorted(name["name"] for name in first["items"] + second["items"]) == ["A", "B", "C"]
    assert (second["next"], wrong.status_code) == (None, 422)


def test_the_band_the_catalogue_knows_gives_its_name_and_facts(importer: Importer, planner: Desk) -> None:
    found_id = str(uuid.uuid4())
    importer.find = lambda _kind, _name: [{"id": found_id, "name": "The Howl", "draw": 120, "genres": ["punk"]}]
    importer.do(importer.stage("Artist ID,Artist\nb-17,the howl\n"), "commit")

    [gig] = planner.get("/v1/gigs")["items"]
    [act] = planner.get(f"/v1/gigs/{gig['id']}")["lineup"]

    assert (act["band_id"], act["name"], act["draw"], act["genres"]) == (found_id, "The Howl", 120, ["punk"])
