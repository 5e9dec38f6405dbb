"""Two nights of one band: what stands between them by their days and the way from one room to the other."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gig_store import sentences
from gig_store.nights import Booking, Clause, Night, Player, Spot, km_between
from gig_store.rules import BAND_BUSY, CANNOT_CHECK, IDEA, INFO, RADIUS, TRAVEL, WARN, Conflict


@dataclass(frozen=True, slots=True)
class Meeting:
    """Another night of the band that may matter, `apart` days later; with each clause, whether it is the new gig's."""

    night: Night
    apart: int
    busy: bool
    clauses: tuple[tuple[Clause, bool], ...]


def of(day: date, band: Player, bookings: Iterable[Booking], venues: Collection[UUID | None]) -> list[Meeting]:
    """Give the nights that may matter at any of the `venues`, by their days alone, which most do not survive."""
    return [meeting for booking in bookings if (meeting := _meet(day, band, booking, venues))]


def against(venue: Spot, band: Player, meeting: Meeting, travel_km: int) -> Iterator[Conflict]:
    """Give what the other night has against the band at that venue."""
    night, km = meeting.night, km_between(venue, meeting.night.spot)
    if meeting.busy and night.spot.id != venue.id:
        yield Conflict(WARN, BAND_BUSY, sentences.busy(band, night), night)
    if abs(meeting.apart) == 1:
        yield from _travel(band, night, km, travel_km, before=meeting.apart < 0)
    for clause, own in meeting.clauses:
        if km is None:
            yield Conflict(INFO, CANNOT_CHECK, sentences.unchecked(band, night, "the radius clause"), night)
        elif km <= clause.km:
            yield Conflict(WARN, RADIUS, sentences.near(band, night, km, clause, own=own), night)


def _meet(day: date, band: Player, booking: Booking, venues: Collection[UUID | None]) -> Meeting | None:
    night = booking.night
    apart = (night.gig_day - day).days
    clauses = ((band.clause, apart, True), (booking.clause, -apart, False)) if night.stands else ()
    covering = tuple((clause, own) for clause, ahead, own in clauses if clause and clause.covers(ahead))
    busy = apart == 0 and night.stands and night.spot.id in venues
    return Meeting(night, apart, busy, covering) if busy or covering or abs(apart) == 1 else None


def _travel(band: Player, night: Night, km: float | None, most: int, *, before: bool) -> Iterator[Conflict]:
    if km is None:
        yield Conflict(INFO, CANNOT_CHECK, sentences.unchecked(band, night, "the way"), night)
    elif km > most:
        level, rule = (WARN, TRAVEL) if night.stands else (INFO, IDEA)
        yield Conflict(level, rule, sentences.far(band, night, km, before=before), night)
