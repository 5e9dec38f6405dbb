"""To whom one may write about a gig: its venue and the bands of its line-up."""

from dataclasses import dataclass

from gig_web import clients
from gig_web.clients.nouns import Act, Band, Gig, Venue
from gig_web.upstream import Refused

VENUE, BAND = "venue", "band"
NOT_FOUND = 404


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody to write to: the word for them in the address, and their act where they are a band."""

    key: str
    kind: str
    id: str
    name: str
    act: Act | None = None


def of(gig: Gig) -> list[Recipient]:
    """List them, the venue first; an act that is only a name has nobody behind it."""
    venue = [Recipient(VENUE, VENUE, gig.venue.id, gig.venue.name)] if gig.venue else []
    acts = [act for act in gig.lineup if act.band_id]
    bands = [
        Recipient(str(act.band_id) if row else BAND, BAND, str(act.band_id), act.name, act)
        for row, act in enumerate(acts)
    ]
    return venue + bands


def choose(gig: Gig, key: str) -> Recipient | None:
    """Give the one that was asked for, else whom one usually writes to: the venue, unless it is mine."""
    found = of(gig)
    if gig.venue and gig.venue.own:
        found.sort(key=lambda each: each.kind == VENUE)
    return next((each for each in found if each.key == key), found[0] if found else None)


def look_up(recipient: Recipient) -> Band | Venue | None:
    """Give their row of the catalogue with contact and address; None when it is gone; raises UpstreamError."""
    every = clients.current()
    try:
        return every.venues.get(recipient.id) if recipient.kind == VENUE else every.bands.get(recipient.id)
    except Refused as refused:
        if refused.status != NOT_FOUND:
            raise
        return None
