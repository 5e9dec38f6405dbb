"""The card's signed token: what is shown is what is saved, and saving it twice makes one gig."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from itsdangerous import BadData, SignatureExpired, URLSafeTimedSerializer

from gig_web.clients.nouns import Band, Venue
from gig_web.suggest.matchmaking import Match

MAX_AGE_SECONDS = 7 * 24 * 3600
DOORS = "19:30"  # when most clubs open; changed on the gig's page
_SALT = "suggested card 1"  # the number changes with the shape of the token, so that an old one is refused
_GIGS = uuid.UUID("6b0c3f1e-6f0a-4d6f-9a77-7d3b0a1c5e42")  # the name space of gigs made from cards
_ACT_FACTS = ("lat", "lon", "genres", "draw", "unavailable", "radius_km", "days_before", "days_after")
_VENUE_FACTS = ("id", "name", "city", "capacity", "lat", "lon", "timezone", "genres", "dark_days", "own")


class CardError(ValueError):
    """The token cannot be taken; the message is a sentence for the person."""


@dataclass(frozen=True, slots=True)
class Card:
    """What lies before the person: `act` and `venue` as the gig will snapshot them, times local to the room."""

    gig_id: str
    seed: int
    gig_day: str
    doors: str
    act: Mapping[str, Any]
    venue: Mapping[str, Any]

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
            return cls(*_serializer(secret_key).loads(token, max_age=MAX_AGE_SECONDS))
        except SignatureExpired as error:
            raise CardError("This card is more than a week old. Look at it again before you use it.") from error
        except (BadData, TypeError) as error:
            raise CardError("This card did not arrive as it was dealt, so nothing was done. Deal it again.") from error

    def seal(self, secret_key: str) -> str:
        """Make the token: what it holds can be read by anyone and changed by nobody."""
        parts = (self.gig_id, self.seed, self.gig_day, self.doors, dict(self.act), dict(self.venue))
        return str(_serializer(secret_key).dumps(parts))

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


def _serializer(secret_key: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret_key, salt=_SALT)


def _act(band: Band) -> dict[str, Any]:
    return {"band_id": band.id, "name": band.name, "billing": "headline"} | _known(band, _ACT_FACTS)


def _venue(venue: Venue) -> dict[str, Any]:
    return _known(venue, _VENUE_FACTS)


def _known(item: Band | Venue, names: tuple[str, ...]) -> dict[str, Any]:
    """Take the facts that are there; what is missing need not be sent."""
    facts = ((name, getattr(item, name)) for name in names)
    return {name: value for name, value in facts if value is not None and value != []}
