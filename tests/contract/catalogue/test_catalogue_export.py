"""The catalogue as CSV, and its facets."""

import csv
import io
from typing import Any

import pytest
from testkit.pickers import Api

from gig_chassis.catalogue import cells


def lines(api: Api, **query: object) -> list[dict[str, str]]:
    """Read the export as a spreadsheet does."""
    answer = api.call("GET", "/export", query_string=query)
    assert (answer.status_code, answer.content_type) == (200, "text/csv; charset=utf-8")
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8"), newline="")))


def test_an_export_is_a_file_with_the_declared_columns_and_rfc_4180_lines(api: Api) -> None:
    answer = api.call("GET", "/export")

    plural = api.picker.catalogue.plural
    assert answer.headers["Content-Disposition"] == f"attachment; filename={plural}.csv"
    assert answer.text == ",".join(api.picker.catalogue.columns) + "\r\n"


def test_an_export_holds_every_value_as_text(api: Api) -> None:
    ranges, number, money = api.picker.ranges, api.picker.number, api.picker.money
    known: dict[str, Any] = {number: 300, money: "99.50", ranges: ["2026-05-01/2026-05-14", "2026-06-01"]}
    name = 'Sam "The Man", Jr'
    entry = api.create(name, genres=["folk", "punk"], lat=53.8, lon=-1.55, own=True, notes="a\nb", **known)

    (line,) = lines(api)

    empty = dict.fromkeys(api.picker.catalogue.columns, "")
    assert line == empty | {
        "id": entry["id"],
        "name": name,
        "genres": "folk;punk",
        "lat": "53.8",
        "lon": "-1.55",
        number: "300",
        money: "99.50",
        ranges: "2026-05-01/2026-05-14;2026-06-01/2026-06-01",
        "own": "true",
        "starter": "false",
        "notes": "a\nb",
        "archived": "false",
    }


def test_an_export_has_what_the_list_has(api: Api) -> None:
    api.fill([{"name": "B", "city": "Leeds"}, {"name": "A", "city": "Leeds"}, {"name": "C", "city": "York"}])
    api.archive(api.create("Gone", city="Leeds"))

    assert [line["name"] for line in lines(api, city="Leeds")] == ["A", "B"]
    assert [line["name"] for line in lines(api, q="c")] == ["C"]
    assert [(line["name"], line["archived"]) for line in lines(api, archived=1)] == [("Gone", "true")]


def test_a_long_export_is_written_in_chunks_without_a_gap(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gig_chassis.catalogue.export.CHUNK", 7)
    api.fill([{"name": f"{number:03}"} for number in range(21)])

    assert [line["name"] for line in lines(api)] == [f"{number:03}" for number in range(21)]


@pytest.mark.parametrize("text", ["=1+1", "+44 113", "-", "@you", "'=1+1", "''@x", "'quoted'", "plain", "1-1"])
def test_a_text_that_looks_like_a_formula_is_guarded_and_comes_back(api: Api, text: str) -> None:
    api.create(text, notes=text, genres=[text.lower()])

    (line,) = lines(api)

    dangerous = text.lstrip("'")[:1] in set("=+-@")
    assert line["name"] == line["notes"] == (f"'{text}" if dangerous else text)
    assert cells.unguarded(line["name"]) == text


def test_facets_count_genres_and_cities_of_what_is_not_archived(api: Api) -> None:
    api.fill(
        [
            {"city": "Leeds", "country": "GB", "genres": ["punk", "folk"]},
            {"city": "leeds", "country": "GB", "genres": ["folk"]},
            {"city": "Dublin", "country": "IE", "genres": ["trad"]},
            {"city": "Dublin"},
            {},
        ]
    )
    api.archive(api.create(city="York", genres=["jazz"]))

    assert api.get("/facets") == {
        "genres": [{"name": "folk", "count": 2}, {"name": "punk", "count": 1}, {"name": "trad", "count": 1}],
        "cities": [
            {"name": "Leeds", "country": "GB", "count": 2},
            {"name": "Dublin", "country": None, "count": 1},
            {"name": "Dublin", "country": "IE", "count": 1},
        ],
        "totals": {"all": 5, "own": 0, "starter": 0, "archived": 1},
    }


def test_totals_count_what_is_there_and_what_is_archived(database_api: Api) -> None:
    database_api.fill([{"own": True, "starter": True}, {"own": True}, {"starter": True}, {"starter": True}, {}])
    database_api.archive(database_api.create(own=True, starter=True))

    assert database_api.get("/facets")["totals"] == {"all": 5, "own": 2, "starter": 3, "archived": 1}


def test_facets_of_nothing_are_empty(api: Api) -> None:
    totals = {"all": 0, "own": 0, "starter": 0, "archived": 0}
    assert api.get("/facets") == {"genres": [], "cities": [], "totals": totals}


def test_each_call_is_described(api: Api) -> None:
    paths = api.client.get("/openapi.json", headers={"Authorization": f"Bearer {'t' * 40}"}).json["paths"]

    plural = f"/v1/{api.picker.catalogue.plural}"
    methods = {path: sorted(set(described) - {"parameters"}) for path, described in paths.items()}
    assert methods == {
        plural: ["get", "post"],
        f"{plural}/random": ["get"],
        f"{plural}/facets": ["get"],
        f"{plural}/export": ["get"],
        f"{plural}/match": ["post"],
        f"{plural}/{{entry_id}}": ["delete", "get", "put"],
        f"{plural}/{{entry_id}}/merge": ["post"],
        f"{plural}/{{entry_id}}/restore": ["post"],
        f"{plural}/imports": ["get", "post"],
        f"{plural}/imports/{{import_id}}": ["delete", "get"],
        **{f"{plural}/imports/{{import_id}}/{part}": ["get"] for part in ("rows", "report")},
        **{f"{plural}/imports/{{import_id}}/{act}": ["post"] for act in ("answers", "commit", "undo")},
    }
