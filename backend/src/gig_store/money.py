"""What is kept from viewers: deals, fees, usual costs and the private notes of gigs, now and in history."""

from collections.abc import Sequence
from typing import Any

from gig_chassis import acting

JsonObject = dict[str, Any]

SETTINGS = ("ticket_price", "costs", "tax_pct", "gross_pct")
PRIVATE = ("deal", "notes")


def shown(gigs: Sequence[JsonObject]) -> Sequence[JsonObject]:
    """Give gigs as the person of this request may see them."""
    if acting.may_see_money():
        return gigs
    return [gig | _withheld(gig) | {"lineup": _unpaid(gig["lineup"])} for gig in gigs]


def shown_changes(entries: Sequence[JsonObject]) -> Sequence[JsonObject]:
    """Give entries of history as the person of this request may see them, without changes of what is private."""
    if acting.may_see_money():
        return entries
    return [entry | {"changes": [seen for change in entry["changes"] if (seen := _seen(change))]} for entry in entries]


def shown_settings(values: JsonObject) -> JsonObject:
    """Give the planner's settings as the person of this request may see them."""
    return values if acting.may_see_money() else values | dict.fromkeys(SETTINGS)


def _withheld(gig: JsonObject) -> JsonObject:
    """Empty what is private of what is told; a list tells no notes."""
    return {name: None for name in PRIVATE if name in gig}


def _seen(change: JsonObject) -> JsonObject | None:
    if change["field"] in PRIVATE:
        return None
    if change["field"] != "lineup":
        return change
    before, after = _unpaid(change["old"]), _unpaid(change["new"])
    return None if before == after else change | {"old": before, "new": after}


def _unpaid(lineup: Sequence[JsonObject]) -> list[JsonObject]:
    return [act | {"fee": None} for act in lineup]
