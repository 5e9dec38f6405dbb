"""Two entries that are one: one is kept, the other archived with a word where it went.

What the kept one lacks it takes from the other, but for the external id: by that the other is still found. To restore
the other parts them again; what was filled in stays.
"""

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select

from gig_chassis import columns, etags
from gig_chassis.catalogue import changes, rows
from gig_chassis.catalogue.declaration import Catalogue
from gig_chassis.fields import MAX_GENRES
from gig_chassis.problems import Problem, invalid

Entry = Mapping[str, Any]

PLACE = ("city", "country", "address", "postcode", "lat", "lon", "timezone")
_KEPT = ("id", "external_id", "name", "genres", "own", "starter", "archived")  # columns no absence is filled in


def merge(catalogue: Catalogue, entry_id: uuid.UUID, into: uuid.UUID, rev: int) -> dict[str, Any]:
    """Archive an entry as merged into another and give it; nothing changes when it already is.

    Raises Problem 404, 412, 409 where it went elsewhere before, and 422 for another that cannot take it.
    """

    def work() -> dict[str, Any]:
        _lock(catalogue, entry_id, into)
        gone = rows.one(catalogue, entry_id)
        etags.check(gone["rev"], rev)
        if gone["merged_into"] == str(into):
            return gone
        _fill(catalogue, _taker(catalogue, gone, into), gone)
        archived = {"archived_at": columns.now(), "merged_into": into}
        changes.change(catalogue, entry_id, rev, archived)
        return rows.one(catalogue, entry_id)

    return changes.write(catalogue, work)


def lacking(catalogue: Catalogue, kept: Entry, gone: Entry) -> dict[str, Any]:
    """Give what `kept` lacks and `gone` has: what means something only together as a whole or not at all."""
    skipped = {*_KEPT, *(PLACE if _lie_apart(kept, gone) else ())}
    for group in catalogue.together:
        if any(_is_known(kept[name]) for name in group):
            skipped.update(group)
    names = (name for name in catalogue.columns if name not in skipped)
    found = {name: gone[name] for name in names if _is_known(gone[name]) and not _is_known(kept[name])}
    found |= {"own": True} if gone["own"] and not kept["own"] else {}
    genres = list(_united(kept["genres"], gone["genres"]))
    return found | ({"genres": genres} if genres != kept["genres"] else {})


def _taker(catalogue: Catalogue, gone: Entry, into: uuid.UUID) -> dict[str, Any]:
    """Give the entry that is kept. As it must not be merged itself, no way ever leads round."""
    noun = catalogue.noun
    if gone["id"] == str(into):
        raise invalid("/into", f"A {noun} cannot be merged into itself.")
    if gone["merged_into"]:
        raise Problem(409, f"This {noun} was merged into another already. Restore it first.")
    if not rows.exists(catalogue, into):
        raise invalid("/into", f"There is no {noun} with this id.")
    kept = rows.one(catalogue, into)
    if kept["merged_into"]:
        raise invalid("/into", f"This {noun} was merged into another itself.")
    if kept["archived"]:
        raise invalid("/into", f"This {noun} is archived. Restore it first.")
    return kept


def _fill(catalogue: Catalogue, kept: Entry, gone: Entry) -> None:
    """Replace the kept entry by one with all that both know."""
    if found := lacking(catalogue, kept, gone):
        loaded = catalogue.body().load({**kept, **found})
        changes.put(catalogue, uuid.UUID(kept["id"]), loaded, kept["rev"])


def _lock(catalogue: Catalogue, *ids: uuid.UUID) -> None:
    """Let nobody change them until the commit."""
    entry = catalogue.entries.c
    catalogue.session.execute(select(entry.id).where(entry.id.in_(ids)).with_for_update()).all()


def _lie_apart(kept: Entry, gone: Entry) -> bool:
    """Say whether they are in different towns, as far as is known: no coordinates go with another's town."""
    pairs = ((kept[name], gone[name]) for name in ("city", "country"))
    return any(one and other and rows.folded(one) != rows.folded(other) for one, other in pairs)


def _united(kept: list[str], gone: list[str]) -> Iterator[str]:
    yield from kept
    there = {rows.folded(genre) for genre in kept}
    new = [genre for genre in gone if rows.folded(genre) not in there]
    yield from new[: max(0, MAX_GENRES - len(kept))]


def _is_known(value: object) -> bool:
    return value is not None and value != []
