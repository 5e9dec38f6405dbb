"""What depends on the engine: migrations, comparisons of texts, and changes at the same time."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import exc, insert
from testkit import importing
from testkit.pickers import Api, migrate_up

from gig_chassis import columns, migrate
from gig_chassis.catalogue import setup, starter
from gig_chassis.ids import uuid7

AT_ONCE = 8


def at_once(*works: Callable[[], int]) -> Counter[int]:
    """Run all at the same time and count the statuses."""
    with ThreadPoolExecutor(len(works)) as pool:
        return Counter(future.result() for future in [pool.submit(work) for work in works])


def test_models_and_migrations_agree(database_api: Api) -> None:
    migrate.check(database_api.app, database_api.picker.catalogue.db, database_api.picker.migrations)


def test_a_filled_database_goes_down_and_up_again(database_api: Api) -> None:
    picker, app = database_api.picker, database_api.app
    setup.prepare(app, picker.catalogue, picker.migrations, picker.starter)
    before = database_api.get("/facets")

    migrate.downgrade(app, picker.catalogue.db, picker.migrations)
    migrate_up(picker, app)
    migrate.check(app, picker.catalogue.db, picker.migrations)

    assert database_api.names() == []
    setup.prepare(app, picker.catalogue, picker.migrations, picker.starter)
    assert database_api.get("/facets") == before


def test_the_starter_catalogue_is_loaded_once_and_only_into_an_empty_table(database_api: Api) -> None:
    picker = database_api.picker
    with database_api.app.app_context():
        rows = len(starter.read(picker.catalogue, picker.starter))
        added = [starter.load(picker.catalogue, picker.starter) for _ in range(2)]

    page = database_api.get(limit=100)
    assert added == [rows, 0]
    assert all(entry["starter"] and entry["rev"] == 1 for entry in page["items"])
    assert len(set(database_api.names("/random", count=50))) > 45


def test_names_compare_alike_on_both_engines(database_api: Api) -> None:
    api = database_api
    for name in ("Muse", "MUSE", "Müse", "muse ", "Ωmega", "🎸", "ﷺ" * 200):
        api.create(name, city="Malmö", genres=["rock", "Röck'n", "🎸"])

    assert len(api.get()["items"]) == 7
    assert sorted(api.names(q="MUSE")) == ["MUSE", "Muse", "Müse", "muse"]
    assert len(api.names(city="malmo")) == 7
    assert len(api.names(genre="🎸")) == 7
    assert api.names(q="_") == api.names(q="%") == api.names(q="\\") == []


@pytest.mark.parametrize("sort", ["name", "-name", "city", "-city", "number", "-number", "updated", "-updated"])
def test_pages_follow_each_other_on_both_engines(database_api: Api, sort: str) -> None:
    api, number = database_api, database_api.picker.number
    towns = [None, "Ähtäri", "Zürich", "leeds", "Leeds"]
    api.fill([{"name": f"{9 - each}", "city": towns[each % 5], number: each % 3 or None} for each in range(10)])
    sort = sort.replace("number", number)
    whole, parts, cursor = api.names(sort=sort), [], {}

    while True:
        page = api.get(sort=sort, limit=3, **cursor)
        parts += [entry["name"] for entry in page["items"]]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}

    assert (parts, len(set(parts))) == (whole, 10)


def test_every_filter_of_a_pick_works_on_both_engines(database_api: Api) -> None:
    api, number, rule = database_api, database_api.picker.number, database_api.picker.money_rule
    known = {"genres": ["punk"], "city": "Leeds", "country": "GB", "lat": 53.8, "lon": -1.55, number: 100}
    entry = api.create("Fits", **known, **{api.picker.money: "90.00"})
    others = api.create("Other", **known | {"city": "York"})
    query = {"genre": "punk", "city": "leeds", "country": "GB", "near": "53.8,-1.5", "within_km": 10, "own": 0}
    query |= {f"{number}_min": 50, f"{number}_max": 500, f"{rule}_max": "100", "starter": 0, "exclude": others["id"]}

    answer = api.get("/random", counts=1, seed=1, **query)

    names = ["genre", "city", "country", "distance", "own", "starter", number, rule, "exclude"]
    assert answer == {
        "items": [entry],
        "eligible": 1,
        "eliminated": dict.fromkeys(names, 0) | {"city": 1},
        "alone": dict.fromkeys(names, 0),
    }


def test_changes_at_the_same_time_lose_nothing(database_api: Api) -> None:
    entry = database_api.create()
    client = database_api.app.test_client

    def replace(number: int) -> int:
        alone = Api(database_api.picker, database_api.app, client())
        return alone.call(
            "PUT", f"/{entry['id']}", json={"name": f"{number}", "genres": [f"g{number}"]}, rev=1
        ).status_code

    statuses = at_once(*(lambda number=number: replace(number) for number in range(AT_ONCE)))

    after = database_api.get(f"/{entry['id']}")
    assert statuses == {200: 1, 412: AT_ONCE - 1}
    assert (after["rev"], after["genres"]) == (2, [f"g{after['name']}"])


def test_entries_made_at_the_same_time_leave_no_gap(database_api: Api) -> None:
    client, catalogue = database_api.app.test_client, database_api.picker.catalogue

    def create(number: int) -> int:
        body = {"name": f"{number}", "external_id": f"{number % 4}"}
        return Api(database_api.picker, database_api.app, client()).call("POST", json=body).status_code

    statuses = at_once(*(lambda number=number: create(number) for number in range(AT_ONCE)))

    with database_api.app.app_context():
        positions = catalogue.session.execute(
            catalogue.entries.select().with_only_columns(catalogue.entries.c.position)
        )
        assert sorted(positions.scalars()) == list(range(4))
    assert statuses == {201: 4, 409: 4}
    assert len(database_api.names("/random", count=50)) == 4


def test_what_a_version_adds_that_knows_no_imports_stands_in_nobodys_way(database_api: Api) -> None:
    admin, catalogue = replace(database_api, role="admin"), database_api.picker.catalogue
    database_api.create("First")
    with database_api.app.app_context():
        table, sizes = catalogue.entries, catalogue.sizes
        row = dict(catalogue.session.execute(table.select()).mappings().one())
        second = row | {"id": uuid7(), "position": 1, "name": "Second", "name_folded": "second", "external_id": None}
        del second["archived"]  # the database's own
        catalogue.session.execute(insert(table), [second])
        catalogue.session.execute(sizes.update().values(entries=sizes.c.entries + 1))
        catalogue.session.commit()

    database_api.create("Third")
    importing.do(admin, importing.upload(admin, "name\nFourth\n"), "commit")

    assert database_api.names(sort="name") == ["First", "Fourth", "Second", "Third"]
    assert len(database_api.names("/random", count=50)) == 4


@pytest.mark.parametrize("wrong", ["number", "lat", "position", "name"])
def test_the_database_itself_refuses_what_the_api_refuses(database_api: Api, wrong: str) -> None:
    catalogue = database_api.picker.catalogue
    number, now = database_api.picker.number, columns.now()
    database_api.create()
    values = {"lat": 1.0, number: 0, "position": 0, "name": None}
    row = {"id": uuid7(), "position": 1, "name": "x", "name_folded": "x", "own": False, "starter": False, "rev": 1}
    row |= {"created_at": now, "updated_at": now, database_api.picker.ranges: []}
    name = number if wrong == "number" else wrong

    with database_api.app.app_context(), pytest.raises((exc.IntegrityError, exc.OperationalError)):
        catalogue.session.execute(insert(catalogue.entries), [row | {name: values[name]}])
