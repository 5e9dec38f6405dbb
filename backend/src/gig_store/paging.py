"""What every list asks for, and how a page is cut."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from marshmallow import Schema, fields, validate
from sqlalchemy import ColumnElement, or_
from sqlalchemy.orm import InstrumentedAttribute as Column

from gig_chassis import cursors

Row = TypeVar("Row")

PAGE, MOST = 50, 100
LONGEST_CURSOR = 2_000


class PageQuery(Schema):
    """The parameters of every list."""

    limit = fields.Integer(load_default=PAGE, validate=validate.Range(1, MOST))
    cursor = fields.String(load_default=None, validate=validate.Length(max=LONGEST_CURSOR))


def keys(cursor: str, sort: str, *kinds: Callable[[Any], Any]) -> list[Any]:
    """Read where a page ended, each key by its kind; raises Problem 422."""
    values = cursors.decode(cursor, sort)
    try:
        return [kind(value) for kind, value in zip(kinds, values, strict=True)]
    except (ValueError, TypeError, AttributeError) as error:
        raise cursors.wrong() from error


def older(cursor: str | None, sort: str, made: Column[datetime], key: Column[UUID]) -> list[ColumnElement[bool]]:
    """Bound a list, newest first, to what lies behind `cursor`; raises Problem 422."""
    if cursor is None:
        return []
    at, last = keys(cursor, sort, datetime.fromisoformat, UUID)
    return [made <= at, or_(made < at, key < last)]


def mark(sort: str, made: datetime, key: UUID) -> str:
    """Make the cursor of a list, newest first, whose page ends with this row."""
    return cursors.encode(sort, [made.isoformat(), str(key)])


def cut(rows: Sequence[Row], limit: int, cursor: Callable[[Row], str]) -> tuple[Sequence[Row], str | None]:
    """Cut off the one row read beyond the page and give the cursor of the next page, if there is one."""
    if len(rows) <= limit:
        return rows, None
    return rows[:limit], cursor(rows[limit - 1])
