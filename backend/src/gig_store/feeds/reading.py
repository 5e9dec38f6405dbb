"""What calendars are told: nights held, offered and confirmed, and for a while those that are off."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, exists, false, or_, select, true

from gig_chassis import columns, cursors
from gig_store import change, clock, limits, paging, queue, wire
from gig_store.models import Act, Gig, History, db
from gig_store.seen import SEEN

SORT = "feed"
TOLD = ("hold", "offered", "confirmed", "cancelled")
RANKED_AT_ONCE = 100  # queues in one condition, of which SQLite takes no thousand
_SAID = (
    "id", "rev", "updated_at", "status", "hold_level", "gig_day", "doors", "start", "end", "title", "held_for",
    "venue_name", "venue_city", "venue_lat", "venue_lon", "venue_timezone", "description",
)  # fmt: skip
_ALSO_READ = (
    "previous_gig_day", "sort_day", "trashed_at", "slot", "venue_id", "venue_own", "hold_expires", "offer_expires",
)  # fmt: skip
_GIGS = select(*(getattr(Gig, name) for name in (*_SAID, *_ALSO_READ))).where(SEEN)
_POSTPONED = and_(
    Gig.status == "idea",
    Gig.gig_day.is_(None),
    exists().where(History.gig_id == Gig.id, History.action == "postponed"),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which gigs: of a band, at a venue, of some statuses; what is off belongs to those that were confirmed."""

    band: UUID | None
    venue: UUID | None
    status: frozenset[str]

    @property
    def statuses(self) -> frozenset[str]:
        """Give the statuses to look for."""
        asked = self.status or frozenset(TOLD)
        return asked | {"cancelled"} if "confirmed" in asked else asked

    def filters(self) -> Iterator[ColumnElement[bool]]:
        """Give the conditions of band and venue."""
        if self.band:
            yield Gig.id.in_(select(Act.gig_id).where(Act.band_id == self.band))
        if self.venue:
            yield Gig.venue_id == self.venue


def page(wanted: Wanted, cursor: str | None) -> tuple[list[wire.JsonObject], str | None]:
    """Give up to a thousand entries from a year ago on, soonest first; with the first of them what is off."""
    today = clock.gig_day_in(None)
    query = _on(wanted, today).order_by(Gig.sort_day, Gig.id).limit(limits.FEED_PAGE + 1)
    if cursor:
        query = query.where(*_behind(*paging.keys(cursor, SORT, date.fromisoformat, UUID)))
    rows, following = paging.cut(db.session.execute(query).all(), limits.FEED_PAGE, _cursor)
    off = [] if cursor else [*_postponed(wanted, today), *_trashed(wanted, today)]
    return _written([*off, *rows]), following


def _on(wanted: Wanted, today: date) -> Select[Any]:
    kept = or_(Gig.status != "cancelled", Gig.sort_day >= today - timedelta(limits.OFF_DAYS))
    dated = Gig.sort_day.between(today - timedelta(limits.FEED_DAYS), change.UNDATED - timedelta(1))
    return _GIGS.where(Gig.in_trash == false(), dated, Gig.status.in_(wanted.statuses), kept, *wanted.filters())


def _postponed(wanted: Wanted, today: date) -> Sequence[Row[Any]]:
    """Give what was confirmed and has no night at present; it is off on the one it had."""
    if "cancelled" not in wanted.statuses:
        return []
    lately = Gig.previous_gig_day >= today - timedelta(limits.OFF_DAYS)
    query = _GIGS.where(lately, Gig.in_trash == false(), _POSTPONED, *wanted.filters())
    return db.session.execute(query.order_by(Gig.previous_gig_day, Gig.id).limit(limits.FEED_PAGE)).all()


def _trashed(wanted: Wanted, today: date) -> Sequence[Row[Any]]:
    since = columns.now() - timedelta(limits.OFF_DAYS)
    in_trash = (Gig.in_trash == true(), Gig.updated_at >= since, Gig.trashed_at >= since)
    had_night = and_(Gig.status.in_(wanted.statuses), Gig.gig_day >= today - timedelta(limits.FEED_DAYS))
    was_told = or_(had_night, _POSTPONED) if "cancelled" in wanted.statuses else had_night
    query = _GIGS.where(*in_trash, was_told, *wanted.filters())
    return db.session.execute(query.order_by(Gig.updated_at.desc(), Gig.id).limit(limits.FEED_PAGE)).all()


def _behind(day: date, gig_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return Gig.sort_day >= day, or_(Gig.sort_day > day, Gig.id > gig_id)


def _cursor(row: Row[Any]) -> str:
    return cursors.encode(SORT, [row.sort_day.isoformat(), str(row.id)])


def _written(rows: Sequence[Row[Any]]) -> list[wire.JsonObject]:
    bands, levels = _bands([row.id for row in rows]), _levels(rows)
    return [_entry(row, bands.get(row.id), levels.get(row.id, row.hold_level)) for row in rows]


def _entry(row: Row[Any], band: str | None, level: int | None) -> wire.JsonObject:
    night = row.gig_day or row.previous_gig_day
    return dict(zip(_SAID, row, strict=False)) | {
        "id": str(row.id),
        "updated_at": clock.wire(row.updated_at),
        "gig_day": night.isoformat(),
        "hold_level": level,
        "is_off": row.status in {"idea", "cancelled"} or row.trashed_at is not None,
        "band": band,
    }


def _levels(rows: Sequence[Row[Any]]) -> Mapping[UUID, int | None]:
    found: dict[UUID, int | None] = {}
    for first in range(0, len(rows), RANKED_AT_ONCE):
        found |= queue.levels(rows[first : first + RANKED_AT_ONCE])
    return found


def _bands(gig_ids: Sequence[UUID]) -> Mapping[UUID, str]:
    """Name who headlines each gig: "The Howl + Low Tide"."""
    query = select(Act.gig_id, Act.name).where(Act.gig_id.in_(gig_ids), Act.billing == "headline")
    acts = db.session.execute(query.order_by(Act.gig_id, Act.position)).all() if gig_ids else []
    return {gig_id: " + ".join(act.name for act in found) for gig_id, found in groupby(acts, key=attrgetter("gig_id"))}
