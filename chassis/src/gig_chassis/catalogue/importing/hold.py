"""One import at a time changes the catalogue: it holds the room behind the last entry until it ends or is cut off."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import RowMapping, delete, select, update

from gig_chassis import database
from gig_chassis.catalogue import room
from gig_chassis.catalogue.declaration import Catalogue
from gig_chassis.ids import uuid7
from gig_chassis.imports import states
from gig_chassis.problems import Problem

SWEPT = 500  # rows deleted in one transaction

Result = TypeVar("Result")


class LostHoldError(Exception):
    """Another run has taken over: this one was silent for too long."""


@dataclass(frozen=True, slots=True)
class Hold:
    """The right of one run of an import to change the catalogue."""

    catalogue: Catalogue
    import_id: uuid.UUID
    key: uuid.UUID

    def write(self, work: Callable[[RowMapping], Result], **noted: object) -> Result:
        """Run `work`, given the row of the sizes, in one transaction; nobody adds entries until it ends.

        Raises LostHoldError when the hold is another's by now.
        """
        size, session = self.catalogue.sizes, self.catalogue.session

        def held() -> Result:
            mine = size.c.hold == self.key
            if session.connection().execute(update(size).where(mine).values(hold=self.key)).rowcount == 0:  # locks it
                raise LostHoldError
            result = work(session.execute(select(size)).mappings().one())
            self.catalogue.imports.note(self.import_id, **noted)
            return result

        return database.write(self.catalogue.db, held)

    def size(self, **values: object) -> None:
        """Within such a transaction: change the row of the sizes."""
        self.catalogue.session.execute(update(self.catalogue.sizes).values(**values))

    def release(self) -> None:
        """Within such a transaction: let others have it."""
        self.size(held_by=None, hold=None)

    def sweep(self) -> None:
        """Delete what a run that was cut off left unseen, the last rows first."""
        while self.write(self._delete_unseen):
            pass

    def _delete_unseen(self, size: RowMapping) -> int:
        catalogue = self.catalogue
        entry, genre = catalogue.entries, catalogue.genres
        some = select(entry.c.id).where(entry.c.position >= size["entries"]).order_by(entry.c.position.desc())
        ids = catalogue.session.execute(some.limit(SWEPT)).scalars().all()
        if ids:
            catalogue.session.execute(delete(genre).where(genre.c.entry_id.in_(ids)))
            catalogue.session.execute(delete(entry).where(entry.c.id.in_(ids)))
        self.size(reserved=max(size["entries"], size["reserved"] - len(ids)))
        return len(ids)


def take(catalogue: Catalogue, import_id: uuid.UUID) -> Hold:
    """Within a transaction under way: give the hold; raises Problem 409 while another import is at work."""
    size, session = catalogue.sizes, catalogue.session
    hold = Hold(catalogue, import_id, uuid7())
    session.execute(update(size).values(entries=size.c.entries))  # locks it
    if holder := room.holder(catalogue):
        _end(catalogue, holder, import_id)
    hold.size(held_by=import_id, hold=hold.key)
    return hold


def _end(catalogue: Catalogue, holder: uuid.UUID, import_id: uuid.UUID) -> None:
    """Put the import that holds it back to where it can go on from, if it was cut off."""
    jobs = catalogue.imports.imports
    job: Any = catalogue.session.execute(select(jobs).where(jobs.c.id == holder)).mappings().first()
    if job is None or job["state"] not in states.AT_WORK:
        return
    if not states.is_still(dict(job)):
        which = "This" if holder == import_id else "Another"
        raise Problem(409, f"{which} import is being committed or undone. Try again when it is done.")
    if holder != import_id:
        values = {"state": states.state(dict(job)), "progress": 1.0}
        catalogue.session.execute(update(jobs).where(jobs.c.id == holder).values(**values))
