"""Genres and cities of the catalogue with how many entries have them, and how many entries there are."""

from collections.abc import Iterable
from heapq import nsmallest
from typing import Any

from sqlalchemy import func, select

from gig_chassis.catalogue import filters, room
from gig_chassis.catalogue.declaration import Catalogue

MOST = 500  # of each


def facets(catalogue: Catalogue) -> dict[str, Any]:
    """Give the most frequent genres and cities of what is not archived, and the totals."""
    return {"genres": _genres(catalogue), "cities": _cities(catalogue), "totals": _totals(catalogue)}


def _totals(catalogue: Catalogue) -> dict[str, int]:
    """Count the few, each from its index; there are as many others as the size says."""
    entry = catalogue.entries.c
    there, archived = filters.is_(entry.archived, yes=False), filters.is_(entry.archived, yes=True)
    seen = room.unless_all_are(catalogue)
    counted = {
        "all": select(catalogue.sizes.c.entries),
        "own": select(func.count()).where(there, filters.is_(entry.own, yes=True), *seen),
        "starter": select(func.count()).where(there, filters.is_(entry.starter, yes=True), *seen),
        "archived": select(func.count()).where(archived, *seen),
    }
    parts = (query.scalar_subquery().label(name) for name, query in counted.items())
    totals = dict(catalogue.session.execute(select(*parts)).mappings().one())
    return totals | {"all": totals["all"] - totals["archived"]}


def _genres(catalogue: Catalogue) -> list[dict[str, Any]]:
    """Count all from the index alone and take off the archived: quicker than to look up each genre's entry."""
    archived = dict(_archived_genres(catalogue))
    genre = catalogue.genres.c
    query = select(genre.folded, func.min(genre.name), func.count()).group_by(genre.folded)
    found = [(archived.get(key, 0) - many, key, name) for key, name, many in catalogue.session.execute(query)]
    return [{"name": name, "count": -less} for less, _, name in nsmallest(MOST, found) if less]


def _archived_genres(catalogue: Catalogue) -> Iterable[tuple[str, int]]:
    """Count those of the archived, and of what an import is adding."""
    entry, genre = catalogue.entries.c, catalogue.genres.c
    number = select(catalogue.sizes.c.entries).scalar_subquery()
    not_there = select(entry.id).where(entry.position >= number)
    archived = select(entry.id).where(filters.is_(entry.archived, yes=True)).union(not_there)
    query = select(genre.folded, func.count()).where(genre.entry_id.in_(archived)).group_by(genre.folded)
    return [(key, many) for key, many in catalogue.session.execute(query)]


def _cities(catalogue: Catalogue) -> list[dict[str, Any]]:
    entry = catalogue.entries.c
    many = func.count().label("count")
    query = (
        select(func.min(entry.city).label("name"), entry.country, many)
        .where(filters.is_(entry.archived, yes=False), entry.city_folded.is_not(None), *room.unless_all_are(catalogue))
        .group_by(entry.city_folded, entry.country)
        .order_by(many.desc(), entry.city_folded, entry.country)
        .limit(MOST)
    )
    return [dict(row) for row in catalogue.session.execute(query).mappings()]
