"""Whether a night of a room is free, held, taken or closed, as far as the planner knows; evenings are meant."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gig_web import pages
from gig_web.clients.nights import NightCount
from gig_web.clients.nouns import Venue

FREE, TAKEN, CLOSED, OVER = "free", "taken", "closed", "over"

Counts = Mapping[tuple[str, str], NightCount]  # by the venue's id and the day


@dataclass(frozen=True, slots=True)
class Opening:
    """What a new hold of a room would be on a day: free, "2nd hold", taken, closed, or over."""

    room: Venue
    day: date
    word: str

    @property
    def is_free(self) -> bool:
        """Say whether nothing but ideas stands on it."""
        return self.word == FREE

    @property
    def can_be_had(self) -> bool:
        """Say whether a hold could be placed."""
        return self.word not in {TAKEN, CLOSED, OVER}


def by_night(counts: Iterable[NightCount]) -> Counts:
    """Order counts by their room and day."""
    return {(count.venue_id, count.gig_day): count for count in counts}


def of(room: Venue, day: date, counts: Counts, today: date) -> Opening:
    """Say what a night of a room is."""
    return Opening(room, day, _word(room, day, counts.get((room.id, day.isoformat())), today))


def free(rooms: Sequence[Venue], day: date, counts: Counts, today: date) -> list[Venue]:
    """List the rooms that are free on a day to come."""
    return [room for room in rooms if day > today and of(room, day, counts, today).is_free]


def is_closed(room: Venue, day: date) -> bool:
    """Say whether it is one of the room's dark days."""
    text = day.isoformat()
    return any(first <= text <= last for first, _, last in (span.partition("/") for span in room.dark_days))


def _word(room: Venue, day: date, count: NightCount | None, today: date) -> str:
    if day < today:
        return OVER
    if count and count.confirmed:
        return TAKEN
    if is_closed(room, day):
        return CLOSED
    return f"{pages.ordinal(count.holds + 1)} hold" if count and count.holds else FREE
