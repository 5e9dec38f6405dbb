"""What a list or an export leaves out."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, false, func, or_, select, true

from gig_chassis.catalogue import room
from gig_chassis.catalogue.declaration import Catalogue
from gig_chassis.catalogue.rows import folded

Condition = ColumnElement[bool]

RARE = 5_000  # entries of a genre that are read one by one


def conditions(catalogue: Catalogue, query: Mapping[str, Any]) -> list[Condition]:
    """Give what the entries of a list fulfil."""
    entry = catalogue.entries.c
    found = [is_(entry.archived, yes=query["archived"]), room.there(catalogue)]
    if "own" in query:
        found.append(is_(entry.own, yes=query["own"]))
    if "starter" in query:
        found.append(of_starter(catalogue, yes=query["starter"]))
    if query.get("q"):
        text = folded(query["q"])
        found.append(
            or_(*(column.contains(text, autoescape=True) for column in (entry.name_folded, entry.city_folded)))
        )
    if query.get("genre"):
        found.append(of_genres(catalogue, query["genre"]))
    if query.get("city"):
        found.append(entry.city_folded == folded(query["city"]))
    return found


def is_(column: ColumnElement[bool], *, yes: bool) -> Condition:
    """Compare with a truth value in the form an index serves on both engines."""
    return column == (true() if yes else false())


def of_starter(catalogue: Catalogue, *, yes: bool) -> Condition:
    """Entries of the starter list; what is mine stays when that is left out."""
    entry = catalogue.entries.c
    listed = is_(entry.starter, yes=yes)
    return listed if yes else or_(listed, is_(entry.own, yes=True))


def of_genres(catalogue: Catalogue, genres: Sequence[str]) -> Condition:
    """Entries of any of the genres, in the form that is quick over the whole table: a rare genre leads to its few."""
    genre = catalogue.genres.c
    these = select(genre.entry_id).where(genre.folded.in_([folded(each) for each in genres]))
    some = select(func.count()).select_from(these.limit(RARE + 1).subquery())
    is_rare = catalogue.session.execute(some).scalar_one() <= RARE
    return catalogue.entries.c.id.in_(these) if is_rare else has_genre(catalogue, genres)


def has_genre(catalogue: Catalogue, genres: Sequence[str]) -> Condition:
    """Entries of any of the genres, looked up entry by entry."""
    genre = catalogue.genres.c
    wanted = [folded(each) for each in genres]
    return select(genre.entry_id).where(genre.entry_id == catalogue.entries.c.id, genre.folded.in_(wanted)).exists()
