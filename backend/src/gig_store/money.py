"""What is kept from those who may see all but money: deals, fees and usual costs, now and in history."""

from collections.abc import Sequence
from typing import Any

from gig_chassis import acting

JsonObject = dict[str, Any]

SETTINGS = ("ticket_price", "costs", "tax_pct", "gross_pct")


def shown(gigs: Sequence[JsonObject]) -> Sequence[JsonObject]:
    """Give gigs as the person of this request may see them."""
    if acting.may_see_money():
        return gigs
    return [gig | {"deal": None, "lineup": _unpaid(gig["lineup"])} for gig in gigs]


def shown_changes(entries: Sequence[JsonObject]) -> Sequence[JsonObject]:
    """Give entries of history as the person of this request may see them; what changed money alone is left out."""
    if acting.may_see_money():
        return entries
    return [entry | {"changes": [seen for change in entry["changes"] if (seen := _seen(change))]} for entry in entries]


def shown_settings(values: JsonObject) -> JsonObject:
    """Give the planner's settings as the person of this request may see them."""
    return values if acting.may_see_money() else values | dict.fromkeys(SETTINGS)


def _seen(change: JsonObject) -> JsonObject | None:
    if change["field"] == "deal":
        return None
    if change["field"] != "lineup":
        return change
    before, after = _unpaid(change["old"]), _unpaid(change["new"])
    return None if before == after else change | {"old": before, "new": after}


def _unpaid(lineup: Sequence[JsonObject]) -> list[JsonObject]:
    return [act | {"fee": None} for act in lineup]
