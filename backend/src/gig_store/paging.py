"""What every list asks for, and how a page is cut."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from marshmallow import Schema, fields, validate

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


def cut(rows: Sequence[Row], limit: int, cursor: Callable[[Row], str]) -> tuple[Sequence[Row], str | None]:
    """Cut off the one row read beyond the page and give the cursor of the next page, if there is one."""
    if len(rows) <= limit:
        return rows, None
    return rows[:limit], cursor(rows[limit - 1])
