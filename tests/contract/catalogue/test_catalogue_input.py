"""Whatever arrives: a 4xx that names the field, never a crash, nothing stored."""

import math
from typing import Any

import pytest
from testkit.pickers import Api

HUGE = 10**400
ODD = [None, True, "x", "", "5", 1.5, -1, 0, 2**31, 2**63, HUGE, math.nan, math.inf, -math.inf, [], [1], {}, {"a": 1}]
ODD += ["\x00", "a\x00b", "\ud800", "\u202e", "\x07", "x" * 10_000, "9" * 5_000, ["x"] * 1_000, [["x"]], [None]]
ODD += [
    "2026-02-30",
    "25:00",
    "\uff11\uff12:00",
    "2026-05-02/2026-05-01",
    "NaN",
    "1e5",
    "-0.00",
    "Europe/Nowhere",
    "../etc",
]

REFUSED: list[tuple[str, Any]] = [
    ("name", None),
    ("name", ""),
    ("name", " \t\n "),
    ("name", "\u200b"),
    ("name", "x" * 201),
    ("name", "two\nlines"),
    ("name", "nul\x00"),
    ("name", "half \ud800 a pair"),
    ("name", 5),
    ("external_id", "x" * 101),
    ("city", "x" * 121),
    ("country", "UK"),
    ("country", "XX"),
    ("country", "Great Britain"),
    ("genres", "punk"),
    ("genres", None),
    ("genres", {"punk": 1}),
    ("genres", ["x" * 51]),
    ("genres", ["a;b"]),
    ("genres", ["\u200b"]),
    ("genres", [f"genre {number}" for number in range(21)]),
    ("genres", ["x"] * 1_000),
    ("lat", 91),
    ("lat", "53.8"),
    ("lat", True),
    ("lat", math.nan),
    ("lon", math.inf),
    ("lon", -180.1),
    ("lon", HUGE),
    ("own", "yes"),
    ("own", None),
    ("starter", 2),
    ("email", "nobody"),
    ("email", "a b@c"),
    ("email", "@"),
    ("phone", "0" * 51),
    ("contact", "x" * 201),
    ("notes", "x" * 5001),
    ("notes", "bell \x07"),
    ("number", 0),
    ("number", -1),
    ("number", 1_000_001),
    ("number", HUGE),
    ("number", "300"),
    ("number", 300.0),
    ("number", True),
    ("number", math.nan),
    ("money", 120),
    ("money", "120,00"),
    ("money", "-1"),
    ("money", "1.234"),
    ("money", "10000000"),
    ("money", "1e5"),
    ("money", "NaN"),
    ("money", "\uff11\uff12\uff10"),
    ("ranges", "2026-05-01"),
    ("ranges", ["2026-02-30"]),
    ("ranges", ["2026-05-02/2026-05-01"]),
    ("ranges", ["2026-05-01/"]),
    ("ranges", ["01.05.2026"]),
    ("ranges", ["20260501"]),
    ("ranges", [5]),
    ("ranges", ["2026-05-01"] * 1_000),
]


def field(api: Api, name: str) -> str:
    """Give what this picker calls it."""
    return {"number": api.picker.number, "money": api.picker.money, "ranges": api.picker.ranges}.get(name, name)


@pytest.mark.parametrize(("name", "value"), REFUSED, ids=[f"{name}={value!r:.25}" for name, value in REFUSED])
def test_what_cannot_be_accepted_is_named_and_not_stored(api: Api, name: str, value: object) -> None:
    name = field(api, name)
    coordinates = {"lat": 1.0, "lon": 1.0} if name in {"lat", "lon"} else {}

    answer = api.call("POST", json={"name": "Some Name", **coordinates, name: value})

    assert answer.status_code == 422, answer.text
    assert answer.json["errors"]
    assert all(error["pointer"].startswith(f"/{name}") for error in answer.json["errors"])
    assert api.names() == []


@pytest.mark.parametrize("name", ["lat", "lon"])
def test_one_coordinate_without_the_other_is_refused(api: Api, name: str) -> None:
    answer = api.call("POST", json={"name": "Some Name", name: 53.8})

    missing = "lon" if name == "lat" else "lat"
    expected = [{"pointer": f"/{missing}", "detail": "Send both lat and lon, or neither."}]
    assert (answer.status_code, answer.json["errors"]) == (422, expected)


def test_an_unknown_member_is_refused(api: Api) -> None:
    answer = api.call("POST", json={"name": "Some Name", "colour": "red"})

    assert (answer.status_code, answer.json["errors"]) == (422, [{"pointer": "/colour", "detail": "Unknown field."}])


def test_no_odd_value_in_any_member_ever_crashes(api: Api) -> None:
    entry = api.create()

    for name in (*api.picker.catalogue.columns, "rev", "nonsense", "\x00", "\ud800"):
        for value in ODD:
            body = {"name": "Some Name", name: value}
            assert api.call("POST", json=body).status_code in {201, 422}, body
            assert api.call("PUT", f"/{entry['id']}", json=body, rev=999).status_code in {412, 422}, body


QUERIES = ("", "/random", "/export")
PARAMETERS = (
    *("q", "genre", "city", "own", "starter", "archived", "sort", "limit", "cursor"),
    *("count", "seed", "country", "near", "within_km", "exclude", "counts"),
    *("draw_min", "draw_max", "fee_max", "fee_known", "capacity_min", "capacity_max", "hire_max", "hire_known"),
)


@pytest.mark.parametrize("path", QUERIES)
def test_no_odd_parameter_ever_crashes(api: Api, path: str) -> None:
    api.create()

    for name in PARAMETERS:
        for value in [*ODD, "91,0", "1,2,3", "nan,nan", "inf,0", "1,", ",", "%", "\\", "'", '"; --']:
            text = str(value).encode("utf-8", "replace").decode()
            query = {name: text} | ({"within_km": "5"} if name == "near" else {})
            answer = api.call("GET", path, query_string=query)
            assert answer.status_code in {200, 422}, (path, query, answer.text)
            answer.close()


@pytest.mark.parametrize(
    "raw", ["%ff%fe", "%00", "%ED%A0%80", "%", "%zz"], ids=["no UTF-8", "NUL", "surrogate", "cut off", "no hex"]
)
@pytest.mark.parametrize("name", ["q", "city", "genre", "seed", "exclude", "near", "cursor", "sort"])
def test_bytes_that_are_no_text_never_crash(api: Api, name: str, raw: str) -> None:
    for path in QUERIES:
        answer = api.call("GET", path, query_string=f"{name}={raw}")
        assert answer.status_code in {200, 422}
        answer.close()


@pytest.mark.parametrize(
    "query",
    [
        {"limit": "0"},
        {"limit": "x"},
        {"limit": "1" * 5_000},
        {"sort": "colour"},
        {"own": "maybe"},
        {"q": "x" * 201},
        {"q": "\x00"},
        {"genre": ["x"] * 21},
        {"cursor": "x" * 5_000},
        {"colour": "red"},
        {"archived": "2"},
    ],
    ids=str,
)
def test_a_list_names_the_parameter_it_cannot_use(api: Api, query: dict[str, Any]) -> None:
    answer = api.call("GET", query_string=query)

    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"].startswith(f"/{next(iter(query))}")


@pytest.mark.parametrize("wrong", ["1", "x", "00000000-0000-0000-0000-00000000000g"])
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_an_address_that_is_no_id_is_not_found(api: Api, method: str, wrong: str) -> None:
    body = {"json": {"name": "Some Name"}} if method == "PUT" else {}

    assert api.call(method, f"/{wrong}", rev=1, **body).status_code == 404


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ({"name": "  Sigur  Rós \u00a0"}, {"name": "Sigur  Rós"}),
        ({"name": "Cafe\u0301"}, {"name": "Café"}),
        ({"name": "🎸" * 200}, {"name": "🎸" * 200}),
        ({"name": "ﷺ" * 200}, {"name": "ﷺ" * 200}),
        ({"city": " "}, {"city": None}),
        ({"country": "gb"}, {"country": "GB"}),
        ({"genres": ["Punk", " punk ", "PÜNK", "Folk"]}, {"genres": ["punk", "folk"]}),
        ({"notes": "a\r\nb\tc"}, {"notes": "a\nb\tc"}),
        ({"money": "120"}, {"money": "120.00"}),
        ({"money": "0.5"}, {"money": "0.50"}),
        ({"money": "9999999.99"}, {"money": "9999999.99"}),
        (
            {"ranges": ["2026-05-01", "2026-06-01/2026-06-03"]},
            {"ranges": ["2026-05-01/2026-05-01", "2026-06-01/2026-06-03"]},
        ),
        ({"ranges": ["2026-05-01", "2026-05-01/2026-05-01"]}, {"ranges": ["2026-05-01/2026-05-01"]}),
        ({"lat": -90, "lon": 180}, {"lat": -90.0, "lon": 180.0}),
        ({"id": "00000000-0000-0000-0000-000000000000", "rev": 7, "archived": True}, {"rev": 1, "archived": False}),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_accepted_is_stored_in_one_form(api: Api, given: dict[str, Any], stored: dict[str, Any]) -> None:
    body = {"name": "Some Name"} | {field(api, name): value for name, value in given.items()}

    entry = api.create(**body)

    assert {name: entry[field(api, name)] for name in stored} == stored
    assert api.get(f"/{entry['id']}") == entry
