"""What fields and statuses are called, and how their values are said."""

from collections.abc import Mapping
from typing import Any

from gig_web import pages

STATUSES = {
    "idea": "Idea",
    "hold": "Hold",
    "offered": "Offered",
    "confirmed": "Confirmed",
    "cancelled": "Cancelled",
}
SLOTS = {"evening": "Evening", "matinee": "Matinee", "late": "Late"}
BILLINGS = {"headline": "Headline", "support": "Support"}
DEALS = {"flat": "Flat fee", "door": "Door split", "versus": "Versus", "plus": "Plus"}
LABELS = {
    "title": "Title",
    "lineup": "Line-up",
    "venue": "Venue",
    "gig_day": "Date",
    "previous_gig_day": "Date before",
    "slot": "Slot",
    "load_in": "Load-in",
    "soundcheck": "Soundcheck",
    "doors": "Doors",
    "start": "Start",
    "end": "End",
    "status": "Status",
    "held_for": "Held for",
    "hold_level": "Hold level",
    "hold_expires": "Review date",
    "challenged_until": "Challenged until",
    "offer_expires": "Offer ends",
    "asked_on": "Asked on",
    "booking": "Booking",
    "deal": "Deal",
    "deal_type": "Kind of deal",
    "deal_currency": "Currency",
    "deal_ticket_price": "Ticket price",
    "deal_tax_pct": "Tax, %",
    "deal_gross_pct": "Off the gross, %",
    "deal_comps": "Guest list",
    "deal_guarantee": "Guarantee",
    "deal_split_pct": "Their split, %",
    "deal_costs": "Costs",
    "attendance": "Attendance",
    "notes": "Notes",
    "staff_notes": "Notes for the day sheet",
    "description": "Public description",
    "published": "Published",
    "order": "Order of the line-up",
}
_RULES = {
    "venue_taken": "The night is taken",
    "hold_over_confirmed": "The night has a confirmed gig",
    "band_busy": "The band is busy",
    "dark_day": "The venue is closed",
    "unavailable": "The band is not available",
    "radius": "Within a radius clause",
    "travel": "A long way to travel",
    "diary": "Their diary says busy",
    "draw_over": "Far too small a room",
    "venue_held": "Others hold the night",
    "idea": "There is an idea for it",
    "cannot_check": "Cannot be checked",
    "draw_above": "Likely to sell out",
    "same_genre": "The same genre here",
    "same_city": "The same band in this city",
}
CLAUSE = ("radius_km", "days_before", "days_after")
_CHOICES = {"status": STATUSES, "slot": SLOTS, "deal_type": DEALS, "billing": BILLINGS}
_DAYS = {"gig_day", "previous_gig_day", "hold_expires", "offer_expires", "asked_on"}
_LONGEST = 120
MOST_HOLDS = 9
NOTHING = "nothing"


def label(field: str) -> str:
    """Name a field, an act's too."""
    return LABELS.get(field, field.replace("_", " ").capitalize())


def within(named: str) -> str:
    """Write a field's name as it stands within a sentence."""
    return named[0].lower() + named[1:]


def say(field: str, value: Any) -> str:  # noqa: ANN401  # any JSON value of a gig
    """Say the value of a field in a few words; nothing as "nothing"."""
    if value in (None, "", [], {}):
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if field == "lineup":
        return " + ".join(say_act(act) for act in value)
    if field == "venue":
        return str(value["name"]) + (f", {value['city']}" if value.get("city") else "")
    if field == "deal":
        return say_deal(value)
    return _say_plain(field, str(value))


def _say_plain(field: str, value: str) -> str:
    if field in _DAYS:
        return pages.day(value)
    if field in _CHOICES:
        return _CHOICES[field].get(value, value)
    if field == "hold_level":
        return f"{pages.ordinal(int(value))} hold"
    return f"“{value[:_LONGEST]}…”" if len(value) > _LONGEST else value


def say_act(act: Mapping[str, Any]) -> str:
    """Say an act: "The Howl (on at 21:00, fee 300.00)"."""
    parts = [
        BILLINGS["support"].lower() if act.get("billing") == "support" else "",
        f"on at {act['set_time']}" if act.get("set_time") else "",
        f"fee {act['fee']}" if act.get("fee") else "",
        f"radius clause {say_clause(*map(act.get, CLAUSE))}" if act.get("radius_km") else "",
    ]
    details = ", ".join(part for part in parts if part)
    return f"{act['name']} ({details})" if details else str(act["name"])


def say_clause(km: Any, before: Any, after: Any) -> str:  # noqa: ANN401  # numbers, or as they are typed
    """Say a radius clause: "100 km, 14 days before, 7 after"."""
    return f"{km} km, {before or 0} day{'s' if str(before) != '1' else ''} before, {after or 0} after"


def say_deal(deal: Mapping[str, Any]) -> str:
    """Say what was agreed: "Versus: guarantee 300.00 GBP or 70.00 % after costs"."""
    currency = deal.get("currency") or ""
    guarantee = f"{deal['guarantee']} {currency}" if deal.get("guarantee") else "the guarantee"
    split = f"{percent(deal['split_pct'])} %" if deal.get("split_pct") else "their split"
    terms = {
        "flat": guarantee,
        "door": f"{split} after costs",
        "versus": f"{guarantee} or {split} after costs, whichever is more",
        "plus": f"{guarantee} and {split} of what is left after costs",
    }
    kind = str(deal.get("type"))
    return f"{DEALS.get(kind, kind)}: {terms.get(kind, guarantee)}"


def rule(name: str) -> str:
    """Name a rule of conflicts in a few words."""
    return _RULES.get(name, name.replace("_", " ").capitalize())


def percent(text: str) -> str:
    """Write "70.00" as 70, "12.50" as 12.5."""
    return text.rstrip("0").rstrip(".") if "." in text else text


def hold_levels() -> list[tuple[str, str]]:
    """List the levels of a hold with their names."""
    return [(str(level), f"{pages.ordinal(level)} hold") for level in range(1, MOST_HOLDS + 1)]
