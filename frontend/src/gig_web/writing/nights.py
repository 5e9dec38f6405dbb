"""The nights of a booking, and how they are said in a mail."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from gig_web import clients
from gig_web.clients.nouns import Gig

STANDING = "hold,offered,confirmed"
LOOKED_AT = 100


def of_booking(gig: Gig, today: date) -> list[str]:
    """Give the gig's night and the alternatives of its booking that still stand, in order; raises UpstreamError."""
    own = [gig.gig_day] if gig.gig_day else []
    if gig.booking is None:
        return own
    asked = [("booking", gig.booking), ("status", STANDING), ("from", today.isoformat()), ("limit", LOOKED_AT)]
    others = [each.gig_day for each in clients.current().gigs.page(asked).items if not each.hold_lapsed]
    return sorted({*own, *(day for day in others if day)})


def say(days: Iterable[str]) -> str:
    """Say days as "Thu 14 or Fri 15 Oct 2027", each month once."""
    said = []
    for month, group in groupby(map(date.fromisoformat, days), key=lambda day: f"{day:%b %Y}"):
        named = [f"{day:%a} {day.day}" for day in group]
        said += [*named[:-1], f"{named[-1]} {month}"]
    return _any_of(said)


def _any_of(said: Sequence[str]) -> str:
    return " or ".join(filter(None, (", ".join(said[:-1]), *said[-1:])))
