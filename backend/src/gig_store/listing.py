"""Pages of gigs: filters and sorts over indexes, line-ups in one query more."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, false, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from gig_chassis import columns, cursors
from gig_chassis.folding import fold
from gig_store import change, limits, paging, wire
from gig_store.models import Act, Gig, db
from gig_store.seen import SEEN

FIRST_DATED = date(limits.YEARS[0], 1, 1)  # `latest_day` of a gig without a day lies before


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
# Without what only conflicts are found by, and what only the database reads.
_UNLISTED = {
    "creation_hash", "import_id", "venue_lat", "venue_lon", "venue_genres", "venue_dark_days", "label", "search_text",
    "city_key", "held_for_key", "in_trash", "confirmed_day",
}  # fmt: skip
_LISTED = tuple(column for column in Gig.__table__.columns if column.name not in _UNLISTED)
_NAMES = tuple(column.name for column in _LISTED)
_GIGS = select(*_LISTED)
_ACTS = select(Act.gig_id, *(getattr(Act, name) for name in wire.ACT_IN_LIST)).order_by(Act.gig_id, Act.position)


def page(asked: Mapping[str, Any]) -> tuple[list[dict[str, Any]], str | None]:
    """Give one page of gigs as JSON, venues and acts in short, and the cursor of the next."""
    name, limit = asked["sort"], asked["limit"]
    sort = SORTS[name]
    query = _ordered(_GIGS.where(*_filters(asked, sort)), sort)
    if asked["cursor"]:
        query = query.where(*_behind(sort, *paging.keys(asked["cursor"], name, sort.kind, UUID)))
    read = db.session.execute(query.limit(limit + 1)).all()
    rows, following = paging.cut(read, limit, lambda row: _cursor(name, sort, row))
    lineups = _lineups([row.id for row in rows])
    return [_written(row, lineups[row.id]) for row in rows], following


def these(gig_ids: Sequence[UUID]) -> dict[UUID, wire.JsonObject]:
    """Give gigs by their ids, each as a page of them shows it."""
    rows = db.session.execute(_GIGS.where(Gig.id.in_(gig_ids))).all() if gig_ids else []
    lineups = _lineups(gig_ids)
    return {row.id: _written(row, lineups[row.id]) for row in rows}


def _filters(asked: Mapping[str, Any], sort: Sort) -> Iterator[ColumnElement[bool]]:
    yield SEEN
    yield Gig.in_trash == (true() if asked["trashed"] else false())
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
    """Bound the days by the column that is sorted by; a gig without a day lies behind all others both ways."""
    first, last, down = asked["from_"], asked["to"], sort.column is Gig.latest_day
    column = Gig.latest_day if down else Gig.sort_day
    if asked["days"]:
        yield column.in_(asked["days"])
    if last:
        yield column.between(FIRST_DATED, last) if down else column <= last
    if first:
        yield or_(column >= first, column < FIRST_DATED) if down else column >= first


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


def _lineups(gig_ids: Sequence[UUID]) -> Mapping[UUID, list[wire.JsonObject]]:
    lineups: dict[UUID, list[wire.JsonObject]] = defaultdict(list)
    for gig_id, *values in db.session.execute(_ACTS.where(Act.gig_id.in_(gig_ids))) if gig_ids else ():
        lineups[gig_id].append(wire.act(dict(zip(wire.ACT_IN_LIST, values, strict=True)), wire.ACT_IN_LIST))
    return lineups


def _written(row: Row[Any], lineup: list[wire.JsonObject]) -> wire.JsonObject:
    values = dict(zip(_NAMES, row, strict=True))
    return wire.gig(values, wire.venue(values, wire.VENUE_IN_LIST), lineup)
