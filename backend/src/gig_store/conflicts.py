"""The one place of all rules: what stands against a night. Pure functions of the candidate and its surroundings."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from gig_store import sentences
from gig_store.nights import Booking, Clause, Night, Player, Spot, Surroundings, holds_day, km_between
from gig_store.rules import (
    BAND_BUSY,
    BLOCK,
    CANNOT_CHECK,
    DARK_DAY,
    DISCARDED,
    HOLD_OVER_CONFIRMED,
    IDEA,
    INFO,
    LEVELS,
    RADIUS,
    TRAVEL,
    UNAVAILABLE,
    VENUE_HELD,
    VENUE_TAKEN,
    WARN,
)

MOST_TRAVEL_KM = 400


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that stands against a night: level block, warn or info."""

    level: str
    rule: str
    text: str
    night: Night | None = None


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
    venues = {venue.id} if venue else set()
    found = list(against_venue(day, candidate.slot, venue, around, candidate.status)) if venue else []
    for act in candidate.acts:
        found += against_band(day, act, around, venues)
        if venue:
            found += against_pair(day, act, venue, around, venues)
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
    if band.id in around.left_out:
        yield Conflict(INFO, DISCARDED, sentences.left_out(band.name))


def against_pair(
    day: date, band: Player, venue: Spot, around: Surroundings, venues: Collection[UUID | None]
) -> Iterator[Conflict]:
    """Give what stands against that band at that venue only; what holds at all `venues` is `against_band`'s."""
    for booking in around.of(band):
        night = booking.night
        apart = (night.gig_day - day).days
        if apart == 0 and night.stands and night.spot.id != venue.id and night.spot.id in venues:
            yield Conflict(WARN, BAND_BUSY, sentences.busy(band, night), night)
        if apart in {-1, 1}:
            yield from _travel(day, band, venue, night)
        if night.stands:
            yield from _radius(day, band, venue, booking)
    if (band.id, venue.id) in around.resting_pairs:
        yield Conflict(INFO, DISCARDED, sentences.rests(band, venue))


def nearest_free_day(candidate: Candidate, days: Sequence[date], around: Surroundings) -> date | None:
    """Give the day of `days` closest to the candidate's, the later of two, that nothing but infos stands against."""
    wanted = candidate.day
    for day in sorted(days, key=lambda day: (abs(day - wanted), wanted - day)):
        moved = Candidate(day, candidate.slot, candidate.venue, candidate.acts, candidate.status)
        if day != wanted and all(conflict.level == INFO for conflict in against(moved, around)):
            return day
    return None


def _taken(venue: Spot, night: Night, status: str) -> Conflict:
    if status == "confirmed":
        return Conflict(BLOCK, VENUE_TAKEN, sentences.taken(venue, night), night)
    return Conflict(WARN, HOLD_OVER_CONFIRMED, sentences.over_confirmed(venue, night), night)


def _travel(day: date, band: Player, venue: Spot, night: Night) -> Iterator[Conflict]:
    km = km_between(venue, night.spot)
    if km is None:
        yield Conflict(INFO, CANNOT_CHECK, sentences.unchecked(band, night, "the way"), night)
    elif km > MOST_TRAVEL_KM:
        level, rule = (WARN, TRAVEL) if night.stands else (INFO, IDEA)
        yield Conflict(level, rule, sentences.far(band, night, km, before=night.gig_day < day), night)


def _radius(day: date, band: Player, venue: Spot, booking: Booking) -> Iterator[Conflict]:
    """Check both ways: the new gig's clause over the other night, and the other night's clause over the new day."""
    night = booking.night
    apart = night.gig_day - day
    for clause, ahead, own in ((band.clause, apart, True), (booking.clause, -apart, False)):
        if clause is None or not _covers(clause, ahead):
            continue
        km = km_between(venue, night.spot)
        if km is None:
            yield Conflict(INFO, CANNOT_CHECK, sentences.unchecked(band, night, "the radius clause"), night)
        elif km <= clause.km:
            yield Conflict(WARN, RADIUS, sentences.near(band, night, km, clause, own=own), night)


def _covers(clause: Clause, ahead: timedelta) -> bool:
    return -clause.before <= ahead.days <= clause.after
