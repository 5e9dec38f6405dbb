"""A file is read, a thousand rows at a time: its rows are kept, and the names in it gathered to be looked up."""

import os
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO, TypeVar

from sqlalchemy import insert

from gig_chassis import database
from gig_chassis.imports import reading, states
from gig_chassis.imports.reading import Row, Table
from gig_chassis.imports.report import ERROR
from gig_store.importing import naming, planning, told
from gig_store.importing.jobs import COLUMNS, ROWS, STORE
from gig_store.importing.pool import there
from gig_store.importing.told import Reader, Ref
from gig_store.models import db

BATCH = 1_000
NOTHING_SAID = "This row says nothing of a gig."
WAITING = "pending"  # what becomes of a row is not known before its names are

Each = TypeVar("Each")


def stage(import_id: uuid.UUID, file: BinaryIO) -> None:
    """Read all of `file`, which is closed at the end, and plan it if no name in it is open; raises Unreadable."""
    with file, reading.opened(file, COLUMNS) as table:
        staging = _Staging(import_id, file, [name for name in table.header.names if name])
        staging.begin(table)
        for rows in in_batches(table.rows, BATCH):
            staging.add(rows)
    if staging.finish():
        planning.plan(import_id)
    STORE.tidy()


def in_batches(values: Iterator[Each], size: int) -> Iterator[list[Each]]:
    """Part `values` into lists of up to `size`."""
    while batch := list(islice(values, size)):
        yield batch


@dataclass(slots=True)
class _Staging:
    import_id: uuid.UUID
    file: BinaryIO
    columns: Sequence[str]
    errors: int = 0

    def begin(self, table: Table) -> None:
        found = {"encoding": table.encoding, "delimiter": table.delimiter, "said": list(self.columns)}
        left_out = list(table.header.left_out)
        database.write(db, lambda: STORE.note(self.import_id, columns_left_out=left_out, **found))

    def add(self, rows: Sequence[Row]) -> None:
        """Keep some rows and the names in them."""
        with database.reading(db):
            refs = list(self._refs(rows))
        kept = [_kept(self.import_id, row) for row in rows]
        self.errors += sum(row["action"] == ERROR for row in kept)

        def work() -> None:
            db.session.execute(insert(ROWS), kept)
            naming.add(self.import_id, refs)
            STORE.note(self.import_id, progress=self._progress(), errors=self.errors)

        database.write(db, work)

    def finish(self) -> bool:
        """Say whether the rows can be planned at once."""

        def work() -> bool:
            counts = naming.count(self.import_id)
            state = states.NAMING if counts["open"] else states.PLANNING
            STORE.note(self.import_id, state=state, progress=0.0 if state == states.PLANNING else 1.0, names=counts)
            return state == states.PLANNING

        return database.write(db, work)

    def _progress(self) -> float:
        return min(0.99, self.file.tell() / max(os.fstat(self.file.fileno()).st_size, 1))

    def _refs(self, rows: Sequence[Row]) -> Iterator[Ref]:
        """Give the names of each row, one that is named twice in it once."""
        reader = Reader(self.columns)
        gigs = there(list(filter(None, (reader.gig_id(row.cells) for row in rows))))
        for row in rows:
            now = gigs.get(reader.gig_id(row.cells) or uuid.UUID(int=0))
            said = _told(reader, row, now)
            refs = list(said.refs(now["lineup"] if now else ()))
            yield from {ref.key: ref for ref in reversed(refs)}.values()  # the first spelling stays


def _told(reader: Reader, row: Row, now: dict[str, Any] | None) -> told.Told:
    """Give what a row says; one that is wrong asks for no names."""
    said = told.Told(row.line, None, fault=(None, row.fault)) if row.fault else reader.told(row.line, row.cells, now)
    return told.Told(row.line, said.name, fault=said.fault) if said.fault else said


def _kept(import_id: uuid.UUID, row: Row) -> dict[str, Any]:
    cells = {name: cell for name, cell in row.cells.items() if cell.strip()}
    kept = {"import_id": import_id, "line": row.line, "name": told.shown(cells), "entry_id": None, "field": None}
    if row.fault or not cells:
        return {**kept, "action": ERROR, "reason": row.fault or NOTHING_SAID, "cells": {}}
    return {**kept, "action": WAITING, "reason": None, "cells": cells}
