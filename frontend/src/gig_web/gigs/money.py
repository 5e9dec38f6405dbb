"""What a gig brings, as its page shows it."""

from collections.abc import Mapping
from typing import Any

from gig_web import clients
from gig_web.accounts import visitor
from gig_web.clients.kinds import check_money
from gig_web.clients.nouns import Gig
from gig_web.money import deals, outlook, usual, words
from gig_web.money.amounts import pence
from gig_web.money.outlook import Fees, Outlook
from gig_web.money.usual import Usual
from gig_web.money.words import Said
from gig_web.upstream import Refused, UpstreamError

_AMOUNTS = ("ticket_price", "costs", "guarantee")
_SHARES = ("tax_pct", "gross_pct", "split_pct")
_ALL = 100_00


def of(gig: Gig) -> Said | None:
    """Say what it brings, for those who see money; None where the deal, the price or the room says too little."""
    fees = outlook.fees_of((act.billing, act.fee) for act in gig.lineup)
    capacity = gig.venue.capacity if gig.venue else None
    if not visitor.sees_money() or gig.trashed_at or not capacity or not (gig.deal or fees.all):
        return None
    terms = gig.deal or {}
    if not _is_sound(terms):
        return None
    found = outlook.read(terms, capacity, fees, _usual(gig, terms, fees))
    return words.say(found, gig.attendance if gig.played else None) if isinstance(found, Outlook) else None


def usual_in(venue_id: str | None) -> Usual:
    """Give what is usual in a room, or in the planner; nothing where the backend does not say."""
    try:
        if venue_id and (room := clients.current().rooms.money(venue_id)):
            return room.together
        return _of_planner()
    except (UpstreamError, Refused):
        return usual.NOTHING


def _of_planner() -> Usual:
    settings = clients.current().gigs.settings()
    return usual.of(settings.currency, {name: getattr(settings, name) for name in usual.FIELDS})


def _usual(gig: Gig, terms: Mapping[str, Any], fees: Fees) -> Usual:
    """Ask only where the deal leaves something open, or for the currency that fees of other acts are in."""
    is_whole = all(terms.get(name) is not None for name in usual.FIELDS)
    is_settled = terms.get("guarantee") is not None or terms.get("type") == deals.DOOR
    if is_whole and is_settled and fees.supports is None:
        return usual.NOTHING
    return usual_in(gig.venue.id if gig.venue and gig.venue.own else None)


def _is_sound(terms: Mapping[str, Any]) -> bool:
    """Say whether a deal holds what deals hold: a page stands whatever it is sent."""
    try:
        for name in (*_AMOUNTS, *_SHARES):
            if terms.get(name) is not None:
                check_money(terms[name])
        comps, currency, kind = terms.get("comps"), terms.get("currency"), terms.get("type")
        return (
            all(pence(terms[name]) <= _ALL for name in _SHARES if terms.get(name) is not None)
            and (comps is None or (type(comps) is int and comps >= 0))
            and isinstance(currency, str | None)
            and kind in {None, *deals.KINDS}
        )
    except (TypeError, ValueError):
        return False
