"""Which entries a list from elsewhere means: by its external ids, else by name and city, else by the name alone.

Names and cities are compared folded. Entries that are there come before archived ones, and who was merged into another
answers with that other. A fixed number of queries, however many items are asked for.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, false, func, select, true

from gig_chassis.catalogue import room, rows
from gig_chassis.catalogue.declaration import Catalogue
from gig_chassis.catalogue.rows import folded

EXTERNAL_ID, NAME_AND_CITY, NAME = "external_id", "name_city", "name"


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of one name that differ in nothing a match asks for: how many, and one of them."""

    city: str | None
    archived: bool
    numbered: bool  # they have external ids
    entries: int
    entry_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class Found:
    """What an item means: an entry and by what it was found, or none and how many it may be."""

    candidates: int = 0
    entry_id: uuid.UUID | None = None
    by: str | None = None


def match(catalogue: Catalogue, items: Sequence[Mapping[str, Any]], *, entries: bool = False) -> list[dict[str, Any]]:
    """Give `{id, candidates, name, city, by}` of each item, in their order; the id is null unless it is only one.

    With `entries` each has the JSON of its entry as well.
    """
    numbered = _by_external_id(catalogue, [item["external_id"] for item in items if item["external_id"]])
    named = _by_name(catalogue, {folded(item["name"]) for item in items if item["external_id"] not in numbered})
    found = [_found(item, numbered, named[folded(item["name"])]) for item in items]
    last = _where_they_went(catalogue, {each.entry_id for each in found if each.entry_id})
    shapes = [_shape(each, last.get(each.entry_id)) for each in found]
    return _with_entries(catalogue, shapes) if entries else shapes


def _with_entries(catalogue: Catalogue, shapes: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    entry_id = catalogue.entries.c.id
    ids = {uuid.UUID(shape["id"]) for shape in shapes if shape["id"]}
    query = rows.selection(catalogue).where(entry_id.in_(ids), room.there(catalogue))
    read = rows.shapes(catalogue, catalogue.session.execute(query).all()) if ids else []
    whole = {entry["id"]: entry for entry in read}
    return [{**shape, "entry": whole.get(shape["id"])} for shape in shapes]


def _found(item: Mapping[str, Any], numbered: Mapping[str, uuid.UUID], named: Sequence[Group]) -> Found:
    if item["external_id"] in numbered:
        return Found(1, numbered[item["external_id"]], EXTERNAL_ID)
    if item["external_id"]:  # an entry that has another one is another
        named = [group for group in named if not group.numbered]
    if item["city"] is None:
        return _only(named, NAME)
    city = folded(item["city"])
    return _only([group for group in named if group.city == city], NAME_AND_CITY)


def _only(groups: Sequence[Group], by: str) -> Found:
    nearest = [group for group in groups if not group.archived] or groups
    candidates = sum(group.entries for group in nearest)
    return Found(candidates, nearest[0].entry_id, by) if candidates == 1 else Found(candidates)


def _by_external_id(catalogue: Catalogue, asked: Sequence[str]) -> dict[str, uuid.UUID]:
    entry = catalogue.entries.c
    query = select(entry.external_id, entry.id).where(entry.external_id.in_(asked), room.there(catalogue))
    return {row.external_id: row.id for row in catalogue.session.execute(query)} if asked else {}


def _by_name(catalogue: Catalogue, names: Iterable[str]) -> Mapping[str, list[Group]]:
    found: dict[str, list[Group]] = defaultdict(list)
    if names := list(names):
        for name, *values in catalogue.session.execute(_groups(catalogue, names)):
            found[name].append(Group(*values))
    return found


def _groups(catalogue: Catalogue, names: Sequence[str]) -> Select[*tuple[Any, ...]]:
    """Count in the database, where a name may be there many times; several merged into one are one."""
    entry = catalogue.entries.c
    went = func.coalesce(entry.merged_into, entry.id, type_=entry.id.type)
    kind = (entry.name_folded, entry.city_folded, entry.archived, entry.external_id.is_not(None))
    named = entry.archived.in_([true(), false()]), entry.name_folded.in_(names)  # as the index has them
    these = *named, room.there(catalogue)
    return select(*kind, func.count(went.distinct()), func.min(went)).where(*these).group_by(*kind)


def _where_they_went(catalogue: Catalogue, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID | None, Row[Any]]:
    """Give the entries of `ids`, those of merged ones where their way ends; no way leads back to where it began."""
    entry = catalogue.entries.c
    asked, read = set(ids), dict[uuid.UUID, Row[Any]]()
    while asked:
        query = select(entry.id, entry.name, entry.city, entry.merged_into).where(entry.id.in_(asked))
        read |= {row.id: row for row in catalogue.session.execute(query)}
        asked = {row.merged_into for row in read.values() if row.merged_into} - read.keys()
    return {entry_id: _last(read, row) for entry_id, row in read.items()}


def _last(read: Mapping[uuid.UUID, Row[Any]], row: Row[Any]) -> Row[Any]:
    while row.merged_into:
        row = read[row.merged_into]
    return row


def _shape(found: Found, entry: Row[Any] | None) -> dict[str, Any]:
    if entry is None:
        return {"id": None, "candidates": found.candidates, "name": None, "city": None, "by": None}
    return {
        "id": str(entry.id),
        "candidates": found.candidates,
        "name": entry.name,
        "city": entry.city,
        "by": found.by,
    }
