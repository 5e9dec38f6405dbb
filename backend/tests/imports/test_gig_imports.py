"""Lists of gigs from outside: looked at first, then committed, and taken back."""

import uuid
from typing import Any

from testkit.gig_lists import Importer, Job

Desk = Any

NO_NAMES = {"open": 0, "missing_bands": 0, "missing_venues": 0}
LIST = (
    "Venue Name,City Name,Artist,Date\n"
    "The Wardrobe,Leeds,The Howl,12-03-2005\n"
    "The Wardrobe,Leeds,The Owls,12-03-2005\n"
    "The Wardrobe,Leeds,The Howl,12-03-2005\n"
    "Tom &amp; Sons,Hull,The Howl,2190-03-13\n"
)


def counts(**named: int) -> Job:
    names = ("rows", "created", "updated", "duplicates", "errors", "skipped", "kept", "gigs")
    return dict.fromkeys(names, 0) | {"names": NO_NAMES} | named


def gigs(planner: Desk) -> list[tuple[Any, ...]]:
    """Give day, status, venue and acts of each gig."""
    return [
        (gig["gig_day"], gig["status"], gig["venue"] and gig["venue"]["name"], [act["name"] for act in gig["lineup"]])
        for gig in planner.get("/v1/gigs")["items"]
    ]


def test_names_are_asked_for_before_a_list_is_planned(importer: Importer) -> None:
    job = importer.upload(LIST)
    bands = importer.get(f"/{job['id']}/names", kind="band")["items"]
    venues = importer.get(f"/{job['id']}/names", kind="venue")["items"]

    assert (job["state"], job["counts"]) == ("naming", counts(names=NO_NAMES | {"open": 4}))
    assert sorted((name["name"], name["city"], name["rows"]) for name in bands) == [
        ("The Howl", None, 3),
        ("The Owls", None, 1),
    ]
    assert sorted((name["name"], name["city"], name["rows"]) for name in venues) == [
        ("The Wardrobe", "Leeds", 3),
        ("Tom & Sons", "Hull", 1),
    ]


def test_a_list_is_looked_at_before_it_changes_anything(importer: Importer, planner: Desk) -> None:
    job = importer.stage(LIST)

    assert (job["state"], job["progress"], job["problem"], job["questions"]) == ("staged", 1.0, None, [])
    assert job["counts"] == counts(rows=4, created=3, duplicates=1, gigs=2)
    assert importer.rows(job, "line", "action", "name") == [
        (2, "create", "The Howl"),
        (3, "create", "The Owls"),
        (4, "duplicate", "The Howl"),
        (5, "create", "The Howl"),
    ]
    assert gigs(planner) == []


def test_the_acts_of_one_night_are_one_gig_and_what_is_past_took_place(importer: Importer, planner: Desk) -> None:
    job = importer.do(importer.stage(LIST), "commit")

    assert (job["state"], job["undoable"]) == ("committed", True)
    assert gigs(planner) == [
        ("2005-03-12", "confirmed", "The Wardrobe", ["The Howl", "The Owls"]),
        ("2190-03-13", "idea", "Tom & Sons", ["The Howl"]),
    ]
    [first, _] = planner.get("/v1/gigs")["items"]
    assert [act["billing"] for act in first["lineup"]] == ["headline", "support"]


def test_history_says_who_imported_a_gig(importer: Importer, planner: Desk) -> None:
    importer.do(importer.stage(LIST), "commit")

    [first, _] = planner.get("/v1/gigs")["items"]
    [entry] = planner.get(f"/v1/gigs/{first['id']}/history")["items"]

    who = {"id": str(importer.account.id), "name": importer.account.name}
    assert (entry["rev"], entry["action"], entry["by"], entry["at"]) == (1, "imported", who, first["updated_at"])
    assert [change["field"] for change in entry["changes"]] == ["status", "gig_day", "venue", "lineup"]
    assert first["created_by"] == first["updated_by"] == str(importer.account.id)


def test_the_same_list_again_makes_nothing(importer: Importer, planner: Desk) -> None:
    importer.do(importer.stage(LIST), "commit")
    before = planner.get("/v1/gigs")

    again = importer.stage(LIST)
    importer.do(again, "commit")

    assert again["counts"] == counts(rows=4, duplicates=4)
    assert planner.get("/v1/gigs") == before


def test_a_further_act_of_a_night_that_was_imported_is_added_to_its_gig(importer: Importer, planner: Desk) -> None:
    importer.do(importer.stage(LIST), "commit")

    job = importer.stage(f"{LIST}The Wardrobe,Leeds,The Bats,12-03-2005\n")
    importer.do(job, "commit")

    assert job["counts"] == counts(rows=5, updated=1, duplicates=4)
    assert gigs(planner)[0] == ("2005-03-12", "confirmed", "The Wardrobe", ["The Howl", "The Owls", "The Bats"])


def test_an_act_on_a_night_that_is_confirmed_joins_that_gig(importer: Importer) -> None:
    importer.do(importer.stage(LIST), "commit")

    job = importer.stage("Venue,City,Act,Date\nThe Wardrobe,Leeds,The Bats,2005-03-12\n")

    reason = "It belongs to the gig that is confirmed there that night: The Howl."
    assert importer.rows(job, "action", "reason") == [("update", reason)]


def test_undo_takes_everything_back(importer: Importer, planner: Desk) -> None:
    planner.add(title="Ours", gig_day="2026-01-01")
    importer.do(importer.stage(LIST), "commit")
    job = importer.do(importer.stage(f"{LIST}The Wardrobe,Leeds,The Bats,12-03-2005\n,,The Bats,\n"), "commit")

    undone = importer.do(job, "undo")

    assert (undone["state"], undone["undoable"], undone["counts"]["kept"]) == ("undone", False, 0)
    assert gigs(planner) == [
        ("2005-03-12", "confirmed", "The Wardrobe", ["The Howl", "The Owls"]),
        ("2026-01-01", "idea", None, []),
        ("2190-03-13", "idea", "Tom & Sons", ["The Howl"]),
    ]
    [first, *_] = planner.get("/v1/gigs")["items"]
    actions = [entry["action"] for entry in planner.get(f"/v1/gigs/{first['id']}/history")["items"]]
    assert actions == ["undone", "imported", "imported"]


def test_undo_keeps_what_was_changed_since_in_the_trash(importer: Importer, planner: Desk) -> None:
    job = importer.do(importer.stage(LIST), "commit")
    [first, _] = planner.get("/v1/gigs")["items"]
    planner.change(first, notes="loud")

    undone = importer.do(job, "undo")

    assert (undone["state"], undone["counts"]["kept"]) == ("undone", 1)
    assert gigs(planner) == []
    assert [gig["id"] for gig in planner.get("/v1/gigs?trashed=1")["items"]] == [first["id"]]
    assert planner.get(f"/v1/gigs/{first['id']}")["notes"] == "loud"


def test_undo_leaves_a_changed_gig_as_somebody_made_it_since(importer: Importer, planner: Desk) -> None:
    gig = planner.add(title="Ours", gig_day="2027-01-01")
    job = importer.do(importer.stage(f"id,notes\n{gig['id']},loud\n"), "commit")
    planner.change(planner.get(f"/v1/gigs/{gig['id']}"), title="Mine")

    undone = importer.do(job, "undo")

    assert undone["counts"] == counts(rows=1, updated=1, kept=1)
    now = planner.get(f"/v1/gigs/{gig['id']}")
    assert (now["title"], now["notes"], now["rev"]) == ("Mine", "loud", 3)


def test_rows_that_are_errors_are_left_out_only_when_that_is_wanted(importer: Importer, planner: Desk) -> None:
    job = importer.stage(f"{LIST}The Wardrobe,Leeds,The Bats,01-01-1764\n")

    refused = importer.send("POST", f"/{job['id']}/commit")
    done = importer.do(job, "commit", skip_errors="1")

    assert (refused.status_code, job["counts"]["errors"]) == (422, 1)
    assert done["counts"] == counts(rows=5, created=3, duplicates=1, skipped=1, gigs=2)
    assert len(gigs(planner)) == 2


def test_only_the_latest_commit_can_be_undone_and_only_open_ones_dropped(importer: Importer) -> None:
    first = importer.do(importer.stage("title\nOne\n"), "commit")
    importer.do(importer.stage("title\nTwo\n"), "commit")
    third, fourth = importer.stage("title\nThree\n"), importer.upload(LIST)

    assert importer.send("POST", f"/{first['id']}/undo", json={}).status_code == 409
    assert importer.send("DELETE", f"/{first['id']}").status_code == 409
    assert importer.send("DELETE", f"/{third['id']}").status_code == 204
    assert importer.send("DELETE", f"/{fourth['id']}").status_code == 204
    assert len(importer.get("")["items"]) == 2


def test_the_same_upload_again_changes_nothing(importer: Importer) -> None:
    job = importer.stage("title\nOne\n")
    query = {"id": job["id"], "filename": "other.csv"}

    again = importer.send("POST", "", query_string=query, data=b"title\nTwo\n", content_type="text/csv")

    assert (again.status_code, again.json) == (202, job)


def test_what_is_no_list_is_refused_with_a_sentence(importer: Importer) -> None:
    picture = importer.upload(b"\x89PNG\r\n\x1a\n\0\0")
    empty = importer.upload("")
    other = importer.upload("wheels\n4\n")

    assert [job["state"] for job in (picture, empty, other)] == ["failed"] * 3
    assert picture["problem"]["detail"].startswith("This is not a text file")
    assert empty["problem"]["detail"] == "The file is empty."
    assert other["problem"]["detail"].startswith("The first line has no column “id” or “title” or “headliner”")


def test_an_import_that_is_not_there_is_not_found(importer: Importer) -> None:
    nowhere = f"/{uuid.uuid4()}"
    nothing = {"kind": "band", "items": []}

    answers = [
        *(importer.send("GET", f"{nowhere}{part}") for part in ("", "/rows", "/report", "/names?kind=band")),
        *(importer.send("POST", f"{nowhere}/{what}") for what in ("commit", "names/again")),
        importer.send("POST", f"{nowhere}/undo", json={}),
        importer.send("POST", f"{nowhere}/names", json=nothing),
        importer.send("DELETE", nowhere),
    ]

    assert [answer.status_code for answer in answers] == [404] * 9


def test_the_report_names_every_row(importer: Importer) -> None:
    job = importer.stage("title,attendance\n=One,1\n\nTwo,many\n")

    text = importer.send("GET", f"/{job['id']}/report").text

    assert text.splitlines() == [
        "line,action,name,field,reason",
        "2,create,'=One,,",
        "4,error,Two,attendance,Not a valid integer.",
    ]
