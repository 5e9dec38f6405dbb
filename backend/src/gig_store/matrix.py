"""Many candidates at once: days x bands x venues, and only what something stands against."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from uuid import UUID

from gig_store import conflicts
from gig_store.conflicts import Conflict
from gig_store.nights import Player, Spot, Surroundings
from gig_store.rules import LEVELS


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: each day with each band at each venue."""

    days: Sequence[date]
    bands: Sequence[Player]
    venues: Sequence[Spot]
    slot: str


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
        Against(day, band_id, venue_id, sorted(found, key=lambda conflict: LEVELS.index(conflict.level)))
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
