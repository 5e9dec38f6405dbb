"""Between the JSON of an entry and its rows."""

import uuid
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, select

from gig_chassis.catalogue import sizes
from gig_chassis.catalogue.declaration import Catalogue
from gig_chassis.catalogue.schemas import SET_BY_SERVICE
from gig_chassis.folding import fold
from gig_chassis.great_circle import unit_vector
from gig_chassis.problems import Problem

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


def columns(catalogue: Catalogue) -> list[ColumnElement[Any]]:
    """Give the columns to read for `shapes`."""
    names = [*(name for name in catalogue.columns if name != "genres"), "rev", *NOT_ON_THE_WIRE]
    return [catalogue.entries.c[name] for name in names]


def shapes(catalogue: Catalogue, rows: Sequence[RowMapping]) -> list[dict[str, Any]]:
    """Give the JSON of entries; reads the genres of all in one query."""
    genres = _genres(catalogue, [row["id"] for row in rows]) if rows else {}
    names = (*catalogue.columns, "rev")
    return [
        {name: genres.get(row["id"], []) if name == "genres" else _plain(row[name]) for name in names} for row in rows
    ]


def one(catalogue: Catalogue, entry_id: uuid.UUID) -> dict[str, Any]:
    """Give the JSON of one entry; raises Problem 404."""
    query = select(*columns(catalogue)).where(catalogue.entries.c.id == entry_id)
    rows = catalogue.session.execute(query).mappings().all()
    if not rows:
        raise missing(catalogue)
    return shapes(catalogue, rows)[0]


def at_positions(catalogue: Catalogue, positions: Sequence[int]) -> list[dict[str, Any]]:
    """Give the JSON of the entries at `positions`, in that order."""
    if not positions:
        return []
    query = select(*columns(catalogue)).where(catalogue.entries.c.position.in_(positions))
    by_position = {row["position"]: row for row in catalogue.session.execute(query).mappings()}
    return shapes(catalogue, [by_position[position] for position in positions])


def missing(catalogue: Catalogue) -> Problem:
    """Make the 404."""
    return Problem(404, f"There is no {catalogue.noun} with this id.")


def _genres(catalogue: Catalogue, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    genre = catalogue.genres.c
    query = select(genre.entry_id, genre.name).where(genre.entry_id.in_(ids)).order_by(genre.entry_id, genre.place)
    found: dict[uuid.UUID, list[str]] = {}
    for entry_id, name in catalogue.session.execute(query):
        found.setdefault(entry_id, []).append(name)
    return found


def _plain(value: Any) -> Any:  # noqa: ANN401  # what a column holds and what JSON can
    if isinstance(value, uuid.UUID):
        return str(value)
    return f"{value:.2f}" if isinstance(value, Decimal) else value
