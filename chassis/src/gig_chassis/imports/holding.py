"""One import at a time changes what people see: it holds a row in the database until it ends or is cut off."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Table, select, update

from gig_chassis import database
from gig_chassis.ids import uuid7
from gig_chassis.imports import states
from gig_chassis.imports.store import Store
from gig_chassis.problems import Problem

Result = TypeVar("Result")


class LostHoldError(Exception):
    """Another run has taken over: this one was silent for too long."""


@dataclass(frozen=True, slots=True)
class Hold:
    """The right of one run of an import, kept in the only row of `table` (`held_by`, `hold`)."""

    store: Store
    table: Table
    import_id: uuid.UUID
    key: uuid.UUID

    def write(self, work: Callable[[], Result], **noted: object) -> Result:
        """Run `work` in one transaction; raises LostHoldError when the hold is another's by now."""

        def held() -> Result:
            mine = update(self.table).where(self.table.c.hold == self.key).values(hold=self.key)  # locks it
            if self.store.db.session.connection().execute(mine).rowcount == 0:
                raise LostHoldError
            result = work()
            self.store.note(self.import_id, **noted)
            return result

        return database.write(self.store.db, held)

    def put(self, **values: object) -> None:
        """Within such a transaction: change the row."""
        self.store.db.session.execute(update(self.table).values(**values))

    def release(self) -> None:
        """Within such a transaction: let others have it."""
        self.put(held_by=None, hold=None)


def take(store: Store, table: Table, import_id: uuid.UUID) -> Hold:
    """Within a transaction under way, `table` locked: give the hold; raises Problem 409 while another is at work."""
    holder = store.db.session.execute(select(table.c.held_by)).scalar_one()
    if holder:
        _end(store, holder, import_id)
    hold = Hold(store, table, import_id, uuid7())
    hold.put(held_by=import_id, hold=hold.key)
    return hold


def _end(store: Store, holder: uuid.UUID, import_id: uuid.UUID) -> None:
    """Put the import that holds it back to where it can go on from, if it was cut off."""
    jobs = store.imports
    job: Any = store.db.session.execute(select(jobs).where(jobs.c.id == holder)).mappings().first()
    if job is None or job["state"] not in states.AT_WORK:
        return
    if not states.is_still(dict(job)):
        which = "This" if holder == import_id else "Another"
        raise Problem(409, f"{which} import is being committed or undone. Try again when it is done.")
    if holder != import_id:
        values = {"state": states.state(dict(job)), "progress": 1.0}
        store.db.session.execute(update(jobs).where(jobs.c.id == holder).values(**values))
