"""The verbs of a gig: which status may follow which, what the step is called, which one comes next."""

from dataclasses import dataclass

from gig_web.clients.nouns import Gig

# From each status: the usual next step first.
_VERBS = {
    "idea": {"hold": "Place hold", "offered": "Send offer", "confirmed": "Confirm"},
    "hold": {"offered": "Send offer", "confirmed": "Confirm", "idea": "Release"},
    "offered": {"confirmed": "Confirm", "hold": "Back to hold", "idea": "Declined"},
    "confirmed": {"hold": "Un-confirm", "idea": "Postpone", "cancelled": "Cancel gig"},
    "cancelled": {"idea": "Revive"},
}
_OFFER_TO_US = "Offer received"  # when the band is mine, the offer comes from the other side
_DONE = {
    ("idea", "hold"): "The hold is placed.",
    ("idea", "confirmed"): "Confirmed.",
    ("hold", "confirmed"): "Confirmed.",
    ("offered", "confirmed"): "Confirmed.",
    ("hold", "idea"): "Released: an idea again.",
    ("offered", "idea"): "Declined: an idea again.",
    ("offered", "hold"): "A hold again.",
    ("confirmed", "hold"): "Un-confirmed: a hold again.",
    ("confirmed", "idea"): "Postponed: an idea without a date. The old date is kept in its history.",
    ("confirmed", "cancelled"): "Cancelled.",
    ("cancelled", "idea"): "Revived as an idea.",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One button: the status it leads to and its verb."""

    to: str
    verb: str


@dataclass(frozen=True, slots=True)
class Steps:
    """The buttons of a gig: the usual next step, the others, and what is needed before there are any."""

    next: Step | None
    others: tuple[Step, ...]
    needs: str


def of(gig: Gig, *, band_is_mine: bool) -> Steps:
    """Give the steps a gig can take now."""
    steps = [Step(to, _verb(to, verb, mine=band_is_mine)) for to, verb in _VERBS.get(gig.status, {}).items()]
    if gig.status == "idea" and (needs := _needs(gig)):
        return Steps(None, (), needs)
    if gig.status == "confirmed":
        return Steps(None, tuple(steps), "")
    return Steps(steps[0] if steps else None, tuple(steps[1:]), "")


def verb(status: str, to: str) -> str:
    """Name a step for sentences."""
    return _VERBS.get(status, {}).get(to, "That step")


def done(status: str, to: str) -> str:
    """Say that a step was taken."""
    return _DONE.get((status, to), "The offer is noted.")


def _verb(to: str, verb: str, *, mine: bool) -> str:
    return _OFFER_TO_US if mine and to == "offered" else verb


def _needs(gig: Gig) -> str:
    missing = [word for word, there in (("a date", gig.gig_day), ("a venue", gig.venue)) if not there]
    return " and ".join(missing)
