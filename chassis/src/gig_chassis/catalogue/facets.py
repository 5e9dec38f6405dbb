"""Genres and cities of the catalogue with how many entries have them."""

from typing import Any

from sqlalchemy import func, select

from gig_chassis.catalogue import filters
from gig_chassis.catalogue.declaration import Catalogue

MOST = 500  # of each


def facets(catalogue: Catalogue) -> dict[str, Any]:
    """Give the most frequent genres and cities of what is not archived."""
    return {"genres": _genres(catalogue), "cities": _cities(catalogue)}


def _genres(catalogue: Catalogue) -> list[dict[str, Any]]:
    entry, genre = catalogue.entries.c, catalogue.genres.c
    many = func.count().label("count")
    query = (
        select(func.min(genre.name).label("name"), many)
        .join_from(catalogue.genres, catalogue.entries, entry.id == genre.entry_id)
        .where(filters.is_(entry.archived, yes=False))
        .group_by(genre.folded)
        .order_by(many.desc(), genre.folded)
        .limit(MOST)
    )
    return [dict(row) for row in catalogue.session.execute(query).mappings()]


def _cities(catalogue: Catalogue) -> list[dict[str, Any]]:
    entry = catalogue.entries.c
    many = func.count().label("count")
    query = (
        select(func.min(entry.city).label("name"), entry.country, many)
        .where(filters.is_(entry.archived, yes=False), entry.city_folded.is_not(None))
        .group_by(entry.city_folded, entry.country)
        .order_by(many.desc(), entry.city_folded, entry.country)
        .limit(MOST)
    )
    return [dict(row) for row in catalogue.session.execute(query).mappings()]
