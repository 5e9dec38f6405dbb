"""What is filled into a mail about a gig; what is not known is empty."""

from dataclasses import dataclass

from gig_web import pages
from gig_web.clients.nouns import Gig
from gig_web.gigs import words
from gig_web.writing import nights
from gig_web.writing.recipients import Recipient

NOBODY = "there"  # as in "Hi there"


@dataclass(frozen=True, slots=True)
class Around:
    """What a mail needs beside the gig: their contact, its night, all of the booking's, the currency, who writes."""

    contact: str | None
    day: str | None
    days: list[str]
    currency: str
    me: str


def of(gig: Gig, to: Recipient, around: Around) -> dict[str, str]:
    """Give the value of each place; money only in mails to a band."""
    return {
        "contact": around.contact or NOBODY,
        "gig": _gig(gig),
        "band": to.name if to.act else _bands(gig),
        "venue": gig.venue.name if gig.venue else "",
        "city": (gig.venue.city or "") if gig.venue else "",
        "date": _day(around.day),
        "dates": nights.say(around.days),
        "load_in": gig.load_in or "",
        "soundcheck": gig.soundcheck or "",
        "doors": gig.doors or "",
        "hold": f"{pages.ordinal(gig.hold_level)} hold" if gig.hold_level else "",
        "hold_until": _day(gig.hold_expires),
        "offer_until": _day(gig.offer_expires),
        "held_for": gig.held_for or "",
        "me": around.me,
        **_of_band(gig, to, around.currency),
    }


def _of_band(gig: Gig, to: Recipient, currency: str) -> dict[str, str]:
    """Give what only the band written to is told."""
    if to.act is None:
        return {"set_time": "", "fee": "", "deal": ""}
    deal = words.say_deal(gig.deal) if gig.deal else ""
    fee = f"{to.act.fee} {currency}" if to.act.fee else ""
    return {"set_time": to.act.set_time or "", "fee": fee, "deal": deal}


def _gig(gig: Gig) -> str:
    """Say who plays where: "The Howl at The Wardrobe"."""
    who, venue = _bands(gig) or gig.title or "", gig.venue.name if gig.venue else ""
    return " at ".join(part for part in (who or "a night", venue) if part)


def _bands(gig: Gig) -> str:
    return " + ".join(act.name for act in gig.lineup)


def _day(day: str | None) -> str:
    return pages.day(day) if day else ""
