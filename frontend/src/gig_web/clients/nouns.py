"""Band, venue, gig as they arrive: frozen, checked against the agreed shape when read."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Band:
    """One row of the band picker."""

    id: str
    external_id: str | None
    name: str
    genres: list[str]
    city: str | None
    country: str | None
    lat: float | None
    lon: float | None
    draw: int | None
    fee: str | None
    own: bool
    starter: bool
    contact: str | None
    email: str | None
    phone: str | None
    unavailable: list[str]
    radius_km: int | None
    days_before: int | None
    days_after: int | None
    notes: str | None
    archived: bool
    rev: int


@dataclass(frozen=True, slots=True)
class Venue:
    """One row of the venue picker."""

    id: str
    external_id: str | None
    name: str
    city: str | None
    country: str | None
    address: str | None
    postcode: str | None
    lat: float | None
    lon: float | None
    timezone: str | None
    capacity: int | None
    genres: list[str]
    hire_cost: str | None
    own: bool
    starter: bool
    curfew: str | None
    dark_days: list[str]
    contact: str | None
    email: str | None
    phone: str | None
    notes: str | None
    archived: bool
    rev: int


@dataclass(frozen=True, slots=True)
class GigVenue:
    """The room as it was when the gig was made, with what its rules need."""

    id: str
    name: str
    city: str | None = None
    capacity: int | None = None
    lat: float | None = None
    lon: float | None = None
    timezone: str | None = None
    genres: list[str] | None = None
    dark_days: list[str] | None = None
    own: bool | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """One act of a line-up as it was when the gig was made."""

    band_id: str | None
    name: str
    billing: str
    set_time: str | None = None
    fee: str | None = None
    lat: float | None = None
    lon: float | None = None
    genres: list[str] | None = None
    draw: int | None = None
    unavailable: list[str] | None = None
    radius_km: int | None = None
    days_before: int | None = None
    days_after: int | None = None


@dataclass(frozen=True, slots=True)
class Gig:
    """One gig of the backend."""

    id: str
    title: str | None
    held_for: str | None
    status: str
    hold_level: int | None
    hold_lapsed: bool
    hold_expires: str | None
    challenged_until: str | None
    offer_expires: str | None
    booking: str | None
    asked_on: str | None
    gig_day: str | None
    previous_gig_day: str | None
    load_in: str | None
    soundcheck: str | None
    doors: str | None
    start: str | None
    end: str | None
    slot: str
    venue: GigVenue | None
    lineup: list[Act]
    deal: dict[str, Any] | None
    attendance: int | None
    notes: str | None
    staff_notes: str | None
    description: str | None
    published: bool
    played: bool
    rev: int
    created_at: str
    created_by: str | None
    updated_at: str
    updated_by: str | None
    trashed_at: str | None

    @property
    def headline(self) -> str:
        """What the gig is called in one line: its acts, else its title, else its room."""
        if self.lineup:
            return " + ".join(act.name for act in self.lineup)
        return self.title or (self.venue.name if self.venue else "Untitled gig")
