"""Lists: what they show, how they are sorted, and that a page follows a page without a gap."""

from collections.abc import Iterator
from typing import Any

import pytest
from testkit.pickers import Api

from gig_chassis import cursors


def walk(api: Api, **query: object) -> Iterator[str]:
    """Give the names of a list page by page."""
    cursor: dict[str, str] = {}
    while True:
        page = api.get(**query, **cursor)
        yield from (entry["name"] for entry in page["items"])
        if page["next"] is None:
            return
        cursor = {"cursor": page["next"]}


@pytest.fixture
def towns(api: Api) -> Api:
    """Give a catalogue whose names, cities and numbers are sorted in different ways; one has neither."""
    number = api.picker.number
    api.fill(
        [
            {"name": "Éclat", "city": "York", number: 300, "genres": ["folk"], "own": True, "starter": True},
            {"name": "apple", "city": "Leeds", number: 100, "genres": ["Punk", "post-punk"]},
            {"name": "Zebra", "city": "Bath", number: 300, "genres": ["metal", "Fólk"], "starter": True},
            {"name": "100%", "city": "leeds"},
            {"name": "Nowhere", number: 5},
        ]
    )
    return api


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("name", ["100%", "apple", "Éclat", "Nowhere", "Zebra"]),
        ("-name", ["Zebra", "Nowhere", "Éclat", "apple", "100%"]),
        ("city", ["Zebra", "100%", "apple", "Éclat", "Nowhere"]),
        ("-city", ["Éclat", "apple", "100%", "Zebra", "Nowhere"]),
    ],
)
@pytest.mark.parametrize("limit", [1, 2, 3, 5, 100])
def test_pages_follow_each_other_in_order_unknown_last(towns: Api, sort: str, expected: list[str], limit: int) -> None:
    assert list(walk(towns, sort=sort, limit=limit)) == expected


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5, 100])
def test_the_unknown_come_last_when_sorted_by_number_either_way(towns: Api, limit: int) -> None:
    number = towns.picker.number

    rising, falling = list(walk(towns, sort=number, limit=limit)), list(walk(towns, sort=f"-{number}", limit=limit))

    assert (rising[:2], set(rising[2:4]), rising[4:]) == (["Nowhere", "apple"], {"Éclat", "Zebra"}, ["100%"])
    assert (set(falling[:2]), falling[2:]) == ({"Éclat", "Zebra"}, ["apple", "Nowhere", "100%"])


def test_the_last_change_comes_first_when_sorted_so(api: Api) -> None:
    entries = {name: api.create(name) for name in ("A", "B", "C")}

    api.call("PUT", f"/{entries['A']['id']}", json={"name": "A"}, rev=1)

    assert list(walk(api, sort="-updated", limit=1)) == ["A", "C", "B"]
    assert list(walk(api, sort="updated", limit=2)) == ["B", "C", "A"]


@pytest.mark.parametrize("sort", ["name", "-name", "city", "number", "-number", "updated", "-updated"])
def test_no_row_is_left_out_or_shown_twice_where_all_are_alike(api: Api, sort: str) -> None:
    api.fill([{"name": "Same", "notes": str(number)} for number in range(23)])
    sort = sort.replace("number", api.picker.number)
    notes, cursor = [], {}

    while True:
        page = api.get(sort=sort, limit=5, **cursor)
        notes += [entry["notes"] for entry in page["items"]]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}

    assert sorted(notes, key=int) == [str(number) for number in range(23)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "PLE"}, ["apple"]),
        ({"q": "eclat"}, ["Éclat"]),
        ({"q": "leeds"}, ["100%", "apple"]),
        ({"q": "%"}, ["100%"]),
        ({"q": "_"}, []),
        ({"q": "/"}, []),
        ({"q": ""}, ["100%", "apple", "Éclat", "Nowhere", "Zebra"]),
        ({"genre": "FOLK"}, ["Éclat", "Zebra"]),
        ({"genre": ["punk", "metal"]}, ["apple", "Zebra"]),
        ({"genre": "pun"}, []),
        ({"city": "LEEDS"}, ["100%", "apple"]),
        ({"own": "1"}, ["Éclat"]),
        ({"own": "0"}, ["100%", "apple", "Nowhere", "Zebra"]),
        ({"starter": "true"}, ["Éclat", "Zebra"]),
        ({"starter": "false", "own": "false", "city": "Leeds", "q": "a"}, ["apple"]),
        ({"starter": "false", "city": "York"}, ["Éclat"]),
    ],
    ids=str,
)
def test_a_list_shows_what_was_asked_for(towns: Api, query: dict[str, object], expected: list[str]) -> None:
    assert towns.names(**query) == expected
    assert list(walk(towns, limit=1, **query)) == expected


def test_a_page_has_fifty_unless_asked_and_a_hundred_at_most(api: Api) -> None:
    api.fill([{"name": f"Name {number:03}"} for number in range(101)])

    assert len(api.get()["items"]) == 50
    assert len(api.get(limit=100)["items"]) == 100
    assert api.call("GET", query_string={"limit": 101}).status_code == 422


def test_a_list_shows_entries_whole(towns: Api) -> None:
    for entry in towns.get()["items"]:
        assert towns.get(f"/{entry['id']}") == entry


def test_a_cursor_of_another_sort_is_refused(towns: Api) -> None:
    cursor = towns.get(limit=1)["next"]

    answer = towns.call("GET", query_string={"sort": "-name", "cursor": cursor})

    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == "/cursor"


def test_a_cursor_with_any_sign_changed_is_refused(towns: Api) -> None:
    cursor = towns.get(limit=1)["next"]

    for place, sign in enumerate(cursor):
        changed = cursor[:place] + ("A" if sign != "A" else "B") + cursor[place + 1 :]
        assert towns.call("GET", query_string={"cursor": changed}).status_code == 422, changed


@pytest.mark.parametrize(
    "cursor", ["x", "====", "é", "AAAA", "A" * 4001], ids=["short", "signs", "é", "no check", "long"]
)
def test_what_is_no_cursor_is_refused(api: Api, cursor: str) -> None:
    assert api.call("GET", query_string={"cursor": cursor}).status_code == 422


@pytest.mark.parametrize(
    ("sort", "values"),
    [
        ("name", ["apple", "not an id"]),
        ("name", ["apple", 5]),
        ("name", ["apple", None]),
        ("name", ["apple"]),
        ("name", ["apple", "00" * 16, 1]),
        ("name", [None, "00" * 16]),
        ("name", [1, "00" * 16]),
        ("name", ["\ud800", "00" * 16]),
        ("name", [[], "00" * 16]),
        ("number", ["5", "00" * 16]),
        ("number", [1.5, "00" * 16]),
        ("number", [10**30, "00" * 16]),
        ("number", [-(10**30), "00" * 16]),
        ("updated", ["yesterday", "00" * 16]),
        ("updated", [{}, "00" * 16]),
    ],
    ids=repr,
)
def test_a_forged_cursor_never_crashes(towns: Api, sort: str, values: list[Any]) -> None:
    sort = sort.replace("number", towns.picker.number)

    answer = towns.call("GET", query_string={"sort": sort, "cursor": cursors.encode(sort, values)})

    assert answer.status_code == 422
