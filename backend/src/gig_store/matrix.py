"""Many candidates at once: days x bands x venues, and only what something stands against."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from uuid import UUID

from gig_store import conflicts, good_to_know
from gig_store.nights import Player, Spot, Surroundings
from gig_store.rules import Conflict


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: each day with each band at each venue; `is_close` where it is one of each."""

    days: Sequence[date]
    bands: Sequence[Player]
    venues: Sequence[Spot]
    slot: str

    @property
    def is_close(self) -> bool:
        """Say whether it is about one combination, of which all is told that is good to know."""
        return len(self.days) == len(self.bands) == len(self.venues) == 1


@dataclass(frozen=True, slots=True)
class Against:
    """The conflicts of one combination; a side that is None stands for all of that side."""

    gig_day: date
    band_id: UUID | None
    venue_id: UUID | None
    conflicts: list[Conflict]


def answer(question: Question, around: Surroundings) -> list[Against]:
    """Give each combination that something stands against; a rule of one side is said once."""
    return [
        Against(day, band_id, venue_id, conflicts.hardest_first(found))
        for day, band_id, venue_id, found in _all(question, around)
        if found
    ]


def _all(question: Question, around: Surroundings) -> Iterator[tuple[date, UUID | None, UUID | None, list[Conflict]]]:
    ids = {venue.id for venue in question.venues}
    for day, venue in product(question.days, question.venues):
        yield day, None, venue.id, list(conflicts.against_venue(day, question.slot, venue, around))
    for day, band in product(question.days, question.bands):
        yield day, band.id, None, list(conflicts.against_band(day, band, around, ids))
        for venue, found in conflicts.against_pairs(day, band, question.venues, around):
            yield day, band.id, venue.id, found
    if question.is_close:
        day, band, venue = question.days[0], question.bands[0], question.venues[0]
        yield day, band.id, venue.id, list(good_to_know.of(day, question.slot, band, venue, around))
