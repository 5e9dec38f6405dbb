"""The one place of all rules: what stands against a night. Pure functions of the candidate and its surroundings."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gig_store import good_to_know, meetings, sentences
from gig_store.nights import Night, Player, Spot, Surroundings, holds_day
from gig_store.rules import (
    BAND_BUSY,
    BLOCK,
    DARK_DAY,
    DIARY,
    DISCARDED,
    DRAW_OVER,
    HOLD_OVER_CONFIRMED,
    IDEA,
    INFO,
    LEVELS,
    UNAVAILABLE,
    VENUE_HELD,
    VENUE_TAKEN,
    WARN,
    Conflict,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A night to be: what it wants to become decides how hard a taken venue is."""

    day: date
    slot: str
    venue: Spot | None
    acts: tuple[Player, ...]
    status: str = "confirmed"


def against(candidate: Candidate, around: Surroundings) -> list[Conflict]:
    """Give all that stands against a whole gig, hardest first."""
    day, venue = candidate.day, candidate.venue
    venues = [venue] if venue else []
    found = list(against_venue(day, candidate.slot, venue, around, candidate.status)) if venue else []
    for act in candidate.acts:
        found += against_band(day, act, around, [each.id for each in venues])
        found += [conflict for _, pair in against_pairs(day, act, venues, around) for conflict in pair]
        found += good_to_know.of(day, candidate.slot, act, venue, around) if venue else []
    return hardest_first(dict.fromkeys(found))  # acts may share what is said of the night


def hardest_first(found: Iterable[Conflict]) -> list[Conflict]:
    """Sort by level, what was found first staying first."""
    return sorted(found, key=lambda conflict: LEVELS.index(conflict.level))


def against_venue(
    day: date, slot: str, venue: Spot, around: Surroundings, status: str = "confirmed"
) -> Iterator[Conflict]:
    """Give what stands against that venue on that day, whoever plays."""
    nights = around.at(venue, day, slot)
    for night in nights:
        if night.status == "confirmed":
            yield _taken(venue, night, status)
        elif night.status == "idea":
            yield Conflict(INFO, IDEA, sentences.idea_here(venue, night), night)
    holds = [night for night in nights if night.status != "confirmed" and night.stands]
    if holds:
        yield Conflict(INFO, VENUE_HELD, sentences.held(venue, holds[0], len(holds)), holds[0])
    if holds_day(venue.dark_days, day):
        yield Conflict(WARN, DARK_DAY, sentences.dark(venue, day))
    yield from _by_diary(day, venue, around)
    if venue.id in around.left_out:
        yield Conflict(INFO, DISCARDED, sentences.left_out(venue.name))


def against_band(day: date, band: Player, around: Surroundings, venues: Collection[UUID | None]) -> Iterator[Conflict]:
    """Give what stands against that band on that day at any of the `venues`."""
    for booking in around.of(band):
        night = booking.night
        if night.gig_day == day and night.status == "idea":
            yield Conflict(INFO, IDEA, sentences.busy(band, night), night)
        elif night.gig_day == day and night.spot.id not in venues:
            yield Conflict(WARN, BAND_BUSY, sentences.busy(band, night), night)
    if holds_day(band.unavailable, day):
        yield Conflict(WARN, UNAVAILABLE, sentences.unavailable(band, day))
    yield from _by_diary(day, band, around)
    if band.id in around.left_out:
        yield Conflict(INFO, DISCARDED, sentences.left_out(band.name))


def against_pairs(
    day: date, band: Player, venues: Sequence[Spot], around: Surroundings
) -> Iterator[tuple[Spot, list[Conflict]]]:
    """Give what stands against that band at each of the venues alone; what holds at all is `against_band`'s."""
    ids = {venue.id for venue in venues}
    near = meetings.of(day, band, around.of(band), ids)
    if not near and not around.resting_pairs and not band.draw:
        return  # as for most bands on most days
    for venue in venues:
        found = [conflict for meeting in near for conflict in meetings.against(venue, band, meeting, around.travel_km)]
        if band.draw and venue.capacity and band.draw > good_to_know.CROWDED * venue.capacity:
            found.append(Conflict(WARN, DRAW_OVER, sentences.too_small(band, venue)))
        if (band.id, venue.id) in around.resting_pairs:
            found.append(Conflict(INFO, DISCARDED, sentences.rests(band, venue)))
        yield venue, found


def nearest_free_day(candidate: Candidate, days: Sequence[date], around: Surroundings) -> date | None:
    """Give the day of `days` closest to the candidate's, the later of two, that nothing but infos stands against."""
    wanted = candidate.day
    for day in sorted(days, key=lambda day: (abs(day - wanted), wanted - day)):
        moved = Candidate(day, candidate.slot, candidate.venue, candidate.acts, candidate.status)
        if day != wanted and all(conflict.level == INFO for conflict in against(moved, around)):
            return day
    return None


def _by_diary(day: date, owner: Player | Spot, around: Surroundings) -> Iterator[Conflict]:
    if reading := around.diary_against(owner, day):
        yield Conflict(WARN, DIARY, sentences.diary(owner, day, reading.read_at.date()))


def _taken(venue: Spot, night: Night, status: str) -> Conflict:
    if status == "confirmed":
        return Conflict(BLOCK, VENUE_TAKEN, sentences.taken(venue, night), night)
    return Conflict(WARN, HOLD_OVER_CONFIRMED, sentences.over_confirmed(venue, night), night)
