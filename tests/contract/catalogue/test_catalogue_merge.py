"""Two entries that are one: which stays, what it takes over, where the other is found, and how they part again."""

import uuid
from typing import Any

import pytest
from testkit.pickers import Api
from werkzeug.test import TestResponse


def merge(api: Api, gone: dict[str, Any], into: str, rev: int | None = None) -> TestResponse:
    return api.call("POST", f"/{gone['id']}/merge", json={"into": into}, rev=gone["rev"] if rev is None else rev)


def merged(api: Api, gone: dict[str, Any], kept: dict[str, Any]) -> dict[str, Any]:
    answer = merge(api, gone, kept["id"])
    assert answer.status_code == 200, answer.text
    entry: dict[str, Any] = answer.json
    return entry


def means(api: Api, **asked: object) -> str | None:
    found: str | None = api.call("POST", "/match", json={"items": [asked]}).json["items"][0]["id"]
    return found


def test_the_merged_one_is_archived_and_says_where_it_went(database_api: Api) -> None:
    kept, gone = database_api.create("The Joiners"), database_api.create("Joiners")

    answer = merge(database_api, gone, kept["id"])

    assert (answer.status_code, answer.headers["ETag"]) == (200, '"2"')
    assert answer.json == gone | {"archived": True, "merged_into": kept["id"], "rev": 2}
    assert database_api.get(f"/{gone['id']}") == answer.json
    assert database_api.get(f"/{kept['id']}") == kept
    assert database_api.names() == ["The Joiners"]


def test_what_the_kept_one_lacks_is_filled_in_and_what_it_has_stays(api: Api) -> None:
    number, money, ranges = api.picker.number, api.picker.money, api.picker.ranges
    known = {"city": "Leeds", "lat": 53.8, "lon": -1.55, "email": "sam@example.org", "own": True}
    gone = api.create(genres=["folk", "punk"], notes="theirs", **known, **{number: 300, ranges: ["2026-05-01"]})
    kept = api.create(genres=["punk", "jazz"], notes="ours", **{money: "20.00"})

    merged(api, gone, kept)

    filled = known | {number: 300, ranges: ["2026-05-01/2026-05-01"], "genres": ["punk", "jazz", "folk"], "rev": 2}
    assert api.get(f"/{kept['id']}") == kept | filled


def test_an_external_id_stays_where_it_is_found_by(api: Api) -> None:
    kept, gone = api.create("Kept"), api.create("Gone", external_id="v-17", city="Leeds")

    merged(api, gone, kept)

    assert api.get(f"/{kept['id']}")["external_id"] is None
    assert means(api, name="Whatever", external_id="v-17") == kept["id"]
    assert means(api, name="gone", city="leeds") == means(api, name="gone") == kept["id"]


def test_coordinates_do_not_come_from_another_town(api: Api) -> None:
    gone = api.create(city="York", lat=53.96, lon=-1.08, phone="1")
    kept = api.create(city="Leeds")

    merged(api, gone, kept)

    assert api.get(f"/{kept['id']}") == kept | {"phone": "1", "rev": 2}


def test_genres_are_united_as_far_as_there_is_room(api: Api) -> None:
    gone = api.create(genres=["ROCK", *(f"other {number}" for number in range(10))])
    kept = api.create(genres=["rock", *(f"genre {number}" for number in range(14))])

    merged(api, gone, kept)

    assert api.get(f"/{kept['id']}")["genres"] == [*kept["genres"], *(f"other {number}" for number in range(5))]


def test_a_way_over_several_merges_is_followed_to_its_end(database_api: Api) -> None:
    first, second, third = (database_api.create(name, external_id=name) for name in ("One", "Two", "Three"))
    merged(database_api, first, second)
    merged(database_api, second, third)

    assert means(database_api, name="x", external_id="One") == third["id"]
    assert means(database_api, name="one") == third["id"]


def test_two_of_one_name_that_went_into_one_are_one(database_api: Api) -> None:
    kept = database_api.create("The Joiners")
    for _ in range(2):
        merged(database_api, database_api.create("Joiners", city="Southampton"), kept)

    assert means(database_api, name="Joiners", city="Southampton") == kept["id"]


def test_to_restore_the_merged_one_parts_them_and_what_was_filled_in_stays(database_api: Api) -> None:
    kept, gone = database_api.create("Kept"), database_api.create("Gone", phone="1")
    archived = merged(database_api, gone, kept)

    back = database_api.call("POST", f"/{gone['id']}/restore", rev=archived["rev"])

    assert back.json == gone | {"rev": 3}
    assert database_api.get(f"/{kept['id']}") == kept | {"phone": "1", "rev": 2}
    assert means(database_api, name="gone") == gone["id"]


def test_an_archived_one_can_be_merged_too(api: Api) -> None:
    kept, gone = api.create("Kept"), api.create("Gone")
    api.archive(gone)

    assert merge(api, gone, kept["id"], rev=2).json["merged_into"] == kept["id"]


def test_to_merge_twice_is_to_merge_once(api: Api) -> None:
    kept, gone = api.create("Kept"), api.create("Gone", phone="1")
    archived = merged(api, gone, kept)

    again = merge(api, archived, kept["id"])

    assert (again.status_code, again.json) == (200, archived)
    assert api.get(f"/{kept['id']}")["rev"] == 2


@pytest.mark.parametrize(
    ("into", "detail"),
    [
        ("gone", "cannot be merged into itself"),
        ("nobody", "There is no"),
        ("archived", "is archived"),
        ("merged", "was merged into another itself"),
    ],
)
def test_who_cannot_take_another_is_refused(api: Api, into: str, detail: str) -> None:
    ids = {name: api.create(name) for name in ("gone", "kept", "archived", "merged")}
    api.archive(ids["archived"])
    merged(api, ids["merged"], ids["kept"])
    before = api.get(f"/{ids['gone']['id']}")

    answer = merge(api, before, ids[into]["id"] if into in ids else str(uuid.uuid4()))

    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/into")
    assert detail in answer.json["errors"][0]["detail"]
    assert api.get(f"/{before['id']}") == before


def test_no_way_of_merges_leads_round(api: Api) -> None:
    first, second = api.create("One"), api.create("Two")
    merged(api, first, second)

    answer = merge(api, second, first["id"])

    assert (answer.status_code, api.get(f"/{second['id']}")) == (422, second)


def test_who_went_elsewhere_before_is_not_merged_again(api: Api) -> None:
    first, second, gone = (api.create(name) for name in ("One", "Two", "Gone"))
    archived = merged(api, gone, first)

    answer = merge(api, archived, second["id"])

    assert (answer.status_code, api.get(f"/{gone['id']}")) == (409, archived)


@pytest.mark.parametrize(("rev", "status"), [(None, 428), (7, 412)], ids=["none", "stale"])
def test_a_merge_needs_the_current_revision_of_the_one_that_goes(api: Api, rev: int | None, status: int) -> None:
    kept, gone = api.create("Kept"), api.create("Gone", phone="1")

    answer = api.call("POST", f"/{gone['id']}/merge", json={"into": kept["id"]}, rev=rev)

    assert answer.status_code == status
    assert [api.get(f"/{each['id']}") for each in (kept, gone)] == [kept, gone]


def test_who_is_not_there_cannot_be_merged(api: Api) -> None:
    kept = api.create("Kept")

    assert merge(api, {"id": str(uuid.uuid4()), "rev": 1}, kept["id"]).status_code == 404
