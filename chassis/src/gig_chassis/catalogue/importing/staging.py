"""A file becomes a plan, a thousand rows at a time: what each row does and why, for somebody to look at first."""

import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, BinaryIO, TypeVar

from sqlalchemy import insert

from gig_chassis import database
from gig_chassis.catalogue.declaration import Catalogue
from gig_chassis.catalogue.importing import planning, stored
from gig_chassis.catalogue.importing.matching import Pool
from gig_chassis.catalogue.importing.placing import Questions
from gig_chassis.catalogue.importing.told import Rows
from gig_chassis.imports import reading, states
from gig_chassis.imports.columns import Columns
from gig_chassis.imports.reading import Row, Table
from gig_chassis.imports.store import counted

BATCH = 1_000

Each = TypeVar("Each")


def stage(catalogue: Catalogue, import_id: uuid.UUID, file: BinaryIO) -> None:
    """Plan all of `file`, which is closed at the end; raises Unreadable."""
    with file, reading.opened(file, Columns(catalogue.columns, catalogue.spellings)) as table:
        staging = _Staging(catalogue, import_id, file, Rows(catalogue))
        staging.begin(table)
        for rows in in_batches(table.rows, BATCH):
            staging.add(rows)
        staging.finish()
    catalogue.imports.tidy()


def in_batches(values: Iterator[Each], size: int) -> Iterator[list[Each]]:
    """Part `values` into lists of up to `size`."""
    while batch := list(islice(values, size)):
        yield batch


@dataclass(slots=True)
class _Staging:
    catalogue: Catalogue
    import_id: uuid.UUID
    file: BinaryIO
    rows: Rows
    questions: Questions = field(default_factory=Questions)
    actions: dict[str, int] = field(default_factory=dict)

    def begin(self, table: Table) -> None:
        found = {"encoding": table.encoding, "delimiter": table.delimiter}
        self._write({**found, "columns_left_out": list(table.header.left_out)})

    def add(self, rows: list[Row]) -> None:
        """Plan some rows and store what was found."""
        told = [self.rows.told(row) for row in rows]
        with database.reading(self.catalogue.db):
            pool = Pool(self.catalogue, self.import_id, told)
        batch = planning.Batch(self.catalogue, pool, self.questions)
        found = [{"import_id": self.import_id, **batch.plan(each)} for each in told]
        for row in found:
            self.actions[row["action"]] = self.actions.get(row["action"], 0) + 1
        self._write(self._progress(), found, batch)

    def finish(self) -> None:
        self._write({**self._progress(), "state": states.STAGED, "progress": 1.0})

    def _progress(self) -> dict[str, Any]:
        size = os.fstat(self.file.fileno()).st_size
        progress = min(0.99, self.file.tell() / max(size, 1))
        return {**counted(self.actions), "progress": progress, "questions": list(self.questions.asked.values())}

    def _write(
        self, noted: dict[str, Any], found: list[dict[str, Any]] | None = None, batch: planning.Batch | None = None
    ) -> None:
        imports = self.catalogue.imports

        def work() -> None:
            if found:
                self.catalogue.session.execute(insert(imports.rows), found)
            if batch:
                stored.save(self.catalogue, self.import_id, batch.touched.values())
            imports.note(self.import_id, **noted)

        database.write(self.catalogue.db, work)
