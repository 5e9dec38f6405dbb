"""Pages of gigs: filters and sorts over indexes, line-ups in one query more."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from gig_chassis import columns, cursors
from gig_chassis.folding import fold
from gig_store import change, limits, paging, wire
from gig_store.models import Act, Gig, db

FIRST_DAY = date(1000, 1, 1)  # `latest_day` of a gig without a day


@dataclass(frozen=True, slots=True)
class Sort:
    """A column with its direction; `kind` reads its value from a cursor."""

    column: InstrumentedAttribute[Any]
    kind: Callable[[str], Any]
    down: bool = False


SORTS = {
    "gig_day": Sort(Gig.sort_day, date.fromisoformat),
    "-gig_day": Sort(Gig.latest_day, date.fromisoformat, down=True),
    "updated": Sort(Gig.updated_at, datetime.fromisoformat),
    "-updated": Sort(Gig.updated_at, datetime.fromisoformat, down=True),
    "venue": Sort(Gig.venue_key, str),
}
_ACTS, _GIGS = Act.__table__, Gig.__table__


def page(asked: Mapping[str, Any]) -> tuple[list[dict[str, Any]], str | None]:
    """Give one page of gigs as JSON and the cursor of the next."""
    name, limit = asked["sort"], asked["limit"]
    sort = SORTS[name]
    query = _ordered(select(*_GIGS.columns).where(*_filters(asked, sort)), sort)
    if asked["cursor"]:
        query = query.where(*_behind(sort, *paging.keys(asked["cursor"], name, sort.kind, UUID)))
    read = db.session.execute(query.limit(limit + 1)).all()
    rows, following = paging.cut(read, limit, lambda row: _cursor(name, sort, row))
    lineups = _lineups([row.id for row in rows])
    return [wire.gig(row, lineups[row.id]) for row in rows], following  # type: ignore[arg-type]  # a row has the columns


def _filters(asked: Mapping[str, Any], sort: Sort) -> Iterator[ColumnElement[bool]]:
    yield Gig.in_trash.is_(asked["trashed"])
    if asked["trashed"]:
        yield Gig.trashed_at >= columns.now() - timedelta(limits.TRASH_DAYS)
    yield from _dated(asked, sort)
    if asked["status"]:
        yield Gig.status.in_(asked["status"])
    if asked["band"]:
        yield Gig.id.in_(select(Act.gig_id).where(Act.band_id == asked["band"]))
    if asked["venue"]:
        yield Gig.venue_id == asked["venue"]
    if asked["city"]:
        yield Gig.city_key == change.key(asked["city"])
    if asked["held_for"]:
        yield Gig.held_for_key == change.key(asked["held_for"])
    if asked["q"]:
        yield Gig.search_text.contains(fold(asked["q"]), autoescape=True)


def _dated(asked: Mapping[str, Any], sort: Sort) -> Iterator[ColumnElement[bool]]:
    """Bound the days; a gig without a day lies behind all others, so it passes `from` alone."""
    if asked["days"]:
        yield Gig.sort_day.in_(asked["days"])
    if asked["to"]:
        yield Gig.sort_day <= asked["to"]
    if asked["from_"] and sort.column is Gig.latest_day:
        yield or_(Gig.latest_day >= asked["from_"], Gig.latest_day == FIRST_DAY)
    elif asked["from_"]:
        yield Gig.sort_day >= asked["from_"]


def _ordered(query: Select[Any], sort: Sort) -> Select[Any]:
    if sort.down:
        return query.order_by(sort.column.desc(), Gig.id.desc())
    return query.order_by(sort.column, Gig.id)


def _behind(sort: Sort, value: object, gig_id: UUID) -> tuple[ColumnElement[bool], ...]:
    """Bound the index by its first column alone: row comparisons are not bounds to MySQL."""
    if sort.down:
        return sort.column <= value, or_(sort.column < value, Gig.id < gig_id)
    return sort.column >= value, or_(sort.column > value, Gig.id > gig_id)


def _cursor(name: str, sort: Sort, row: Row[Any]) -> str:
    value = getattr(row, sort.column.key)
    return cursors.encode(name, [value if isinstance(value, str) else value.isoformat(), str(row.id)])


def _lineups(gig_ids: Sequence[UUID]) -> Mapping[UUID, list[Any]]:
    lineups: dict[UUID, list[Any]] = defaultdict(list)
    query = select(*_ACTS.columns).where(Act.gig_id.in_(gig_ids)).order_by(Act.gig_id, Act.position)
    for row in db.session.execute(query) if gig_ids else ():
        lineups[row.gig_id].append(row)
    return lineups
