"""The columns of a list of gigs, and what stands in them for a gig."""

from collections.abc import Mapping, Sequence
from typing import Any

from gig_chassis.catalogue import cells

JsonObject = Mapping[str, Any]

OWN = (
    "title", "held_for", "status", "hold_level", "hold_expires", "offer_expires", "booking", "gig_day",
    "load_in", "soundcheck", "doors", "start", "end", "slot", "attendance", "published",
    "notes", "staff_notes", "description",
)  # fmt: skip
AMOUNTS = ("currency", "ticket_price", "tax_pct", "gross_pct", "comps", "guarantee", "split_pct", "costs")
DEAL = ("deal", *AMOUNTS)
BILLINGS = {"headliner": "headline", "support": "support"}
VENUE = {"venue": "name", "city": "city", "capacity": "capacity", "timezone": "timezone"}
COLUMNS = (
    "id", "title", "held_for", "status", "hold_level", "hold_expires", "offer_expires", "booking", "gig_day",
    "load_in", "soundcheck", "doors", "start", "end", "timezone", "slot", "headliner", "support",
    "venue", "city", "capacity", *DEAL, "attendance", "published", "notes", "staff_notes", "description",
)  # fmt: skip
PRIVATE = {*DEAL, "notes"}


def columns(*, with_private: bool) -> list[str]:
    """Give the columns; what a reader may not see is left out, so that what they send back leaves it alone."""
    return [name for name in COLUMNS if with_private or name not in PRIVATE]


def row(gig: JsonObject, names: Sequence[str] = COLUMNS) -> dict[str, str]:
    """Write the cells of a gig, given in the shape it has as JSON."""
    found = texts(gig)
    return {name: found[name] for name in names}


def texts(gig: JsonObject) -> dict[str, str]:
    """Write all cells of a gig, guarded against formulas."""
    deal, venue = gig["deal"] or {}, gig["venue"] or {}
    return {
        "id": gig["id"],
        **{name: cells.written(gig[name]) for name in OWN},
        **{name: cells.written(venue.get(fact)) for name, fact in VENUE.items()},
        **{name: names_of(gig["lineup"], billing) for name, billing in BILLINGS.items()},
        "deal": cells.written(deal.get("type")),
        **{name: cells.written(deal.get(name)) for name in AMOUNTS},
    }


def names_of(lineup: Sequence[JsonObject], billing: str) -> str:
    """Write the names of the acts with that billing in one cell."""
    return cells.written([act["name"] for act in lineup if act["billing"] == billing])
