"""Lists from elsewhere find their entries: by external id, else by name and city, else by the only one of a name."""

from typing import Any

import pytest
from sqlalchemy import event
from testkit.pickers import Api

NOTHING = {"id": None, "candidates": 0, "name": None, "city": None, "by": None}


def match(api: Api, *items: dict[str, Any]) -> list[dict[str, Any]]:
    answer = api.call("POST", "/match", json={"items": list(items)})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json["items"]
    return found


def of(entry: dict[str, Any], by: str) -> dict[str, Any]:
    return {"id": entry["id"], "candidates": 1, "name": entry["name"], "city": entry["city"], "by": by}


def test_an_external_id_finds_its_entry_whatever_it_is_called_there(database_api: Api) -> None:
    entry = database_api.create("The Joiners", city="Southampton", external_id="v-17")

    assert match(database_api, {"external_id": "v-17", "name": "Joiners Arms", "city": "Hull"}) == [
        of(entry, "external_id")
    ]


@pytest.mark.parametrize("spelling", ["SIGUR ROS", "Sigur Rós", "sigur  ro\u0301s"])
def test_case_accents_and_white_space_hide_no_match(database_api: Api, spelling: str) -> None:
    entry = database_api.create("Sigur Rós", city="Reykjavík")

    found = match(database_api, {"name": spelling, "city": "REYKJAVIK"}, {"name": spelling})

    assert found == [of(entry, "name_city"), of(entry, "name")]


def test_each_item_is_answered_in_its_place(database_api: Api) -> None:
    leeds, york = (database_api.create("Muse", city=city) for city in ("Leeds", "York"))
    items = [("York", york), ("Hull", None), ("Leeds", leeds), ("York", york)]

    found = match(database_api, *({"name": "Muse", "city": city} for city, _ in items))

    assert found == [of(entry, "name_city") if entry else NOTHING for _, entry in items]


def test_a_city_that_is_given_must_be_the_entrys(api: Api) -> None:
    api.create("Muse")

    assert match(api, {"name": "Muse", "city": "Leeds"}) == [NOTHING]


def test_several_of_one_name_are_counted_and_none_is_chosen(database_api: Api) -> None:
    for city in ("Leeds", "York", "York"):
        database_api.create("Muse", city=city)

    found = match(database_api, {"name": "Muse"}, {"name": "Muse", "city": "York"})

    assert found == [NOTHING | {"candidates": 3}, NOTHING | {"candidates": 2}]


@pytest.mark.parametrize("city", [None, "Leeds"], ids=["name", "name and city"])
def test_who_is_there_comes_before_who_is_archived(api: Api, city: str | None) -> None:
    gone = api.create("Muse", city="Leeds")
    api.archive(gone)
    asked, by = {"name": "Muse", "city": city}, "name_city" if city else "name"

    assert match(api, asked) == [of(gone, by)]

    there = api.create("Muse", city="Leeds")

    assert match(api, asked) == [of(there, by)]


def test_an_entry_with_another_external_id_is_another(api: Api) -> None:
    numbered = api.create("Muse", city="Leeds", external_id="1")

    other = match(api, {"name": "Muse", "city": "Leeds", "external_id": "2"}, {"name": "Muse", "external_id": "2"})

    assert other == [NOTHING, NOTHING]
    assert match(api, {"name": "Muse", "city": "Leeds"}) == [of(numbered, "name_city")]


def test_a_new_external_id_may_find_an_entry_that_has_none(api: Api) -> None:
    api.create("Muse", city="Leeds", external_id="1")
    plain = api.create("Muse", city="Leeds")

    assert match(api, {"name": "Muse", "city": "Leeds", "external_id": "2"}) == [of(plain, "name_city")]


def test_nothing_asked_is_nothing_found(api: Api) -> None:
    assert match(api) == []


def test_a_thousand_items_take_as_many_queries_as_one(api: Api) -> None:
    api.fill([{"name": f"Band {number}", "external_id": f"{number}"} for number in range(0, 1000, 2)])
    with api.app.app_context():
        engine = api.picker.catalogue.db.engine
    statements: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))

    found = match(api, *({"name": f"band {number}", "external_id": f"{number}"} for number in range(1000)))

    assert [each["by"] for each in found] == ["external_id", None] * 500
    assert len([each for each in statements if each.startswith("SELECT")]) == 3


@pytest.mark.parametrize(
    "items",
    [[{"name": "x"}] * 1001, [{"city": "Leeds"}], [{"name": " "}], [{"name": "x", "draw": 1}], None],
    ids=["too many", "no name", "an empty name", "an unknown member", "no list"],
)
def test_what_cannot_be_asked_is_refused(api: Api, items: object) -> None:
    assert api.call("POST", "/match", json={"items": items}).status_code == 422


def test_a_list_may_ask_for_the_whole_entries(database_api: Api) -> None:
    entry = database_api.create("The Joiners", city="Southampton", notes="loud")
    items = [{"name": "The Joiners"}, {"name": "Nobody"}]

    answer = database_api.call("POST", "/match", json={"items": items, "entries": True})

    assert answer.json["items"] == [of(entry, "name") | {"entry": entry}, NOTHING | {"entry": None}]
