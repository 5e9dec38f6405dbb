"""Create, read, replace, archive, restore: for bands and venues alike."""

import uuid
from typing import Any

import pytest
from testkit.pickers import Api
from testkit.signing import headers

from gig_chassis.catalogue import rows

EVERYTHING: dict[str, Any] = {
    "external_id": "x-1",
    "name": "Mötley Crüe",
    "genres": ["rock", "hard rock"],
    "city": "Los Angeles",
    "country": "US",
    "lat": 34.05,
    "lon": -118.24,
    "own": True,
    "starter": False,
    "contact": "Doc",
    "email": "doc@example.org",
    "phone": "+1 213 555 0100",
    "notes": "Loud.\nVery loud.",
}
OF_A_BAND = {
    "draw": 1200,
    "fee": "950.50",
    "unavailable": ["2026-05-01/2026-05-14"],
    "radius_km": 80,
    "days_before": 30,
    "days_after": 14,
}
OF_A_VENUE = {
    "address": "8901 Sunset Boulevard",
    "postcode": "90069",
    "timezone": "America/Los_Angeles",
    "capacity": 500,
    "hire_cost": "1500.00",
    "curfew": "02:00",
    "dark_days": ["2026-12-24/2026-12-26"],
}


@pytest.fixture
def everything(api: Api) -> dict[str, Any]:
    return EVERYTHING | (OF_A_BAND if api.picker.number == "draw" else OF_A_VENUE)


def test_what_is_sent_is_stored_and_comes_back_whole(api: Api, everything: dict[str, Any]) -> None:
    answer = api.call("POST", json=everything)

    entry = answer.json
    assert answer.status_code == 201
    assert answer.headers["Location"] == f"/v1/{api.picker.catalogue.plural}/{entry['id']}"
    assert answer.headers["ETag"] == '"1"'
    assert entry == everything | {"id": entry["id"], "archived": False, "merged_into": None, "rev": 1}
    assert list(entry) == [*api.picker.catalogue.columns, "merged_into", "rev"]
    assert uuid.UUID(entry["id"]).version == 7
    assert api.get(f"/{entry['id']}") == entry


def test_a_name_is_enough_and_all_the_rest_is_null_or_empty(api: Api) -> None:
    entry = api.create("Only a Name")

    empty = {
        "genres": [],
        api.picker.ranges: [],
        "own": False,
        "starter": False,
        "archived": False,
        "merged_into": None,
        "rev": 1,
    }
    nothing = dict.fromkeys(api.picker.catalogue.members)
    assert entry == nothing | empty | {"id": entry["id"], "name": "Only a Name"}


def test_the_same_new_entry_sent_again_is_added_once_and_given_as_it_is_now(api: Api) -> None:
    chosen = {"id": str(uuid.uuid4()), "name": "The Howl"}
    first = api.call("POST", json=chosen)
    api.call("PUT", f"/{chosen['id']}", json={"name": "The Howlers"}, rev=1)

    again = api.call("POST", json=chosen)

    assert (first.status_code, first.json["id"]) == (201, chosen["id"])
    assert (again.status_code, again.json["name"], again.json["rev"]) == (200, "The Howlers", 2)
    assert api.names() == ["The Howlers"]


def test_the_same_new_entry_sent_twice_at_once_is_added_once(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = {"id": str(uuid.uuid4()), "name": "The Howl"}
    api.call("POST", json=chosen)
    seen = iter([False])  # as the slower of two sees it before the other commits
    exists = rows.exists
    monkeypatch.setattr(rows, "exists", lambda *args: next(seen, None) is None and exists(*args))

    again = api.call("POST", json=chosen)

    assert (again.status_code, api.names()) == (200, ["The Howl"])


def test_two_entries_may_have_the_same_name_and_case_makes_another(api: Api) -> None:
    for name in ("Muse", "MUSE", "Muse"):
        api.create(name)

    assert sorted(api.names()) == ["MUSE", "Muse", "Muse"]


def test_a_reader_who_has_the_revision_is_told_so(api: Api) -> None:
    entry = api.create()

    again = api.client.get(
        f"/v1/{api.picker.catalogue.plural}/{entry['id']}",
        headers={**headers(), "If-None-Match": '"1"'},
    )

    assert (again.status_code, again.data) == (304, b"")


def test_a_replacement_replaces_all_of_it(api: Api, everything: dict[str, Any]) -> None:
    entry = api.call("POST", json=everything).json

    answer = api.call("PUT", f"/{entry['id']}", json={"name": "Quiet Riot", "genres": ["metal"]}, rev=1)

    after = api.get(f"/{entry['id']}")
    assert (answer.status_code, answer.headers["ETag"], answer.json) == (200, '"2"', after)
    assert (after["name"], after["genres"], after["rev"]) == ("Quiet Riot", ["metal"], 2)
    assert [after[name] for name in ("city", "lat", "external_id", "notes", api.picker.number)] == [None] * 5


def test_what_the_service_sets_may_be_sent_back_and_is_ignored(api: Api) -> None:
    entry = api.create(city="Hull")

    answer = api.call("PUT", f"/{entry['id']}", json=entry | {"archived": True, "rev": 99}, rev=1)

    assert answer.json == entry | {"rev": 2}


def test_another_id_than_that_of_the_address_is_refused(api: Api) -> None:
    entry = api.create()

    answer = api.call("PUT", f"/{entry['id']}", json=entry | {"id": str(uuid.uuid4())}, rev=1)

    assert answer.status_code == 422
    assert answer.json["errors"] == [{"pointer": "/id", "detail": "This is another id than that of the address."}]


@pytest.mark.parametrize(
    ("rev", "status"), [(None, 428), (1, 412), (3, 412), (2, 200)], ids=["none", "stale", "from the future", "current"]
)
def test_a_change_needs_the_current_revision_and_else_changes_nothing(api: Api, rev: int | None, status: int) -> None:
    entry = api.create("First")
    second = api.call("PUT", f"/{entry['id']}", json={"name": "Second"}, rev=1).json

    answer = api.call("PUT", f"/{entry['id']}", json={"name": "Third"}, rev=rev)

    after = api.get(f"/{entry['id']}")
    assert answer.status_code == status
    assert after["name"] == ("Third" if status == 200 else "Second")
    assert status != 412 or answer.json["rev"] == second["rev"]


@pytest.mark.parametrize(
    ("method", "path"), [("PUT", ""), ("DELETE", ""), ("POST", "/restore")], ids=["replace", "archive", "restore"]
)
def test_what_is_not_there_cannot_be_changed(api: Api, method: str, path: str) -> None:
    body = {"json": {"name": "Nobody"}} if method == "PUT" else {}

    answer = api.call(method, f"/{uuid.uuid4()}{path}", rev=1, **body)

    assert (answer.status_code, answer.json["detail"]) == (
        404,
        f"There is no {api.picker.catalogue.noun} with this id.",
    )


@pytest.mark.parametrize(("method", "path"), [("DELETE", ""), ("POST", "/restore")], ids=["archive", "restore"])
def test_archive_and_restore_need_the_current_revision(api: Api, method: str, path: str) -> None:
    entry = api.create()
    api.call("PUT", f"/{entry['id']}", json={"name": "Second"}, rev=1)

    assert api.call(method, f"/{entry['id']}{path}").status_code == 428
    assert api.call(method, f"/{entry['id']}{path}", rev=1).status_code == 412
    assert api.get(f"/{entry['id']}")["archived"] is False


def test_an_archived_entry_leaves_the_list_and_comes_back(api: Api) -> None:
    entry = api.create("Gone and Back")

    archived = api.call("DELETE", f"/{entry['id']}", rev=1)

    assert (archived.status_code, archived.data, archived.headers["ETag"]) == (204, b"", '"2"')
    assert (api.names(), api.names(archived=1)) == ([], ["Gone and Back"])
    assert api.get(f"/{entry['id']}") == entry | {"archived": True, "rev": 2}

    restored = api.call("POST", f"/{entry['id']}/restore", rev=2)

    assert (restored.status_code, restored.headers["ETag"]) == (200, '"3"')
    assert restored.json == entry | {"rev": 3}
    assert (api.names(), api.names(archived=1)) == (["Gone and Back"], [])


def test_to_archive_twice_is_to_archive_once(api: Api) -> None:
    entry = api.create()
    api.archive(entry)

    again = api.call("DELETE", f"/{entry['id']}", rev=2)

    assert (again.status_code, again.headers["ETag"]) == (204, '"2"')


def test_an_external_id_belongs_to_one_entry(api: Api) -> None:
    api.create("First", external_id="x-1")
    second = api.create("Second", external_id="x-2")

    created = api.call("POST", json={"name": "Third", "external_id": "x-1"})
    replaced = api.call("PUT", f"/{second['id']}", json={"name": "Second", "external_id": "x-1"}, rev=1)

    assert (created.status_code, replaced.status_code) == (409, 409)
    assert created.json["detail"] == f"Another {api.picker.catalogue.noun} has this external_id."
    assert api.get(f"/{second['id']}") == second
    assert api.names() == ["First", "Second"]


def test_a_refused_entry_leaves_no_gap_in_what_picks_are_drawn_from(api: Api) -> None:
    api.create("First", external_id="x-1")
    api.call("POST", json={"name": "Refused", "external_id": "x-1"})
    api.create("Second")

    assert sorted(api.names("/random", count=50)) == ["First", "Second"]
