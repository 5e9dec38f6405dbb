"""Nights as calendars are told of them, written for a thousand at once.

Ids, days and times come as the driver has them: making objects of them would cost three times as much.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from sqlalchemy import LargeBinary, Select, String, select, type_coerce

from gig_store import queue, wire
from gig_store.models import Act, Gig, db

RANKED_AT_ONCE = 100  # queues in one condition, of which SQLite takes no thousand
_OFF = {"idea", "cancelled"}
_PLAIN = (
    "rev", "status", "hold_level", "doors", "start", "end", "title", "held_for",
    "venue_name", "venue_city", "venue_lat", "venue_lon", "venue_timezone", "description",
)  # fmt: skip
_RAW = {"id": LargeBinary, "updated_at": String, "gig_day": String, "previous_gig_day": String}
_T, _A = Gig.__table__.c, Act.__table__.c
COLUMNS = (
    *(_T[name] for name in _PLAIN),
    *(type_coerce(_T[name], kind).label(name) for name, kind in _RAW.items()),
    _T.in_trash,
    _T.venue_own,
)
_ACT_OF = type_coerce(_A.gig_id, LargeBinary)
_HEADLINERS = select(_ACT_OF, _A.name).where(_A.billing == "headline").order_by(_A.gig_id, _A.position)

Night = Any  # a row of COLUMNS


def rows(query: Select[Any]) -> Sequence[Any]:
    """Read rows without the ORM, which would take half of the time."""
    return db.session.connection().execute(query).all()


def written(nights: Sequence[Night]) -> list[wire.JsonObject]:
    """Write nights, each with who headlines it and its place in the queue."""
    bands, levels = _bands([night.id for night in nights]), _levels(nights)
    return [_entry(night, bands, levels) for night in nights]


def _entry(night: Night, bands: Mapping[bytes, str], levels: Mapping[bytes, int | None]) -> wire.JsonObject:
    *plain, gig_id, updated_at, gig_day, previous_gig_day, in_trash, _own = night
    entry = dict(zip(_PLAIN, plain, strict=True))
    digits, changed = gig_id.hex(), str(updated_at)
    entry["id"] = f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
    entry["updated_at"] = f"{changed[:10]}T{changed[11:19]}Z"
    entry["gig_day"] = str(previous_gig_day if entry["status"] == "idea" else gig_day)
    entry["is_off"] = bool(in_trash) or entry["status"] in _OFF
    entry["band"] = bands.get(gig_id)
    if gig_id in levels:
        entry["hold_level"] = levels[gig_id]
    return entry


def _levels(nights: Sequence[Night]) -> Mapping[bytes, int | None]:
    """Give the rank of those that wait for a room of mine."""
    own = [UUID(bytes=row.id) for row in nights if row.venue_own and row.status in queue.WAITING and not row.in_trash]
    found: dict[UUID, int | None] = {}
    for first in range(0, len(own), RANKED_AT_ONCE):
        found |= queue.levels_of(own[first : first + RANKED_AT_ONCE])
    return {gig_id.bytes: level for gig_id, level in found.items()}


def _bands(gig_ids: Sequence[bytes]) -> Mapping[bytes, str]:
    """Name who headlines each gig: "The Howl + Low Tide"."""
    acts = rows(_HEADLINERS.where(_ACT_OF.in_(gig_ids))) if gig_ids else ()
    return {gig_id: " + ".join(act[1] for act in found) for gig_id, found in groupby(acts, key=itemgetter(0))}
