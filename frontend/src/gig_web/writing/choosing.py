"""Which mail a gig usually wants next."""

from collections.abc import Iterable

from gig_web.clients.history import Change
from gig_web.clients.nouns import Gig
from gig_web.writing import usual

LOOKED_AT = 20  # entries of history
_BY_STATUS = {"idea": "ask", "hold": "hold", "offered": "offer", "confirmed": "confirm", "cancelled": "release"}
_GIVEN_BACK = {"released", "declined", "postponed", "cleared"}
_STEPS = {*_GIVEN_BACK, "created", "held", "offered", "confirmed", "unconfirmed", "cancelled", "revived"}


def usual_for(gig: Gig, history: Iterable[Change]) -> str:
    """Name the mail for where the gig stands; an idea that came down from a hold or more gives its night back."""
    step = next((change.action for change in history if change.action in _STEPS), "")
    if gig.status == "idea" and step in _GIVEN_BACK:
        return "release"
    return _BY_STATUS.get(gig.status, "ask")


def chosen(asked: str, gig: Gig, history: Iterable[Change]) -> str:
    """Name the mail that was asked for, else the usual one."""
    return asked if asked in usual.NAMES else usual_for(gig, history)
