"""The deal as its form shows it: what is usual beside each field, and what the night would bring. Nothing is saved."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gig_chassis.folding import fold
from gig_web import clients
from gig_web.clients.kinds import CURRENCY
from gig_web.gigs import money, typed
from gig_web.gigs.draft import DEAL_FIELDS, UNKNOWN, Draft
from gig_web.gigs.words import LABELS
from gig_web.money import outlook, words
from gig_web.money.outlook import Missing
from gig_web.money.usual import ROOM, Usual
from gig_web.money.words import Said
from gig_web.upstream import Refused, UpstreamError

NOTHING_YET = "Choose a kind of deal, or give an act a fee: then this says where the night breaks even."
SEARCHED = 20  # venues of such a name


@dataclass(frozen=True, slots=True)
class Box:
    """The figures in words, or `still` what keeps them from being worked out; `hints` by field of the form."""

    said: Said | None = None
    still: str = NOTHING_YET
    currency: str = CURRENCY
    hints: Mapping[str, str] = field(default_factory=dict)


def of(draft: Draft, room: str = "") -> Box:
    """Work out what the draft says; `room` is the id of the room it had, and how many fit in."""
    usual = money.usual_in(draft.venue.id if draft.venue.id != UNKNOWN else None)
    hints = {f"deal_{name}": _hint(usual, name) for name in usual.amounts}
    said, still = _figures(draft, room, usual)
    return Box(said, still, usual.currency or CURRENCY, hints)


def _figures(draft: Draft, room: str, usual: Usual) -> tuple[Said | None, str]:
    checked, errors = typed.check(draft)
    fees = outlook.fees_of((act.billing, act.fee or None) for act in checked.acts) if not errors else outlook.NO_FEES
    if wrong := [LABELS[name] for name in DEAL_FIELDS if name in errors]:
        return None, f"Put right first: {', '.join(wrong)}."
    if not checked.fields["deal_type"] and fees.all is None:
        return None, NOTHING_YET
    terms = typed.body(checked, DEAL_FIELDS)["deal"] or {}
    found = outlook.read(terms, None if "venue" in errors else _capacity(checked, room), fees, usual)
    return (None, f"Still needed: {words.needs(found)}.") if isinstance(found, Missing) else (words.say(found), "")


def _capacity(draft: Draft, room: str) -> int | None:
    """Give the capacity of the room as the gig has it, of another one as its list has it."""
    venue_id, _, known = room.partition(" ")
    if not draft.venue.name:
        return None
    if venue_id and venue_id == draft.venue.id:
        return int(known) if known.isascii() and known.isdigit() else None
    try:
        venues = clients.current().venues
        if draft.venue.id != UNKNOWN:
            return venues.get(draft.venue.id).capacity
        found = venues.page({"q": draft.venue.name, "limit": SEARCHED}).items
        same = [venue.capacity for venue in found if fold(venue.name) == fold(draft.venue.name)]
        return same[0] if len(same) == 1 else None
    except (UpstreamError, Refused):
        return None


def _hint(usual: Usual, name: str) -> str:
    where = "Usually {} here" if usual.sources[name] == ROOM else "Usually {}"
    return where.format(usual.amounts[name])
