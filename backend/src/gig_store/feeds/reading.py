"""What calendars are told: nights held, offered and confirmed, and for a while those that are off."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, exists, false, or_, select, true

from gig_chassis import columns, cursors
from gig_store import change, clock, limits, paging, wire
from gig_store.feeds import entries
from gig_store.models import Act, Gig, History
from gig_store.seen import SEEN

SORT = "feed"
TOLD = ("hold", "offered", "confirmed", "cancelled")
_GIGS = select(*entries.COLUMNS).where(SEEN)
_POSTPONED = and_(
    Gig.status == "idea",
    Gig.previous_gig_day.is_not(None),
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
    rows, following = paging.cut(entries.rows(query), limits.FEED_PAGE, _cursor)
    off = [] if cursor else [*_postponed(wanted, today), *_trashed(wanted, today)]
    return entries.written([*off, *rows]), following


def _on(wanted: Wanted, today: date) -> Select[Any]:
    kept = or_(Gig.status != "cancelled", Gig.sort_day >= today - timedelta(limits.OFF_DAYS))
    dated = Gig.sort_day.between(today - timedelta(limits.FEED_DAYS), change.UNDATED - timedelta(1))
    return _GIGS.where(Gig.in_trash == false(), dated, Gig.status.in_(wanted.statuses), kept, *wanted.filters())


def _postponed(wanted: Wanted, today: date) -> Sequence[Row[Any]]:
    """Give what was confirmed and is an idea by now, with another night or none; it is off on the one it had."""
    if "cancelled" not in wanted.statuses:
        return []
    lately = Gig.previous_gig_day >= today - timedelta(limits.OFF_DAYS)
    query = _GIGS.where(lately, Gig.in_trash == false(), _POSTPONED, *wanted.filters())
    return entries.rows(query.order_by(Gig.previous_gig_day, Gig.id).limit(limits.FEED_PAGE))


def _trashed(wanted: Wanted, today: date) -> Sequence[Row[Any]]:
    since = columns.now() - timedelta(limits.OFF_DAYS)
    in_trash = (Gig.in_trash == true(), Gig.updated_at >= since, Gig.trashed_at >= since)
    had_night = and_(Gig.status.in_(wanted.statuses), Gig.gig_day >= today - timedelta(limits.FEED_DAYS))
    was_told = or_(had_night, _POSTPONED) if "cancelled" in wanted.statuses else had_night
    query = _GIGS.where(*in_trash, was_told, *wanted.filters())
    return entries.rows(query.order_by(Gig.updated_at.desc(), Gig.id).limit(limits.FEED_PAGE))


def _behind(day: date, gig_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return Gig.sort_day >= day, or_(Gig.sort_day > day, Gig.id > gig_id)


def _cursor(row: Row[Any]) -> str:
    return cursors.encode(SORT, [str(row.gig_day), str(UUID(bytes=row.id))])
