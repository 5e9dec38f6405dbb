"""My rooms: those the calendar shows and dates are copied for."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from gig_web import clients
from gig_web.clients.nouns import Venue
from gig_web.upstream import Refused, UpstreamError

MOST = 100


@dataclass(frozen=True, slots=True)
class Rooms:
    """The rooms that are mine by name, those of them that are chosen, and what is missing of the planner."""

    mine: list[Venue] = field(default_factory=list)
    chosen: list[Venue] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    more: bool = False

    @property
    def ids(self) -> list[str]:
        """Give the ids of the chosen ones."""
        return [room.id for room in self.chosen]

    @property
    def all_chosen(self) -> bool:
        """Say whether none is left out."""
        return len(self.chosen) == len(self.mine)


def choose(wanted: Sequence[str]) -> Rooms:
    """Ask for my rooms; those `wanted` by id are chosen, all of them where none of these is mine."""
    venues = clients.current().venues
    try:
        page = venues.page({"own": "1", "sort": "name", "limit": MOST})
    except (UpstreamError, Refused):
        return Rooms(missing=[venues.name])
    chosen = [room for room in page.items if room.id in wanted]
    return Rooms(page.items, chosen or page.items, more=page.next is not None)
