"""Between the JSON of an entry and its rows."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, bindparam, null, select

from gig_chassis import acting
from gig_chassis.catalogue import room, sizes
from gig_chassis.catalogue.declaration import Catalogue
from gig_chassis.catalogue.schemas import SET_BY_SERVICE
from gig_chassis.columns import Money
from gig_chassis.folding import fold
from gig_chassis.great_circle import unit_vector
from gig_chassis.problems import Problem

Write = Callable[[Decimal | None], str | None]

NOT_ON_THE_WIRE = ("position", "name_folded", "city_folded", "updated_at")  # read for sorting and picking


def folded(text: str) -> str:
    """Fold `text` as it is stored and searched."""
    return fold(text)[: sizes.FOLDED]


def stored(body: Mapping[str, Any]) -> dict[str, Any]:
    """Give the columns of an entry, without those the service keeps by itself."""
    values = {name: value for name, value in body.items() if name not in SET_BY_SERVICE and name != "genres"}
    known = body["lat"] is not None
    x, y, z = unit_vector(body["lat"], body["lon"]) if known else (None, None, None)
    city_folded = folded(body["city"]) if body["city"] else None
    return {**values, "x": x, "y": y, "z": z, "name_folded": folded(body["name"]), "city_folded": city_folded}


def genre_rows(entry_id: uuid.UUID, genres: Sequence[str]) -> list[dict[str, Any]]:
    """Give the rows of the genres of an entry."""
    by_folded = {folded(genre): genre for genre in reversed(genres)}
    return [
        {"entry_id": entry_id, "place": place, "name": name, "folded": key}
        for place, (key, name) in enumerate(reversed(by_folded.items()))
    ]


@cache
def selection(catalogue: Catalogue) -> Select[*tuple[Any, ...]]:
    """Give the query that reads entries for `shapes`; the genres follow in a query of their own."""
    entry = catalogue.entries.c
    shown = [null().label(name) if name == "genres" else entry[name] for name in catalogue.members]
    return select(*shown, *(entry[name] for name in NOT_ON_THE_WIRE))


def shapes(catalogue: Catalogue, rows: Sequence[Row[Any]]) -> list[dict[str, Any]]:
    """Give the JSON of entries; reads the genres of all in one query."""
    genres = _genres(catalogue, [row.id for row in rows]) if rows else {}
    names, write = catalogue.members, _written if acting.may_see_money() else _kept_back
    amounts = dict.fromkeys(money(catalogue), write)
    return [_shape(dict(zip(names, row, strict=False)), genres.get(row.id, []), amounts) for row in rows]


def one(catalogue: Catalogue, entry_id: uuid.UUID) -> dict[str, Any]:
    """Give the JSON of one entry; raises Problem 404."""
    rows = catalogue.session.execute(_by_id(catalogue), {"id": entry_id}).all()
    if not rows:
        raise missing(catalogue)
    return shapes(catalogue, rows)[0]


def exists(catalogue: Catalogue, entry_id: uuid.UUID) -> bool:
    """Say whether there is an entry with this id."""
    return bool(catalogue.session.execute(_by_id(catalogue), {"id": entry_id}).first())


def at_positions(catalogue: Catalogue, positions: Sequence[int]) -> list[dict[str, Any]]:
    """Give the JSON of the entries at `positions`, in that order; one that an undo took away meanwhile is left out."""
    if not positions:
        return []
    rows = catalogue.session.execute(_by_position(catalogue), {"positions": positions})
    by_position = {row.position: row for row in rows}
    return shapes(catalogue, [by_position[position] for position in positions if position in by_position])


def missing(catalogue: Catalogue) -> Problem:
    """Make the 404."""
    return Problem(404, f"There is no {catalogue.noun} with this id.")


@cache
def money(catalogue: Catalogue) -> tuple[str, ...]:
    """Give the names of the amounts of money."""
    return tuple(
        name for name in catalogue.columns if name != "genres" and isinstance(catalogue.entries.c[name].type, Money)
    )


def _shape(entry: dict[str, Any], genres: list[str], amounts: Mapping[str, Write]) -> dict[str, Any]:
    entry["id"] = str(entry["id"])
    entry["merged_into"] = entry["merged_into"] and str(entry["merged_into"])
    entry["genres"] = genres
    for name, write in amounts.items():
        entry[name] = write(entry[name])
    return entry


def _written(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:.2f}"


def _kept_back(amount: Decimal | None) -> None:
    """Tell a viewer nothing about money."""
    del amount


def _genres(catalogue: Catalogue, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    found: dict[uuid.UUID, list[str]] = {}
    for entry_id, name in catalogue.session.execute(_genres_of(catalogue), {"ids": ids}):
        found.setdefault(entry_id, []).append(name)
    return found


# Building a query takes longer than SQLite takes to answer it: these are built once.


@cache
def _by_id(catalogue: Catalogue) -> Select[*tuple[Any, ...]]:
    return selection(catalogue).where(catalogue.entries.c.id == bindparam("id"), room.there(catalogue))


@cache
def _by_position(catalogue: Catalogue) -> Select[*tuple[Any, ...]]:
    return selection(catalogue).where(catalogue.entries.c.position.in_(bindparam("positions", expanding=True)))


@cache
def _genres_of(catalogue: Catalogue) -> Select[uuid.UUID, str]:
    genre = catalogue.genres.c
    these = genre.entry_id.in_(bindparam("ids", expanding=True))
    return select(genre.entry_id, genre.name).where(these).order_by(genre.entry_id, genre.place)
