"""The gig a card is dealt into: what it has is given, what is looked for, and what it lacks beside that, is dealt."""

from dataclasses import dataclass, replace
from datetime import date

from gig_web import clients
from gig_web.clients.gigs import Conflict
from gig_web.clients.nouns import Act, Band, Gig, GigVenue, Venue
from gig_web.suggest.address import PARTS, Address, Part
from gig_web.suggest.into import Into

_NOBODY = ""  # the id of an act that is only a name, or of a night that has only a title


class NotIntoError(ValueError):
    """The gig cannot be changed by a card; the message is a sentence for the person."""


@dataclass(frozen=True, slots=True)
class Target:
    """A gig and what a card is to change of it."""

    gig: Gig
    into: Into

    @classmethod
    def of(cls, gig: Gig, into: Into, today: date) -> "Target":
        """Take the gig as it is now; raises NotIntoError where nothing may be dealt into it."""
        target = cls(gig, into)
        if gig.trashed_at:
            raise NotIntoError("This gig is in the trash. Take it back first, then look for what it lacks.")
        if gig.status == "cancelled":
            raise NotIntoError("This gig is cancelled. Revive it first, then look for what it lacks.")
        if gig.gig_day and date.fromisoformat(gig.gig_day) < today:
            raise NotIntoError("This gig is over, so nothing is looked for any more.")
        if into.replaces and target.replaced is None:
            raise NotIntoError("The act that was to be replaced is not in the line-up any more.")
        return target

    @property
    def replaced(self) -> Act | None:
        """The act that goes."""
        acts = dict(_keyed(self.gig.lineup))
        return acts.get(self.into.replaces)

    @property
    def others(self) -> list[Act]:
        """The acts that play whatever is dealt."""
        return [act for act in self.gig.lineup if act is not self.replaced]

    @property
    def given_band(self) -> Band | None:
        """Whom the card shows beside a new room or date; None where the band itself is dealt."""
        if self.into.is_for_act or not (self.gig.lineup or self.gig.title):
            return None
        return _band(self.gig.lineup[0]) if self.gig.lineup else _blank_band(_NOBODY, self.gig.title or "")

    @property
    def given_venue(self) -> Venue | None:
        """The room the gig has, unless another is looked for."""
        return _venue(self.gig.venue) if self.gig.venue and self.into.purpose != "venue" else None

    @property
    def given_day(self) -> date | None:
        """The date the gig has, unless another is looked for."""
        has_day = self.gig.gig_day and self.into.purpose != "date"
        return date.fromisoformat(self.gig.gig_day) if self.gig.gig_day and has_day else None

    @property
    def dealt(self) -> tuple[Part, ...]:
        """The parts a card has to bring."""
        given = {"band": self.given_band, "venue": self.given_venue, "day": self.given_day}
        return tuple(part for part in PARTS if given[part] is None)

    @property
    def brings_too(self) -> tuple[str, ...]:
        """What a card brings beside what is looked for, as the gig has none yet."""
        wanted: dict[str, Part] = {"venue": "venue", "date": "day"}
        words = {"band": "band", "venue": "room", "day": "date"}
        asked = wanted.get(self.into.purpose, "band")
        return tuple(words[part] for part in self.dealt if part != asked)

    @property
    def company(self) -> tuple[Band, ...]:
        """Those who play too and must be able to: all acts of the catalogue but the one on the card."""
        shown = self.given_band
        bands = [_band(act) for act in self.others if act.band_id]
        return tuple(band for band in bands if shown is None or band.id != shown.id)

    @property
    def taken_ids(self) -> tuple[str, ...]:
        """Bands and the room that the gig has already, which are not what is looked for."""
        venue = [self.gig.venue.id] if self.gig.venue and self.into.purpose == "venue" else []
        return (*(act.band_id for act in self.gig.lineup if act.band_id), *venue)

    @property
    def kept_ids(self) -> frozenset[str]:
        """The ids of all that stays as it is."""
        kept = [*self.company, self.given_band, self.given_venue]
        return frozenset(part.id for part in kept if part)

    def bears(self, conflict: Conflict, day: str, sides: tuple[str | None, ...]) -> bool:
        """Say whether the gig as it is has this against it, so that no card can be blamed; a block always counts."""
        if conflict.level == "block" or not all(side is None or side in self.kept_ids for side in sides):
            return False
        return conflict.rule == "discarded" or day == str(self.given_day)

    def trimmed(self, address: Address) -> Address:
        """Leave only the parts in an address that a card brings."""
        band, venue, day = (getattr(address, part) if part in self.dealt else None for part in PARTS)
        keep = address.keep & frozenset(self.dealt)
        return replace(address, band=band, venue=venue, day=day, keep=keep)


def find(into: Into, today: date) -> Target:
    """Read the gig that is dealt into; raises NotIntoError, UpstreamError, or Refused 404 where there is none."""
    return Target.of(clients.current().gigs.get(into.gig_id), into, today)


def _keyed(lineup: list[Act]) -> list[tuple[str, Act]]:
    """Give each act with what it is named by in an address."""
    return [(act.band_id or str(position), act) for position, act in enumerate(lineup)]


def key_of(gig: Gig, position: int) -> str:
    """Name an act of the line-up as an address does."""
    return _keyed(gig.lineup)[position][0]


def _blank_band(band_id: str, name: str) -> Band:
    nothing = dict.fromkeys(
        ("external_id", "city", "country", "lat", "lon", "draw", "fee", "contact", "email", "phone")
    )
    nothing |= dict.fromkeys(("radius_km", "days_before", "days_after", "notes"))
    flags = {"own": False, "starter": False, "archived": False}
    return Band(id=band_id, name=name, genres=[], unavailable=[], rev=0, **nothing, **flags)  # type: ignore[arg-type]  # all may be None


def _band(act: Act) -> Band:
    """Write an act as the catalogue would, with the facts as they were."""
    return replace(
        _blank_band(act.band_id or _NOBODY, act.name),
        genres=act.genres or [],
        lat=act.lat,
        lon=act.lon,
        draw=act.draw,
        unavailable=act.unavailable or [],
        radius_km=act.radius_km,
        days_before=act.days_before,
        days_after=act.days_after,
    )


def _venue(room: GigVenue) -> Venue:
    """Write the room as the catalogue would, with the facts as they were."""
    nothing = dict.fromkeys(("external_id", "country", "address", "postcode", "hire_cost", "curfew", "contact"))
    nothing |= dict.fromkeys(("email", "phone", "notes"))
    return Venue(
        id=room.id,
        name=room.name,
        city=room.city,
        lat=room.lat,
        lon=room.lon,
        timezone=room.timezone,
        capacity=room.capacity,
        genres=room.genres or [],
        dark_days=room.dark_days or [],
        own=bool(room.own),
        starter=False,
        archived=False,
        rev=0,
        **nothing,
    )
