"""Pages of entries by keyset: where the last page ended is a condition, so no page costs more than the first."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, DateTime, Integer, Row, and_, or_

from gig_chassis import cursors
from gig_chassis.catalogue import filters, rows
from gig_chassis.catalogue.declaration import Catalogue
from gig_chassis.database import Uuid

Key = Sequence[Any]

MAX_INTEGER = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Order:
    """One way to sort: the columns in turn, the id last; entries without a first value come last both ways."""

    name: str
    columns: tuple[Column[Any], ...]
    descending: bool

    def by(self) -> list[ColumnElement[Any]]:
        """Give what to order by."""
        return [column.desc() if self.descending else column.asc() for column in self.columns]

    def segments(self, after: Key | None) -> list[list[ColumnElement[bool]]]:
        """Give the conditions of each stretch of the list behind `after`: the known first, then the unknown."""
        first, *rest = self.columns
        if not first.nullable:
            return [[] if after is None else [self._beyond(self.columns, after)]]
        if after is None:
            return [[first.is_not(None)], [first.is_(None)]]
        if after[0] is None:
            return [[first.is_(None), self._beyond(rest, after[1:])]]
        return [[first.is_not(None), self._beyond(self.columns, after)], [first.is_(None)]]

    def _beyond(self, columns: Sequence[Column[Any]], after: Key) -> ColumnElement[bool]:
        (column, *rest), (value, *others) = columns, after
        past: ColumnElement[bool] = column < value if self.descending else column > value
        if not rest:
            return past
        within = column <= value if self.descending else column >= value  # what an index can serve
        return and_(within, or_(past, self._beyond(rest, others)))


def sorts(catalogue: Catalogue) -> list[str]:
    """Give the names of all sorts."""
    return [sign + name for name in _columns(catalogue) for sign in ("", "-")]


def order(catalogue: Catalogue, sort: str) -> Order:
    """Give the order of the name `sort`, such as "-name"."""
    names = _columns(catalogue)[sort.removeprefix("-")]
    return Order(sort, tuple(catalogue.entries.c[name] for name in (*names, "id")), sort.startswith("-"))


def page(catalogue: Catalogue, query: Mapping[str, Any]) -> dict[str, Any]:
    """Give one page as JSON; raises Problem 422 for a cursor that is none of this sort."""
    sort, limit = order(catalogue, query["sort"]), query["limit"]
    after = _key(sort, query["cursor"]) if query.get("cursor") else None
    found = stretch(catalogue, filters.conditions(catalogue, query), sort, after, limit + 1)
    more = len(found) > limit
    following = cursors.encode(sort.name, [_plain(value) for value in key(sort, found[limit - 1])]) if more else None
    return {"items": rows.shapes(catalogue, found[:limit]), "next": following}


def stretch(
    catalogue: Catalogue, conditions: Sequence[ColumnElement[bool]], sort: Order, after: Key | None, limit: int
) -> list[Row[Any]]:
    """Read up to `limit` rows behind the key `after`."""
    found: list[Row[Any]] = []
    for segment in sort.segments(after):
        query = rows.selection(catalogue).where(*conditions, *segment).order_by(*sort.by())
        found += catalogue.session.execute(query.limit(limit - len(found))).all()
        if len(found) == limit:
            break
    return found


def key(sort: Order, row: Row[Any]) -> list[Any]:
    """Give where `row` stands in the order."""
    return [getattr(row, column.name) for column in sort.columns]


def _columns(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    return {
        "name": ("name_folded",),
        "city": ("city_folded", "name_folded"),
        catalogue.number: (catalogue.number,),
        "updated": ("updated_at",),
    }


def _plain(value: Any) -> str | int | None:  # noqa: ANN401  # whatever is sorted by
    if isinstance(value, uuid.UUID):
        return value.hex
    return value.isoformat() if isinstance(value, datetime) else value


def _key(sort: Order, cursor: str) -> list[Any]:
    values = cursors.decode(cursor, sort.name)
    try:
        return [_typed(column, value) for column, value in zip(sort.columns, values, strict=True)]
    except (ValueError, TypeError, AttributeError) as error:
        raise cursors.wrong() from error


def _typed(column: Column[Any], value: Any) -> Any:  # noqa: ANN401  # whatever is sorted by
    if value is None and column.nullable:
        return None
    if isinstance(column.type, Uuid):
        return uuid.UUID(hex=value)
    if isinstance(column.type, DateTime):
        return datetime.fromisoformat(value)
    if isinstance(column.type, Integer):
        return _whole(value)
    return value.encode().decode()  # no half of a surrogate pair


def _whole(value: object) -> int:
    if not isinstance(value, int) or abs(value) > MAX_INTEGER:
        raise ValueError
    return value
