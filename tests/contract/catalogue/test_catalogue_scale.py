"""What keeps picks and lists quick with a million entries: which way a query takes, not how long it takes."""

from typing import Any

import pytest
from sqlalchemy import Select, text
from sqlalchemy.dialects import sqlite
from testkit.pickers import Api

from gig_chassis import database
from gig_chassis.catalogue import filters, picks, rows, rules


def plan(api: Api, query: Select[Any]) -> str:
    """Give SQLite's plan of `query` over an empty database, which has no statistics to help."""
    compiled = query.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
    steps = api.picker.catalogue.session.execute(text(f"EXPLAIN QUERY PLAN {compiled}"))
    return "; ".join(step.detail for step in steps)


@pytest.mark.parametrize("asked", [{}, {"city": "Leeds"}, {"own": True}, {"country": "GB"}], ids=str)
def test_a_pick_reads_the_positions_it_drew_and_no_others(api: Api, asked: dict[str, Any]) -> None:
    catalogue = api.picker.catalogue
    with api.app.app_context(), database.reading(catalogue.db):
        (pool,) = picks.pools(catalogue, rules.of(catalogue, asked))

        steps = plan(api, pool.among.params(positions=[1, 2, 3]))

    assert "(position=?)" in steps
    assert "archived" not in steps


@pytest.mark.parametrize("rare", [0, 1, 1_000], ids=["common", "rare", "very rare"])
def test_a_genre_is_found_by_either_way_of_looking(api: Api, monkeypatch: pytest.MonkeyPatch, rare: int) -> None:
    monkeypatch.setattr(filters, "RARE", rare)
    monkeypatch.setattr(picks, "FIRST", 0)
    api.fill([{"name": "A", "genres": ["folk", "trad"]}, {"name": "B", "genres": ["punk"]}, {"name": "C"}] * 9)

    assert api.names(genre=["FOLK", "trad"]) == ["A"] * 9
    assert api.names("/random", genre="punk", count=50) == ["B"] * 9
    assert api.get("/random", genre="punk", counts=1)["eliminated"] == {"genre": 18}


def test_an_entry_that_goes_while_it_is_picked_is_left_out(api: Api) -> None:
    api.create("There")

    with api.app.app_context(), database.reading(api.picker.catalogue.db):
        found = rows.at_positions(api.picker.catalogue, [7, 0])

    assert [entry["name"] for entry in found] == ["There"]


def test_a_count_gone_wrong_is_said_to_be_our_fault_and_loses_nothing(api: Api) -> None:
    api.create("First")
    _count(api, entries=0)

    assert api.call("POST", json={"name": "Second"}).status_code == 500
    _count(api, entries=1)
    assert api.names() == ["First"]


def _count(api: Api, **values: int) -> None:
    catalogue = api.picker.catalogue
    with api.app.app_context():
        database.write(catalogue.db, lambda: catalogue.session.execute(catalogue.sizes.update().values(**values)))
