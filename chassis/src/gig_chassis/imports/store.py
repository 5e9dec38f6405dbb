"""The imports of one service: begun, looked at, moved on, forgotten."""

import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import ColumnElement, Table, delete, exc, func, insert, select, update

from gig_chassis import acting, columns, database
from gig_chassis.imports import states
from gig_chassis.problems import Problem

DROPPED = "The import was dropped."
LISTED = 20
KEPT = timedelta(hours=24)  # of one that was not committed
AT_ONCE = 5_000  # rows deleted in one transaction


@dataclass(frozen=True, slots=True)
class Store:
    """Where imports are kept: their table, that of their rows, and any further ones with a column `import_id`.

    `counted` are further columns of an import that its counts show.
    """

    db: SQLAlchemy
    imports: Table
    rows: Table
    others: tuple[Table, ...] = ()
    counted: tuple[str, ...] = ()

    def begin(self, import_id: uuid.UUID, filename: str) -> bool:
        """Note a new import and say whether it is one; the same id again changes nothing."""
        try:
            database.write(self.db, lambda: self._add(import_id, filename))
        except exc.IntegrityError:
            return False
        return True

    def one(self, import_id: uuid.UUID) -> dict[str, Any]:
        """Give an import as it is stored; raises Problem 404."""
        found = self.db.session.execute(select(self.imports).where(self.imports.c.id == import_id)).mappings().first()
        if found is None:
            raise Problem(404, "There is no import with this id.")
        return dict(found)

    def shape(self, import_id: uuid.UUID) -> dict[str, Any]:
        """Give the JSON of one; raises Problem 404."""
        with database.reading(self.db):
            return states.shape(self.one(import_id), self.last_commit(), self.counted)

    def latest(self) -> list[dict[str, Any]]:
        """Give the JSON of the latest ones, newest first."""
        imports = self.imports
        newest = select(imports).order_by(imports.c.created_at.desc(), imports.c.id.desc()).limit(LISTED)
        with database.reading(self.db):
            last = self.last_commit()
            return [states.shape(dict(job), last, self.counted) for job in self.db.session.execute(newest).mappings()]

    def last_commit(self) -> datetime | None:
        """Give when an import was committed last."""
        return self.db.session.execute(select(func.max(self.imports.c.committed_at))).scalar()

    def note(self, import_id: uuid.UUID, **values: object) -> None:
        """Within a transaction under way: change an import, which shows that somebody works on it."""
        change = update(self.imports).where(self.imports.c.id == import_id)
        self.db.session.execute(change.values(**values, heartbeat_at=columns.now()))

    def count(self, import_id: uuid.UUID) -> dict[str, int]:
        """Count the rows of an import by what becomes of them."""
        row = self.rows.c
        query = select(row.action, func.count()).where(row.import_id == import_id).group_by(row.action)
        return counted({str(action): number for action, number in self.db.session.execute(query)})

    def locked(self, import_id: uuid.UUID) -> dict[str, Any]:
        """Within a transaction under way: give an import nobody else moves on until it ends; raises Problem 404."""
        self.db.session.execute(update(self.imports).where(self._is(import_id)).values(id=import_id))
        return self.one(import_id)

    def give_up(self, import_id: uuid.UUID) -> None:
        """Forget an import that was not committed: first of all nobody can commit it. Raises Problem 404, 409."""

        def work() -> None:
            if states.state(self.locked(import_id)) not in states.UNCOMMITTED:
                raise Problem(409, "Only an import that was not committed can be dropped.")
            self.note(import_id, state=states.FAILED, problem_line=None, problem_detail=DROPPED)

        database.write(self.db, work)
        self.drop(import_id)

    def drop(self, import_id: uuid.UUID) -> None:
        """Forget an import and its rows, in short transactions."""
        for table in (*self.others, self.rows):
            while database.write(self.db, lambda table=table: self._delete_some(table, import_id)):  # type: ignore[misc]  # mypy does not infer the default
                pass
        database.write(self.db, lambda: self.db.session.execute(delete(self.imports).where(self._is(import_id))))

    def tidy(self) -> None:
        """Forget what was not committed within a day, and what is not listed any more."""
        imports, now = self.imports.c, columns.now()
        with database.reading(self.db):
            found = self.db.session.execute(select(self.imports).order_by(imports.created_at.desc())).mappings()
            jobs, last = list(map(dict, found)), self.last_commit()
        for place, job in enumerate(jobs):
            if job["committed_at"] is None and (job["created_at"] < now - KEPT or place >= LISTED):
                with suppress(Problem):  # somebody works on it
                    self.give_up(job["id"])
            elif place >= LISTED and job["committed_at"] != last and not states.is_at_work(job):
                self.drop(job["id"])

    def _is(self, import_id: uuid.UUID) -> ColumnElement[bool]:
        return self.imports.c.id == import_id

    def _delete_some(self, table: Table, import_id: uuid.UUID) -> int:
        own = next(column for column in table.primary_key if column.name != "import_id")
        some = select(own).where(table.c.import_id == import_id).limit(AT_ONCE)
        keys: Sequence[Any] = self.db.session.execute(some).scalars().all()
        if keys:
            self.db.session.execute(delete(table).where(table.c.import_id == import_id, own.in_(keys)))
        return len(keys)

    def _add(self, import_id: uuid.UUID, filename: str) -> None:
        now = columns.now()
        start: Mapping[str, Any] = {"state": states.STAGING, "progress": 0.0, "columns_left_out": [], "questions": []}
        zeros = dict.fromkeys((*states.COUNTS, "kept"), 0)
        when = {"heartbeat_at": now, "created_at": now, "created_by": acting.current().person}
        self.db.session.execute(insert(self.imports).values(id=import_id, filename=filename, **start, **zeros, **when))


def counted(actions: Mapping[str, int]) -> dict[str, int]:
    """Give the counts of an import from numbers by action."""
    names = {"create": "created", "update": "updated", "duplicate": "duplicates", "error": "errors"}
    return {ours: actions.get(action, 0) for action, ours in (names | {"skipped": "skipped"}).items()}
