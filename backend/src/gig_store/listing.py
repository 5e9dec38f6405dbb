"""Pages of gigs: filters and sorts over indexes, line-ups in one query more."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, false, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from gig_chassis import columns, cursors
from gig_chassis.folding import fold
from gig_store import bookings, change, limits, paging, queue, rivals, wire
from gig_store.models import Act, Gig, db
from gig_store.seen import SEEN

FIRST_DATED = date(limits.YEARS[0], 1, 1)  # `latest_day` of a gig without a day lies before


@dataclass(frozen=True, slots=True)
class Sort:
    """The columns of an index, the last one unique, and how each is read from a cursor."""

    columns: tuple[InstrumentedAttribute[Any], ...]
    kinds: tuple[Callable[[str], Any], ...]
    down: bool = False


_BY_DAY = (Gig.sort_day, Gig.id), (date.fromisoformat, UUID)
_BY_LATEST = (Gig.latest_day, Gig.id), (date.fromisoformat, UUID)
_BY_CHANGE = (Gig.updated_at, Gig.id), (datetime.fromisoformat, UUID)
SORTS = {
    "gig_day": Sort(*_BY_DAY),
    "-gig_day": Sort(*_BY_LATEST, down=True),
    "updated": Sort(*_BY_CHANGE),
    "-updated": Sort(*_BY_CHANGE, down=True),
    "venue": Sort((Gig.venue_key, Gig.sort_day, Gig.id), (str, date.fromisoformat, UUID)),
}
# Without what only conflicts are found by, and what only the database reads.
_UNLISTED = {
    "creation_hash", "import_id", "venue_lat", "venue_lon", "venue_genres", "venue_dark_days", "label", "search_text",
    "hold_position", "queued_day",     "city_key", "held_for_key", "in_trash", "confirmed_day",
}  # fmt: skip
_LISTED = tuple(column for column in Gig.__table__.columns if column.name not in _UNLISTED)
_NAMES = tuple(column.name for column in _LISTED)
_GIGS = select(*_LISTED)
_ACTS = select(Act.gig_id, *(getattr(Act, name) for name in wire.ACT_IN_LIST)).order_by(Act.gig_id, Act.position)


def page(asked: Mapping[str, Any]) -> tuple[list[dict[str, Any]], str | None]:
    """Give one page of gigs as JSON, venues and acts in short, and the cursor of the next."""
    name, limit = asked["sort"], asked["limit"]
    sort = SORTS[name]
    query = _GIGS.where(*_filters(asked, sort)).order_by(*(key.desc() if sort.down else key for key in sort.columns))
    if asked["cursor"]:
        query = query.where(_behind(sort, paging.keys(asked["cursor"], name, *sort.kinds)))
    read = db.session.execute(query.limit(limit + 1)).all()
    rows, following = paging.cut(read, limit, lambda row: _cursor(name, sort, row))
    gigs = _all_written(rows)
    return _room_by_room(rows, gigs) if name in ("gig_day", "-gig_day") else gigs, following


def _room_by_room(rows: Sequence[Row[Any]], gigs: Sequence[wire.JsonObject]) -> list[wire.JsonObject]:
    """Let those of a day stand by room, the firmest first and holds by rank: they came by id, which nobody sees."""
    of_days = groupby(zip(rows, gigs, strict=True), lambda pair: pair[0].gig_day)
    return [gig for day, pairs in of_days for _, gig in (sorted(pairs, key=_in_room) if day else pairs)]


def _in_room(pair: tuple[Row[Any], wire.JsonObject]) -> tuple[str, int, int, int]:
    row, gig = pair
    hour, firmness = limits.SLOTS_BY_HOUR.index(row.slot), limits.FIRMEST_FIRST.index(row.status)
    return row.venue_key, hour, firmness, gig["hold_level"] or limits.HOLD_LEVEL + 1


def these(gig_ids: Sequence[UUID]) -> dict[UUID, wire.JsonObject]:
    """Give gigs by their ids, each as a page of them shows it."""
    rows = db.session.execute(_GIGS.where(Gig.id.in_(gig_ids))).all() if gig_ids else []
    return dict(zip((row.id for row in rows), _all_written(rows), strict=True))


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
    if asked["booking"]:
        yield Gig.booking == asked["booking"]
    if asked["cleared_by"]:
        yield rivals.cleared_by(asked["cleared_by"])
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
    first, last, down = asked["from_"], asked["to"], sort.columns[0] is Gig.latest_day
    column = Gig.latest_day if down else Gig.sort_day
    if asked["days"]:
        yield column.in_(asked["days"])
    if last:
        yield column.between(FIRST_DATED, last) if down else column <= last
    if first:
        yield or_(column >= first, column < FIRST_DATED) if down else column >= first


def _behind(sort: Sort, values: Sequence[Any]) -> ColumnElement[bool]:
    """Bound the index by its first column alone: row comparisons are not bounds to MySQL."""
    *others, (unique, last) = zip(sort.columns, values, strict=True)
    found: ColumnElement[bool] = unique < last if sort.down else unique > last
    for column, value in reversed(others):
        bound, beyond = (column <= value, column < value) if sort.down else (column >= value, column > value)
        found = and_(bound, or_(beyond, found))
    return found


def _cursor(name: str, sort: Sort, row: Row[Any]) -> str:
    values = [getattr(row, column.key) for column in sort.columns]
    return cursors.encode(name, [value.isoformat() if isinstance(value, date) else str(value) for value in values])


def _lineups(gig_ids: Sequence[UUID]) -> Mapping[UUID, list[wire.JsonObject]]:
    lineups: dict[UUID, list[wire.JsonObject]] = defaultdict(list)
    for gig_id, *values in db.session.execute(_ACTS.where(Act.gig_id.in_(gig_ids))) if gig_ids else ():
        lineups[gig_id].append(wire.act(dict(zip(wire.ACT_IN_LIST, values, strict=True)), wire.ACT_IN_LIST))
    return lineups


def _all_written(rows: Sequence[Row[Any]]) -> list[wire.JsonObject]:
    lineups, levels = _lineups([row.id for row in rows]), queue.levels(rows)
    counted = bookings.counted(rows)
    return [_written(row, lineups[row.id], levels, counted.get(row.id)) for row in rows]


def _written(
    row: Row[Any],
    lineup: list[wire.JsonObject],
    levels: Mapping[UUID, int | None],
    counted: bookings.Counted | None,
) -> wire.JsonObject:
    values = dict(zip(_NAMES, row, strict=True))
    values["hold_level"] = levels.get(row.id, values["hold_level"])
    return wire.gig(values, wire.venue(values, wire.VENUE_IN_LIST), lineup) | bookings.written(counted)
