"""Lists from outside: looked at first, then committed, and taken back."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from testkit.importing import do, upload, wait
from testkit.pickers import Api

LIST = "name,city,genres,wheels\nThe Örks,London,rock;folk,4\nSecond Band,,jazz,2\nThe Örks,London,punk,\n"


@pytest.fixture
def admin(database_api: Api) -> Iterator[Api]:
    yield replace(database_api, role="admin")
    wait()


def test_a_list_is_looked_at_before_it_changes_anything(admin: Api) -> None:
    job = upload(admin, LIST)

    assert (job["state"], job["problem"], job["columns_left_out"]) == ("staged", None, ["wheels"])
    counts = dict.fromkeys(("updated", "duplicates", "errors", "skipped", "kept"), 0)
    assert job["counts"] == {"rows": 3, "created": 3, **counts}
    assert admin.names() == []


def test_a_committed_list_is_there_and_the_same_list_again_adds_nothing(admin: Api) -> None:
    job = do(admin, upload(admin, LIST), "commit")

    again = upload(admin, LIST)

    assert (job["state"], job["undoable"]) == ("committed", True)
    assert admin.get(sort="name")["items"][1]["genres"] == ["rock", "folk", "punk"]
    assert (again["counts"]["duplicates"], again["counts"]["rows"]) == (3, 3)


def test_undo_takes_everything_back(admin: Api) -> None:
    there = admin.create("Second Band", genres=["blues"], notes="loud")
    job = do(admin, upload(admin, LIST), "commit")
    changed = admin.get(f"/{there['id']}")

    undone = do(admin, job, "undo", json={})

    assert changed["genres"] == ["blues", "jazz"]
    assert undone["state"] == "undone"
    assert admin.get(f"/{there['id']}") == {**there, "rev": 3}
    assert admin.names() == ["Second Band"]


def test_undo_keeps_what_is_used_or_was_changed_since(admin: Api) -> None:
    job = do(admin, upload(admin, "name\nOne\nTwo\nThree\n"), "commit")
    one, three, two = admin.get(sort="name")["items"]
    changed = admin.call("PUT", f"/{three['id']}", rev=1, json={"name": "Three", "notes": "nice"})

    undone = do(admin, job, "undo", json={"keep": [one["id"]]})

    assert changed.status_code == 200
    assert undone["counts"]["kept"] == 2
    assert sorted(admin.names(archived="1")) == ["One", "Three"]
    assert admin.call("GET", f"/{two['id']}").status_code == 404


def test_rows_that_are_errors_are_left_out_only_when_that_is_wanted(admin: Api) -> None:
    job = upload(admin, "name,lat,lon\nOne,,\n,1,2\nTwo,95,1\n")

    refused = admin.call("POST", f"/imports/{job['id']}/commit")
    done = do(admin, job, "commit", query_string={"skip_errors": "1"})

    assert refused.status_code == 422
    assert (done["counts"]["created"], done["counts"]["errors"], done["counts"]["skipped"]) == (1, 0, 2)
    assert admin.names() == ["One"]
    found = admin.get(f"/imports/{job['id']}/rows", action="skipped")["items"]
    assert [(row["line"], row["field"]) for row in found] == [(3, "name"), (4, "lat")]


def test_an_export_comes_back_without_any_change(admin: Api) -> None:
    admin.create("'=x", city="Leeds", lat=-2.93, lon=-1.5, phone="+44 1", notes="two\nlines; -3", genres=["a", "b"])
    exported = admin.call("GET", "/export").text

    job = upload(admin, exported)

    assert job["counts"]["duplicates"] == job["counts"]["rows"] == 1


def test_a_city_that_may_be_several_places_is_asked_for(admin: Api) -> None:
    job = upload(admin, "name,city\nOne,Newcastle\n")
    asked = job["questions"][0]

    answered = admin.call("POST", f"/imports/{job['id']}/answers", json={"answers": {asked["city"]: 1}})
    do(admin, job, "commit")

    assert answered.json["questions"][0]["answer"] == 1
    assert admin.get()["items"][0]["country"] == asked["choices"][1]["country"]


def test_what_was_added_meanwhile_stops_the_commit_and_leaves_nothing_behind(admin: Api) -> None:
    job = upload(admin, "name\nOne\nTwo\n")
    admin.create("Two")

    after = do(admin, job, "commit")

    assert (after["state"], admin.names()) == ("staged", ["Two"])
    assert "Two was added" in after["problem"]["detail"]


def test_a_picture_is_no_list(admin: Api) -> None:
    job = upload(admin, b"\x89PNG\r\n\x1a\n\0\0")

    assert job["state"] == "failed"
    assert job["problem"]["detail"]


def test_only_the_latest_commit_can_be_undone_and_only_open_ones_dropped(admin: Api) -> None:
    first = do(admin, upload(admin, "name\nOne\n"), "commit")
    do(admin, upload(admin, "name\nTwo\n"), "commit")
    third = upload(admin, "name\nThree\n")

    assert admin.call("POST", f"/imports/{first['id']}/undo", json={}).status_code == 409
    assert admin.call("DELETE", f"/imports/{first['id']}").status_code == 409
    assert admin.call("DELETE", f"/imports/{third['id']}").status_code == 204
    assert len(admin.get("/imports")["items"]) == 2


def test_the_report_names_every_row(admin: Api) -> None:
    job = upload(admin, "name\n=One\n\nTwo\n")

    text = admin.call("GET", f"/imports/{job['id']}/report").text

    assert text.splitlines()[0] == "line,action,name,field,reason"
    assert "'=One" in text


def test_the_report_of_a_file_named_in_another_script_is_named_so(admin: Api) -> None:
    job = upload(admin, "name\nOne\n", filename="東京.csv")

    report = admin.call("GET", f"/imports/{job['id']}/report")

    assert report.status_code == 200
    assert report.headers["Content-Disposition"].endswith("UTF-8''report%20of%20%E6%9D%B1%E4%BA%AC.csv")


def test_a_new_entry_has_what_the_list_says_of_it(admin: Api) -> None:
    money, number, ranges = admin.picker.money, admin.picker.number, admin.picker.ranges
    row = "One,12.5,300,2027-01-01/2027-01-05,yes,51.5,-0.1,+44 1,1"
    do(admin, upload(admin, f"name,{money},{number},{ranges},own,lat,lon,phone,archived\n{row}\n"), "commit")

    [one] = admin.get(archived="1")["items"]

    there = {money: "12.50", number: 300, ranges: ["2027-01-01/2027-01-05"], "own": True, "phone": "+44 1"}
    assert {name: one[name] for name in there} == there
    assert (one["lat"], one["lon"], one["rev"], one["archived"]) == (51.5, -0.1, 1, True)
