"""How gigs, conflicts and discards are written as JSON."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from gig_store import clock, standing
from gig_store.models import Act, Discard, Gig, History, Shift
from gig_store.rules import Conflict

JsonObject = dict[str, Any]

_GIG = tuple(
    column.name for column in Gig.__table__.columns if column.computed is None
)  # the generated columns are the database's business


def iso(day: date | None) -> str | None:
    """Write a day as YYYY-MM-DD."""
    return None if day is None else day.isoformat()


def text(value: UUID | None) -> str | None:
    """Write an id."""
    return None if value is None else str(value)


def money(amount: Decimal | None) -> str | None:
    """Write an amount with its two decimals."""
    return None if amount is None else f"{amount:.2f}"


# The fields people may change that are a column each, with what writes them as JSON.
COLUMNS: dict[str, Callable[[Any], Any] | None] = {
    "title": None,
    "held_for": None,
    "status": None,
    "hold_level": None,
    "hold_expires": iso,
    "challenged_until": clock.wire,
    "offer_expires": iso,
    "booking": text,
    "asked_on": iso,
    "gig_day": iso,
    "load_in": None,
    "soundcheck": None,
    "doors": None,
    "start": None,
    "end": None,
    "slot": None,
    "deal": None,
    "attendance": None,
    "notes": None,
    "staff_notes": None,
    "description": None,
    "published": None,
}


VENUE = ("id", "name", "city", "capacity", "lat", "lon", "timezone", "genres", "dark_days", "own")
ACT = (
    "band_id", "name", "billing", "set_time", "fee",
    "lat", "lon", "genres", "draw", "unavailable", "radius_km", "days_before", "days_after",
)  # fmt: skip
# What a list tells of them: what is shown, without the facts that conflicts are found by.
VENUE_IN_LIST = ("id", "name", "city", "capacity", "timezone", "own")
ACT_IN_LIST = ACT[:5]


def gig(values: Mapping[str, Any], venue: JsonObject | None, lineup: list[JsonObject]) -> JsonObject:
    """Write a gig from the values of its columns."""
    zone = values["venue_timezone"]
    return {
        "id": str(values["id"]),
        **plain(values),
        "venue": venue,
        "lineup": lineup,
        "hold_lapsed": standing.is_lapsed(values["status"], values["hold_expires"], values["offer_expires"], zone),
        "offer_ended": standing.has_offer_ended(values["status"], values["offer_expires"], zone),
        "challenged_by": text(values["challenged_by"]),
        "previous_gig_day": iso(values["previous_gig_day"]),
        "played": standing.is_played(values["status"], values["gig_day"], zone),
        "rev": values["rev"],
        "created_at": clock.wire(values["created_at"]),
        "created_by": text(values["created_by"]),
        "updated_at": clock.wire(values["updated_at"]),
        "updated_by": text(values["updated_by"]),
        "trashed_at": clock.wire(values["trashed_at"]),
    }


def whole_gig(gig_: Gig) -> JsonObject:
    """Write a gig with all it holds."""
    values = columns_of(gig_)
    return gig(values, venue(values), whole_lineup(gig_))


def fields(gig_: Gig) -> JsonObject:
    """Write what people may change, which is what history compares."""
    values = columns_of(gig_)
    return plain(values) | {"venue": venue(values), "lineup": whole_lineup(gig_)}


def columns_of(entity: Gig | Act) -> dict[str, Any]:
    """Give the values of an entity's columns."""
    return {name: getattr(entity, name) for name in (_GIG if isinstance(entity, Gig) else ACT)}


def plain(values: Mapping[str, Any]) -> JsonObject:
    """Write the fields that are a column each."""
    return {name: write(values[name]) if write else values[name] for name, write in COLUMNS.items()}


def venue(values: Mapping[str, Any], facts: Sequence[str] = VENUE) -> JsonObject | None:
    """Write the room as it was."""
    if values["venue_id"] is None:
        return None
    return {name: values[f"venue_{name}"] for name in facts} | {"id": str(values["venue_id"])}


def whole_lineup(gig_: Gig) -> list[JsonObject]:
    """Write the acts with all their facts."""
    return [act(columns_of(each)) for each in gig_.lineup]


def act(values: Mapping[str, Any], facts: Sequence[str] = ACT) -> JsonObject:
    """Write one act of a line-up."""
    return {name: values[name] for name in facts} | {"band_id": text(values["band_id"]), "fee": money(values["fee"])}


def conflict(found: Conflict) -> dict[str, Any]:
    """Write a conflict with the gig it is with."""
    night = found.night
    other = night and {
        "id": str(night.id),
        "title": night.title,
        "gig_day": night.gig_day.isoformat(),
        "status": night.status,
    }
    return {"level": found.level, "rule": found.rule, "gig": other, "text": found.text}


def by(person_id: UUID | None, name: str | None) -> JsonObject | None:
    """Write who did something; null where no account stands behind it."""
    return None if person_id is None or name is None else {"id": str(person_id), "name": name}


def history(row: History | Shift, name: str | None) -> JsonObject:
    """Write what one revision changed, or how a place shifted, who did it, and for which other gig."""
    if isinstance(row, Shift):
        changes = [{"field": "hold_level", "old": row.old_level, "new": row.new_level}]
        accepted: list[str] = []
    else:
        changes, accepted = row.changes, row.accepted_warnings
    because = row.because_id and {"id": str(row.because_id), "title": row.because_label}
    return {
        "rev": row.rev,
        "at": clock.wire(row.at),
        "by": by(row.by, name),
        "action": row.action,
        "changes": changes,
        "accepted_warnings": accepted,
        "because": because,
    }


def discard(row: Discard, name: str | None) -> JsonObject:
    """Write a discard and whose it is."""
    return {
        "id": str(row.id),
        "band_id": text(row.band_id),
        "band_name": row.band_name,
        "venue_id": text(row.venue_id),
        "venue_name": row.venue_name,
        "gig_day": iso(row.gig_day),
        "until": clock.wire(row.until),
        "by": by(row.created_by, name),
    }
