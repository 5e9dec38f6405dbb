"""Many entries changed at once within a transaction under way: those that change the same columns in one statement."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, insert, update

from gig_chassis import columns
from gig_chassis.catalogue import room, rows
from gig_chassis.catalogue.declaration import Catalogue
from gig_chassis.catalogue.importing import plans
from gig_chassis.problems import Problem

Values = Mapping[str, Any]  # JSON by column


@dataclass(frozen=True, slots=True)
class Change:
    """An entry's id, what it gets, and what it was thought to have there: another value stops everything."""

    entry_id: uuid.UUID
    wanted: Values
    thought: Values | None = None


def apply(catalogue: Catalogue, changes: Collection[Change]) -> dict[uuid.UUID, tuple[dict[str, Any], int]]:
    """Make the changes; give what each entry had before, and its revision now.

    Raises Problem 409 where somebody changed the same meanwhile.
    """
    now = _read(catalogue, [change.entry_id for change in changes])
    done: dict[uuid.UUID, tuple[dict[str, Any], int]] = {}
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    genres: dict[uuid.UUID, list[str]] = {}
    for change in changes:
        current = _unchanged(catalogue, now.get(change.entry_id), change)
        done[change.entry_id] = {name: current[name] for name in change.wanted}, current["rev"] + 1
        differing = _differing(catalogue, current, {**current, **change.wanted})
        alike[tuple(sorted(differing))].append({"which": change.entry_id, **_named(differing)})
        if change.wanted.get("genres", current["genres"]) != current["genres"]:
            genres[change.entry_id] = change.wanted["genres"]
    _write(catalogue, alike)
    _replace_genres(catalogue, genres)
    return done


def _read(catalogue: Catalogue, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, dict[str, Any]]:
    entry = catalogue.entries.c
    query = rows.selection(catalogue).where(entry.id.in_(ids), room.there(catalogue)).with_for_update()
    found = rows.shapes(catalogue, catalogue.session.execute(query).all())
    return {uuid.UUID(each["id"]): each for each in found}


def _unchanged(catalogue: Catalogue, current: Values | None, change: Change) -> Values:
    if current is None:
        raise rows.missing(catalogue)
    for name, thought in (change.thought or {}).items():
        if current[name] not in (thought, change.wanted[name]):
            raise Problem(409, f"{current['name']} was changed meanwhile ({name}). Upload the file again.")
    return current


def _differing(catalogue: Catalogue, current: Values, wanted: Values) -> dict[str, Any]:
    """Give the columns of the table that change; how coordinates go together was looked at before."""
    before, after = (_stored(catalogue, each) for each in (current, wanted))
    found = {name: value for name, value in after.items() if before[name] != value}
    if wanted["archived"] is not current["archived"]:
        found["archived_at"] = columns.now() if wanted["archived"] else None
    return found


def _stored(catalogue: Catalogue, entry: Values) -> dict[str, Any]:
    return rows.stored(plans.body(catalogue, {name: entry[name] for name in catalogue.columns}))


def _named(values: Values) -> dict[str, Any]:
    return {f"to_{name}": value for name, value in values.items()}


def _write(catalogue: Catalogue, alike: Mapping[tuple[str, ...], list[dict[str, Any]]]) -> None:
    entry = catalogue.entries
    moved_on = {"rev": entry.c.rev + 1, "updated_at": columns.now()}
    for names, told in alike.items():
        values = {name: bindparam(f"to_{name}", type_=entry.c[name].type) for name in names}
        change = update(entry).where(entry.c.id == bindparam("which")).values(**values, **moved_on)
        catalogue.session.connection().execute(change, told)


def _replace_genres(catalogue: Catalogue, genres: Mapping[uuid.UUID, list[str]]) -> None:
    if not genres:
        return
    table, session = catalogue.genres, catalogue.session
    session.execute(delete(table).where(table.c.entry_id.in_(genres)))
    if found := [row for entry_id, names in genres.items() for row in rows.genre_rows(entry_id, names)]:
        session.execute(insert(table), found)
