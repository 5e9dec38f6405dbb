"""What the rules look at: a candidate's room and acts, and the nights already in the planner around it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from gig_chassis.folding import fold
from gig_chassis.great_circle import distance_km

USUAL_TRAVEL_KM = 400
Genres = frozenset[str]  # folded


@dataclass(frozen=True, slots=True)
class Spot:
    """A venue: coordinates in degrees, folded city and capacity where they are known."""

    id: UUID | None
    name: str | None
    lat: float | None = None
    lon: float | None = None
    dark_days: tuple[str, ...] = ()
    city: str | None = None
    capacity: int | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """No other show within `km` from `before` days ahead of the gig to `after` days past it."""

    km: int
    before: int
    after: int

    def covers(self, ahead: int) -> bool:
        """Say whether a day so many days ahead of the gig is covered; negative before it."""
        return -self.before <= ahead <= self.after


@dataclass(frozen=True, slots=True)
class Player:
    """An act of the candidate's line-up; `id` is None for a band no catalogue knows."""

    id: UUID | None
    name: str
    unavailable: tuple[str, ...] = ()
    clause: Clause | None = None
    genres: Genres = frozenset()
    draw: int | None = None


@dataclass(frozen=True, slots=True)
class Night:
    """A gig in the planner; `stands` is False for an idea."""

    id: UUID
    title: str
    gig_day: date
    status: str
    slot: str
    spot: Spot
    stands: bool


@dataclass(frozen=True, slots=True)
class Booking:
    """One band's part in a night, with the clause it was booked under."""

    night: Night
    clause: Clause | None


@dataclass(frozen=True, slots=True)
class Show:
    """A night that stands, with the genres of one of its acts."""

    night: Night
    genres: Genres


@dataclass(frozen=True, slots=True)
class Reading:
    """A diary that was read lately: its busy days of those asked about; all is known up to `until`, where that is."""

    read_at: datetime
    until: date | None = None
    busy: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The nights around the candidates, by what they are looked up with, what people discarded, what diaries say.

    `shows` are those of a venue near by in time; farther than `travel_km` is a long way from one day to the next.
    """

    nights: Mapping[tuple[UUID, date], list[Night]] = field(default_factory=dict)
    bookings: Mapping[UUID, list[Booking]] = field(default_factory=dict)
    resting_pairs: frozenset[tuple[UUID, UUID]] = frozenset()
    left_out: frozenset[UUID] = frozenset()
    diaries: Mapping[UUID, Reading] = field(default_factory=dict)
    shows: Mapping[UUID, list[Show]] = field(default_factory=dict)
    travel_km: int = USUAL_TRAVEL_KM

    def at(self, venue: Spot, day: date, slot: str) -> list[Night]:
        """Give the nights of that venue and slot."""
        return [] if venue.id is None else [n for n in self.nights.get((venue.id, day), ()) if n.slot == slot]

    def of(self, band: Player) -> list[Booking]:
        """Give the band's nights around the candidates."""
        return [] if band.id is None else self.bookings.get(band.id, [])

    def diary_against(self, owner: Player | Spot, day: date) -> Reading | None:
        """Give the diary of that band or venue if it says busy on that day."""
        reading = self.diaries.get(owner.id) if owner.id else None
        return reading if reading and day in reading.busy else None


def clause(km: int | None, before: int | None, after: int | None) -> Clause | None:
    """Make a radius clause, None without a radius; days that are not given are none."""
    return None if km is None else Clause(km, before or 0, after or 0)


def spot(facts: Mapping[str, Any]) -> Spot:
    """Make a spot of a venue's facts."""
    place = facts["lat"], facts["lon"]
    return Spot(
        facts["id"], facts["name"], *place, tuple(facts["dark_days"]), city(facts.get("city")), facts.get("capacity")
    )


def player(band_id: UUID | None, facts: Mapping[str, Any]) -> Player:
    """Make a player of a band's facts."""
    own = clause(facts["radius_km"], facts["days_before"], facts["days_after"])
    return Player(band_id, facts["name"], tuple(facts["unavailable"]), own, genres(facts["genres"]), facts["draw"])


def genres(written: Iterable[str]) -> Genres:
    """Fold genres to what they are compared by."""
    return frozenset(map(fold, written))


def city(written: str | None) -> str | None:
    """Fold a city to what it is compared by."""
    return fold(written) if written else None


def km_between(one: Spot, other: Spot) -> float | None:
    """Great-circle distance, None where a coordinate is not known; a venue is 0 km from itself."""
    if one.id is not None and one.id == other.id:
        return 0.0
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    return distance_km(one.lat, one.lon, other.lat, other.lon)


def holds_day(ranges: tuple[str, ...], day: date) -> bool:
    """Say whether one of the ranges YYYY-MM-DD/YYYY-MM-DD holds that day."""
    text = day.isoformat()
    return any(first <= text <= last for first, _, last in (item.partition("/") for item in ranges))
