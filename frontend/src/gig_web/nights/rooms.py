"""My rooms: those the calendar shows and dates are copied for."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

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
    mine = _told_apart(page.items)
    return Rooms(mine, [room for room in mine if room.id in wanted] or mine, more=page.next is not None)


def _told_apart(rooms: Sequence[Venue]) -> list[Venue]:
    """Name the city too of those that share their name, as one of a chain in each of two towns."""
    named = Counter(room.name for room in rooms)
    return [
        replace(room, name=f"{room.name}, {room.city}") if named[room.name] > 1 and room.city else room
        for room in rooms
    ]
