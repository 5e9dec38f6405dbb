"""What becomes of each row of an import's file: as pages, and all of it as CSV."""

import csv
import io
import uuid
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from flask import Response, stream_with_context
from sqlalchemy import RowMapping, select

from gig_chassis import cursors, database, downloads
from gig_chassis.catalogue.cells import written
from gig_chassis.imports import states
from gig_chassis.imports.store import Store

COLUMNS = ("line", "action", "name", "field", "reason")
CHUNK = 1_000
ERROR, SKIPPED = "error", "skipped"
ACTIONS = ("create", "update", "duplicate", "error", "skipped")


def page(store: Store, import_id: uuid.UUID, query: Mapping[str, Any]) -> dict[str, Any]:
    """Give one page of rows by line; raises Problem 404, or 422 for a cursor that is none."""
    action, limit = query.get("action"), query["limit"]
    sort = f"line {action or ''} {import_id}"
    after = _line(query["cursor"], sort) if query.get("cursor") else -1
    with database.reading(store.db):
        is_over = states.is_over(store.one(import_id))
        found = _after(store, import_id, after, limit + 1, _stored(action, is_over=is_over))
    more = cursors.encode(sort, [found[limit - 1]["line"]]) if len(found) > limit else None
    return {"items": [_shape(row, is_over=is_over) for row in found[:limit]], "next": more}


def response(store: Store, import_id: uuid.UUID) -> Response:
    """Stream the report as CSV; raises Problem 404."""
    with database.reading(store.db):
        job = store.one(import_id)
    chunks = _chunks(store, import_id, is_over=states.is_over(job))
    first = next(chunks)  # before anything is sent: a database that is down answers 503, not half a file
    answer = Response(stream_with_context(chain([_lines([COLUMNS]), first], chunks)), mimetype="text/csv")
    name = f"report of {job['filename'].removesuffix('.csv')}.csv"
    downloads.name_file(answer, name)
    return answer


def _line(cursor: str, sort: str) -> int:
    values = cursors.decode(cursor, sort)
    if len(values) != 1 or type(values[0]) is not int:
        raise cursors.wrong()
    return values[0]


def _chunks(store: Store, import_id: uuid.UUID, *, is_over: bool) -> Iterator[str]:
    after, full = -1, True
    while full:
        with database.reading(store.db):
            found = _after(store, import_id, after, CHUNK)
        yield _lines([written(_shape(row, is_over=is_over)[name]) for name in COLUMNS] for row in found)
        full = len(found) == CHUNK
        after = found[-1]["line"] if found else after


def _after(
    store: Store, import_id: uuid.UUID, line: int, limit: int, actions: Sequence[str] = ()
) -> Sequence[RowMapping]:
    row = store.rows.c
    query = select(store.rows).where(row.import_id == import_id, row.line > line)
    if actions:
        query = query.where(row.action.in_(actions))
    return store.db.session.execute(query.order_by(row.line).limit(limit)).mappings().all()


def _shape(row: RowMapping, *, is_over: bool) -> dict[str, Any]:
    copied = {name: row[name] for name in COLUMNS}
    if is_over and copied["action"] == ERROR:
        copied["action"] = SKIPPED
    return {**copied, "entry_id": str(row["entry_id"]) if row["entry_id"] else None}


def _stored(action: str | None, *, is_over: bool) -> tuple[str, ...]:
    """Give how rows shown as `action` are stored: a commit turns errors into skipped rows without touching them."""
    if action is None or not is_over:
        return (action,) if action else ()
    return {ERROR: ("",), SKIPPED: (ERROR, SKIPPED)}.get(action, (action,))


def _lines(lines: Any) -> str:  # noqa: ANN401  # rows of texts
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    return text.getvalue()
