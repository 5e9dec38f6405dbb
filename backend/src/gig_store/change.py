"""Put what was sent into a gig, and keep up what is derived from it."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm.attributes import flag_modified

from gig_chassis import columns
from gig_chassis.folding import fold
from gig_store import limits, wire
from gig_store.models import Act, Gig

UNDATED = date(9999, 12, 31)  # sorts behind every day
NO_VENUE = "\uffff"  # sorts behind every name
BLANK: dict[str, Any] = {
    **dict.fromkeys(wire.COLUMNS),
    "status": "idea",
    "slot": "evening",
    "published": False,
    "venue": None,
    "lineup": [],
}
NOTHING = {**BLANK, "status": None}  # what a new gig was before
_NO_VENUE: dict[str, Any] = {**dict.fromkeys(wire.VENUE), "genres": [], "dark_days": []}
_DEAL_AMOUNTS = ("ticket_price", "tax_pct", "gross_pct", "guarantee", "split_pct", "costs")


def assign(gig: Gig, sent: Mapping[str, Any]) -> None:
    """Set the fields in `sent`, as the schema reads them."""
    night, level = _night(gig), gig.hold_level
    for name in wire.COLUMNS:
        if name in sent:
            setattr(gig, name, sent[name])
    if "deal" in sent:
        gig.deal = _deal(sent["deal"])
    if "venue" in sent:
        for name, value in (sent["venue"] or _NO_VENUE).items():
            setattr(gig, f"venue_{name}", value)
    if "lineup" in sent:
        acts = [_act(position, facts) for position, facts in enumerate(sent["lineup"])]
        if list(map(_written, acts)) != list(map(_written, gig.lineup)):
            gig.lineup = acts
    if gig.venue_own:
        gig.hold_level = level  # counted, never told
    if _night(gig) != night:
        gig.hold_position = None


def _night(gig: Gig) -> tuple[object, ...]:
    return gig.venue_id, gig.gig_day, gig.slot


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Give `{field, old, new}` for each field that differs."""
    return [
        {"field": name, "old": before[name], "new": value} for name, value in after.items() if before[name] != value
    ]


def finish(gig: Gig, by: UUID | None) -> None:
    """Note the time of the change and who made it, and derive what lists and other gigs read."""
    gig.updated_at, gig.updated_by = columns.now(), by
    flag_modified(gig, "updated_at")  # a change of the line-up alone makes a revision too
    names = [act.name for act in gig.lineup]
    gig.label = gig.title or next(iter(names), None) or gig.venue_name or ""
    gig.venue_key = key(gig.venue_name) or NO_VENUE
    gig.city_key, gig.held_for_key = key(gig.venue_city), key(gig.held_for)
    words = [gig.title, gig.held_for, gig.venue_name, gig.venue_city, *names]
    gig.search_text = "\n".join(fold(word) for word in words if word)[: limits.SEARCH]
    for act in gig.lineup:
        act.sort_day = gig.gig_day or UNDATED


def key(name: str | None) -> str | None:
    """Fold a name to what it is sorted and found by."""
    return fold(name)[: limits.NAME] if name else None


def _act(position: int, facts: Mapping[str, Any]) -> Act:
    return Act(position=position, **facts)


def _written(act: Act) -> dict[str, Any]:
    return wire.act(wire.columns_of(act))


def _deal(deal: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Write amounts as text: JSON has no decimal numbers."""
    return (
        None
        if deal is None
        else {name: wire.money(value) if name in _DEAL_AMOUNTS else value for name, value in deal.items()}
    )
