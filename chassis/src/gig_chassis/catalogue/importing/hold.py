"""One import at a time changes the catalogue: it holds the room behind the last entry until it ends or is cut off."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import RowMapping, delete, select

from gig_chassis.catalogue import room
from gig_chassis.catalogue.declaration import Catalogue
from gig_chassis.imports import holding

SWEPT = 500  # rows deleted in one transaction

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Hold:
    """The right of one run of an import to change the catalogue."""

    catalogue: Catalogue
    held: holding.Hold

    @property
    def import_id(self) -> uuid.UUID:
        """Give whose it is."""
        return self.held.import_id

    def write(self, work: Callable[[RowMapping], Result], **noted: object) -> Result:
        """Run `work`, given the row of the sizes, in one transaction; nobody adds entries until it ends.

        Raises LostHoldError when the hold is another's by now.
        """
        sizes = select(self.catalogue.sizes)
        return self.held.write(lambda: work(self.catalogue.session.execute(sizes).mappings().one()), **noted)

    def size(self, **values: object) -> None:
        """Within such a transaction: change the row of the sizes."""
        self.held.put(**values)

    def release(self) -> None:
        """Within such a transaction: let others have it."""
        self.held.release()

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
        self.size(unseen=max(0, size["unseen"] - len(ids)))
        return len(ids)


def take(catalogue: Catalogue, import_id: uuid.UUID) -> Hold:
    """Within a transaction under way: give the hold; raises Problem 409 while another import is at work."""
    room.locked(catalogue)
    return Hold(catalogue, holding.take(catalogue.imports, catalogue.sizes, import_id))
