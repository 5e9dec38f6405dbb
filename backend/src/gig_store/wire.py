"""How gigs, conflicts and discards are written as JSON."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from gig_store import clock, standing
from gig_store.conflicts import Conflict
from gig_store.models import Act, Discard, Gig, History


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


def gig(row: Gig, lineup: Iterable[Act]) -> dict[str, Any]:
    """Write a gig, from the entity or from a row with its columns."""
    return {
        "id": str(row.id),
        **fields(row, lineup),
        "hold_lapsed": standing.is_lapsed(row),
        "previous_gig_day": iso(row.previous_gig_day),
        "played": standing.is_played(row),
        "rev": row.rev,
        "created_at": clock.wire(row.created_at),
        "created_by": text(row.created_by),
        "updated_at": clock.wire(row.updated_at),
        "updated_by": text(row.updated_by),
        "trashed_at": clock.wire(row.trashed_at),
    }


def fields(row: Gig, lineup: Iterable[Act]) -> dict[str, Any]:
    """Write what people may change, which is what history compares."""
    values = ((name, getattr(row, name), write) for name, write in COLUMNS.items())
    plain = {name: write(value) if write else value for name, value, write in values}
    return plain | {"venue": venue(row), "lineup": [act(each) for each in lineup]}


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


def history(row: History) -> dict[str, Any]:
    """Write what one revision changed."""
    return {
        "rev": row.rev,
        "at": clock.wire(row.at),
        "by": text(row.by),
        "action": row.action,
        "changes": row.changes,
        "accepted_warnings": row.accepted_warnings,
    }


def discard(row: Discard) -> dict[str, Any]:
    """Write a discard; who said it stays unsaid until there are accounts."""
    return {
        "id": str(row.id),
        "band_id": text(row.band_id),
        "band_name": row.band_name,
        "venue_id": text(row.venue_id),
        "venue_name": row.venue_name,
        "gig_day": iso(row.gig_day),
        "until": clock.wire(row.until),
        "by": None,
    }


def venue(row: Gig) -> dict[str, Any] | None:
    """Write the room as it was."""
    if row.venue_id is None:
        return None
    return {
        "id": str(row.venue_id),
        "name": row.venue_name,
        "city": row.venue_city,
        "capacity": row.venue_capacity,
        "lat": row.venue_lat,
        "lon": row.venue_lon,
        "timezone": row.venue_timezone,
        "genres": row.venue_genres,
        "dark_days": row.venue_dark_days,
        "own": row.venue_own,
    }


def act(row: Act) -> dict[str, Any]:
    """Write one act of a line-up."""
    return {
        "band_id": text(row.band_id),
        "name": row.name,
        "billing": row.billing,
        "set_time": row.set_time,
        "fee": money(row.fee),
        "lat": row.lat,
        "lon": row.lon,
        "genres": row.genres,
        "draw": row.draw,
        "unavailable": row.unavailable,
        "radius_km": row.radius_km,
        "days_before": row.days_before,
        "days_after": row.days_after,
    }
