"""How far a band may travel from one day to the next before it is warned about: for everybody."""

from gig_web import clients
from gig_web.upstream import Refused

MOST_KM = 20_040  # half of the equator
WRONG = "Write a whole number of kilometres from 1 to 20,040."
_STALE = 412


def read(typed: str) -> int | None:
    """Read what was typed, "1,000 km" too; None where it is no such distance."""
    digits = typed.strip().lower().removesuffix("km").replace(",", "").replace(" ", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= len(str(MOST_KM))):
        return None
    return int(digits) if 1 <= int(digits) <= MOST_KM else None


def limit(km: int) -> None:
    """Set it; only this changes, so that what somebody else set meanwhile is no obstacle."""
    try:
        _set(km)
    except Refused as refused:
        if refused.status != _STALE:
            raise
        _set(km)


def _set(km: int) -> None:
    gigs = clients.current().gigs
    there = gigs.settings()
    if there.travel_km != km:
        gigs.change_settings({"travel_km": km}, there.rev)
