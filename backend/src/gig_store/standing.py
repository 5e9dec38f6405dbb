"""What a gig's status comes to today: played, lapsed, standing. Computed when read; nothing runs by the clock."""

from datetime import date

from gig_store import clock


def is_played(status: str, gig_day: date | None, zone: str | None) -> bool:
    """Say whether it is confirmed and its day is over where it takes place."""
    return status == "confirmed" and gig_day is not None and gig_day < clock.gig_day_in(zone)


def is_lapsed(status: str, hold_expires: date | None, offer_expires: date | None, zone: str | None) -> bool:
    """Say whether a hold is past its review date; an offer past its date counts as a hold again."""
    if hold_expires is None or status not in {"hold", "offered"}:
        return False
    if status == "offered" and not has_offer_ended(status, offer_expires, zone):
        return False
    return hold_expires < clock.gig_day_in(zone)


def has_offer_ended(status: str, offer_expires: date | None, zone: str | None) -> bool:
    """Say whether an offer is past its date, so that it counts as a hold."""
    return status == "offered" and offer_expires is not None and offer_expires < clock.gig_day_in(zone)


def stands(status: str, hold_expires: date | None, offer_expires: date | None, zone: str | None) -> bool:
    """Say whether it keeps its night from others: confirmed, or a hold or offer that has not lapsed."""
    held = status in {"hold", "offered"} and not is_lapsed(status, hold_expires, offer_expires, zone)
    return held or status == "confirmed"
