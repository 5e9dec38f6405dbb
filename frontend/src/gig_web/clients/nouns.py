"""Band, venue, gig as they arrive: frozen, checked against the agreed shape when read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gig_web.clients.kinds import Clock, Day, DayRange, Degrees, Id, Instant, Money, Whole


@dataclass(frozen=True, slots=True)
class Band:
    """One row of the band picker."""

    id: Id
    external_id: str | None
    name: str
    genres: list[str]
    city: str | None
    country: str | None
    lat: Degrees | None
    lon: Degrees | None
    draw: Whole | None
    fee: Money | None
    own: bool
    starter: bool
    contact: str | None
    email: str | None
    phone: str | None
    unavailable: list[DayRange]
    radius_km: Whole | None
    days_before: Whole | None
    days_after: Whole | None
    notes: str | None
    archived: bool
    rev: Whole
    merged_into: Id | None = None


@dataclass(frozen=True, slots=True)
class Venue:
    """One row of the venue picker."""

    id: Id
    external_id: str | None
    name: str
    city: str | None
    country: str | None
    address: str | None
    postcode: str | None
    lat: Degrees | None
    lon: Degrees | None
    timezone: str | None
    capacity: Whole | None
    genres: list[str]
    hire_cost: Money | None
    own: bool
    starter: bool
    curfew: Clock | None
    dark_days: list[DayRange]
    contact: str | None
    email: str | None
    phone: str | None
    notes: str | None
    archived: bool
    rev: Whole
    merged_into: Id | None = None


@dataclass(frozen=True, slots=True)
class GigVenue:
    """The room as it was when the gig was made, with what its rules need."""

    id: Id
    name: str
    city: str | None = None
    capacity: Whole | None = None
    lat: Degrees | None = None
    lon: Degrees | None = None
    timezone: str | None = None
    genres: list[str] | None = None
    dark_days: list[DayRange] | None = None
    own: bool | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """One act of a line-up as it was when the gig was made."""

    band_id: Id | None
    name: str
    billing: str
    set_time: Clock | None = None
    fee: Money | None = None
    lat: Degrees | None = None
    lon: Degrees | None = None
    genres: list[str] | None = None
    draw: Whole | None = None
    unavailable: list[DayRange] | None = None
    radius_km: Whole | None = None
    days_before: Whole | None = None
    days_after: Whole | None = None


def headline(title: str | None, venue: GigVenue | None, lineup: Sequence[Act]) -> str:
    """Call a gig in one line: by its acts, else its title, else its room."""
    if lineup:
        return " + ".join(act.name for act in lineup)
    return title or (venue.name if venue else "Untitled gig")


@dataclass(frozen=True, slots=True)
class Gig:
    """One gig of the backend."""

    id: Id
    title: str | None
    held_for: str | None
    status: str
    hold_level: Whole | None
    hold_lapsed: bool
    hold_expires: Day | None
    challenged_until: Instant | None
    offer_expires: Day | None
    booking: Id | None
    asked_on: Day | None
    gig_day: Day | None
    previous_gig_day: Day | None
    load_in: Clock | None
    soundcheck: Clock | None
    doors: Clock | None
    start: Clock | None
    end: Clock | None
    slot: str
    venue: GigVenue | None
    lineup: list[Act]
    deal: dict[str, Any] | None
    attendance: Whole | None
    notes: str | None
    staff_notes: str | None
    description: str | None
    published: bool
    played: bool
    rev: Whole
    created_at: Instant
    created_by: Id | None
    updated_at: Instant
    updated_by: Id | None
    trashed_at: Instant | None
    challenged_by: Id | None = None  # this and those below: not known to a backend of the version before
    date_no: Whole | None = None
    dates: Whole | None = None
    offer_ended: bool = False

    @property
    def headline(self) -> str:
        """What the gig is called in one line: its acts, else its title, else its room."""
        return headline(self.title, self.venue, self.lineup)
