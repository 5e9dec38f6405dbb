"""Bands and venues that everybody leaves out of suggestions."""

from dataclasses import dataclass

from gig_web import clients
from gig_web.clients.gigs import Discard

PAGE, MOST_PAGES = 100, 5


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is left out, newest first; `more` where older ones were not looked at."""

    discards: tuple[Discard, ...]
    more: bool


def read() -> LeftOut:
    """Read what is left out from among all discards; raises UpstreamError."""
    found: list[Discard] = []
    params: dict[str, object] = {"limit": PAGE}
    for _ in range(MOST_PAGES):
        page = clients.current().gigs.discards(params)
        found += [each for each in page.items if not (each.band_id and each.venue_id)]  # a pair only rests
        if page.next is None:
            return LeftOut(tuple(found), more=False)
        params = {"limit": PAGE, "cursor": page.next}
    return LeftOut(tuple(found), more=True)


def let_in(discard_id: str) -> None:
    """Let it be suggested again; the backend takes it as well when somebody else already did so."""
    clients.current().gigs.undo_discard(discard_id)
