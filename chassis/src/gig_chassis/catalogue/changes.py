"""Create, replace, archive, restore: each in one transaction, none over a change that was not seen."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import delete, exc, insert, select, update

from gig_chassis import columns, database, etags
from gig_chassis.catalogue import room, rows
from gig_chassis.catalogue.declaration import Catalogue
from gig_chassis.ids import uuid7
from gig_chassis.problems import Problem, invalid

Result = TypeVar("Result")
Body = Mapping[str, Any]

_BACK = {"archived_at": None, "merged_into": None}


def create(catalogue: Catalogue, body: Body) -> tuple[dict[str, Any], bool]:
    """Add an entry under the id in the body, else a new one, and say whether it is new.

    An id that is there gives its entry unchanged: the same form sent twice adds once. Raises Problem 409 when the
    external_id is taken.
    """

    def work() -> tuple[dict[str, Any], bool]:
        if "id" in body and rows.exists(catalogue, body["id"]):
            return rows.one(catalogue, body["id"]), False
        return rows.one(catalogue, add(catalogue, [body])[0]), True

    try:
        return write(catalogue, work)
    except exc.IntegrityError:  # sent twice at once: the other one was first, and now can be seen
        return _again(catalogue, work)


def replace(catalogue: Catalogue, entry_id: uuid.UUID, body: Body, rev: int) -> dict[str, Any]:
    """Replace all of an entry; raises Problem 404, 409, 412, or 422 for another id in the body."""
    if body.get("id", entry_id) != entry_id:
        raise invalid("/id", "This is another id than that of the address.")

    def work() -> dict[str, Any]:
        put(catalogue, entry_id, body, rev)
        return rows.one(catalogue, entry_id)

    return write(catalogue, work)


def set_archived(catalogue: Catalogue, entry_id: uuid.UUID, rev: int, *, archived: bool) -> dict[str, Any]:
    """Archive or restore an entry, also one that was merged; nothing changes when it already is so.

    Raises Problem 404 or 412.
    """

    def work() -> dict[str, Any]:
        now = rows.one(catalogue, entry_id)
        if now["archived"] is archived and now["rev"] == rev:
            return now
        change(catalogue, entry_id, rev, {"archived_at": columns.now()} if archived else _BACK)
        return rows.one(catalogue, entry_id)

    return write(catalogue, work)


def add(catalogue: Catalogue, bodies: Sequence[Body]) -> list[uuid.UUID]:
    """Add entries within a transaction under way and give their ids."""
    first = room.take(catalogue, len(bodies))
    ids = [body.get("id") or uuid7() for body in bodies]
    now = columns.now()
    entries = [
        {**rows.stored(body), "id": entry_id, "position": position, "rev": 1, "created_at": now, "updated_at": now}
        for position, (entry_id, body) in enumerate(zip(ids, bodies, strict=True), first)
    ]
    catalogue.session.execute(insert(catalogue.entries), entries)
    genres = [rows.genre_rows(entry_id, body["genres"]) for entry_id, body in zip(ids, bodies, strict=True)]
    _add_genres(catalogue, [row for each in genres for row in each])
    return ids


def put(catalogue: Catalogue, entry_id: uuid.UUID, body: Body, rev: int) -> None:
    """Replace all of an entry within a transaction under way."""
    change(catalogue, entry_id, rev, rows.stored(body))
    session, genres = catalogue.session, catalogue.genres
    session.execute(delete(genres).where(genres.c.entry_id == entry_id))
    _add_genres(catalogue, rows.genre_rows(entry_id, body["genres"]))


def change(catalogue: Catalogue, entry_id: uuid.UUID, rev: int, values: Mapping[str, Any]) -> None:
    """Change the entry within a transaction under way if its revision still is `rev`: one statement asks and acts."""
    entry = catalogue.entries
    this = (entry.c.id == entry_id, room.there(catalogue))
    changed = update(entry).where(*this, entry.c.rev == rev).values(**values, rev=rev + 1, updated_at=columns.now())
    if catalogue.session.connection().execute(changed).rowcount == 0:
        current = catalogue.session.execute(select(entry.c.rev).where(*this)).scalar_one_or_none()
        if current is None:
            raise rows.missing(catalogue)
        etags.check(current, rev)


def _add_genres(catalogue: Catalogue, found: Sequence[dict[str, Any]]) -> None:
    if found:
        catalogue.session.execute(insert(catalogue.genres), found)


def _again(catalogue: Catalogue, work: Callable[[], Result]) -> Result:
    try:
        return write(catalogue, work)
    except exc.IntegrityError as error:  # it cannot be seen: an import is going to add it
        raise Problem(409, f"A {catalogue.noun} with this id is being imported.") from error


def write(catalogue: Catalogue, work: Callable[[], Result]) -> Result:
    """Run `work` in one transaction; raises Problem 409 when an external_id is taken."""
    try:
        return database.write(catalogue.db, work)
    except exc.IntegrityError as error:
        if "external_id" in str(error.orig):
            raise Problem(409, f"Another {catalogue.noun} has this external_id.") from error
        raise
