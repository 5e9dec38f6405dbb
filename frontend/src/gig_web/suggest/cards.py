"""The card's signed token: what is shown is what is saved, and saving it twice makes one gig."""

import uuid
from collections.abc import Mapping
from dataclasses import astuple, dataclass, replace
from typing import Any, Self

from itsdangerous import BadData, SignatureExpired, URLSafeTimedSerializer

from gig_web.clients.nouns import Band, Gig, Venue
from gig_web.suggest.into import Purpose
from gig_web.suggest.matchmaking import Match

MAX_AGE_SECONDS = 7 * 24 * 3600
DOORS = "19:30"  # when most clubs open; changed on the gig's page
_SALT = "suggested card 1"  # the number changes with the shape of the token, so that an old one is refused
_PARTS = 6  # of a card that makes a gig
_GIGS = uuid.UUID("6b0c3f1e-6f0a-4d6f-9a77-7d3b0a1c5e42")  # the name space of gigs made from cards
_ACT_FACTS = ("fee", "lat", "lon", "genres", "draw", "unavailable", "radius_km", "days_before", "days_after")
_VENUE_FACTS = ("id", "name", "city", "capacity", "lat", "lon", "timezone", "genres", "dark_days", "own")


class CardError(ValueError):
    """The token cannot be taken; the message is a sentence for the person."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a card does to a gig that is there: made from `rev`, of which `night` tells whether it still is that night.

    `dealt` are the parts the card brings, `accepted` the rules that the gig went over before.
    """

    rev: int
    purpose: Purpose
    replaces: str
    dealt: tuple[str, ...]
    accepted: tuple[str, ...]
    night: str


@dataclass(frozen=True, slots=True)
class Card:
    """What lies before the person: `act` and `venue` as the gig will snapshot them, times local to the room.

    With `change` it changes the gig of that id instead of making one.
    """

    gig_id: str
    seed: int
    gig_day: str
    doors: str
    act: Mapping[str, Any]
    venue: Mapping[str, Any]
    change: Change | None = None

    @classmethod
    def of(cls, match: Match, seed: int) -> Self | None:
        """Make the card of a whole match; None where a part is missing."""
        if match.band is None or match.venue is None:
            return None
        gig_id = uuid.uuid5(_GIGS, f"{seed} {match.band.id} {match.venue.id} {match.day}")
        return cls(str(gig_id), seed, str(match.day), DOORS, _act(match.band), _venue(match.venue))

    @classmethod
    def open(cls, token: str, secret_key: str) -> Self:
        """Read a token that `seal` made; raises CardError."""
        try:
            return cls(*_read(_serializer(secret_key).loads(token, max_age=MAX_AGE_SECONDS)))
        except SignatureExpired as error:
            raise CardError("This card is more than a week old. Look at it again before you use it.") from error
        except (BadData, TypeError, ValueError) as error:
            raise CardError("This card did not arrive as it was dealt, so nothing was done. Deal it again.") from error

    def seal(self, secret_key: str) -> str:
        """Make the token: what it holds can be read by anyone and changed by nobody."""
        parts: list[Any] = [self.gig_id, self.seed, self.gig_day, self.doors, dict(self.act), dict(self.venue)]
        if self.change:  # a front end of the version before refuses seven parts, rather than make another gig
            parts.append(astuple(self.change))
        return str(_serializer(secret_key).dumps(parts))

    def into(self, gig: Gig, change: Change) -> "Card":
        """Give the card that changes `gig` rather than make a new one."""
        return replace(self, gig_id=gig.id, doors=gig.doors or "", change=change)

    @property
    def rests(self) -> bool:
        """Whether a band and a room are there to rest together when it is discarded: never two that a gig has."""
        dealt = self.change.dealt if self.change else ("band", "venue")
        return bool(self.act["band_id"] and {"band", "venue"} & set(dealt))

    def gig(self) -> dict[str, object]:
        """Give the body that saves it: an idea, checked as if it were to be confirmed."""
        return {
            "status": "idea",
            "gig_day": self.gig_day,
            "doors": self.doors,
            "venue": dict(self.venue),
            "lineup": [dict(self.act)],
            "from_suggestion": True,
        }

    def pair(self) -> dict[str, object]:
        """Give the body that discards it: band and room rest together."""
        return {
            "band_id": self.act["band_id"],
            "band_name": self.act["name"],
            "venue_id": self.venue["id"],
            "venue_name": self.venue["name"],
            "gig_day": self.gig_day,
        }


def _read(parts: list[Any]) -> list[Any]:
    if len(parts) == _PARTS:
        return parts
    *card, (rev, purpose, replaces, dealt, accepted, night) = parts
    return [*card, Change(rev, purpose, replaces, tuple(dealt), tuple(accepted), night)]


def _serializer(secret_key: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret_key, salt=_SALT)


def _act(band: Band) -> dict[str, Any]:
    return {"band_id": band.id or None, "name": band.name, "billing": "headline"} | _known(band, _ACT_FACTS)


def _venue(venue: Venue) -> dict[str, Any]:
    return _known(venue, _VENUE_FACTS)


def _known(item: Band | Venue, names: tuple[str, ...]) -> dict[str, Any]:
    """Take the facts that are there; what is missing need not be sent."""
    facts = ((name, getattr(item, name)) for name in names)
    return {name: value for name, value in facts if value is not None and value != []}
