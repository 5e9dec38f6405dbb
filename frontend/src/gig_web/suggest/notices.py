"""What was just done, told above the next card: signed and in the address, so that it survives a reload."""

from dataclasses import astuple, dataclass, replace
from datetime import date
from typing import Literal, Self

from itsdangerous import BadData, URLSafeSerializer

from gig_web.suggest.address import Address
from gig_web.suggest.cards import Card, CardError

Kind = Literal[
    "saved", "unsaved", "discarded", "undiscarded", "left_out", "let_in", "refused", "starter_out", "starter_in"
]
_SALT = "notice 1"  # the number changes with the shape, so that an old one is left out


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that was done to a card; `key` is the gig's revision or the discard's id, `text` what else to say."""

    kind: Kind
    band_id: str
    band: str
    venue_id: str
    venue: str
    day: str
    seed: int
    gig_id: str
    key: str = ""
    text: str = ""

    @classmethod
    def of(cls, card: Card, kind: Kind, key: str = "", text: str = "") -> Self:
        """Tell what was done to `card`."""
        act, venue = card.act, card.venue
        who = (act["band_id"], act["name"], venue["id"], venue["name"])
        return cls(kind, *who, card.gig_day, card.seed, card.gig_id, key, text)

    @classmethod
    def of_planner(cls, kind: Kind) -> Self:
        """Tell what was done to the whole planner, and to no card."""
        return cls(kind, "", "", "", "", "", 0, "")

    @classmethod
    def open(cls, token: str, secret_key: str) -> Self | None:
        """Read a token that `seal` made; None for any other."""
        try:
            return cls(*URLSafeSerializer(secret_key, salt=_SALT).loads(token)) if token else None
        except (BadData, TypeError):
            return None

    def seal(self, secret_key: str) -> str:
        """Make the token for the address."""
        return str(URLSafeSerializer(secret_key, salt=_SALT).dumps(astuple(self)))

    def then(self, kind: Kind, key: str = "", text: str = "") -> Self:
        """Tell what was done next to the same card."""
        return replace(self, kind=kind, key=key, text=text)

    def side(self, part: str) -> dict[str, str]:
        """Give the body that leaves one side of the card out; raises CardError for another part."""
        if part == "band":
            return {"band_id": self.band_id, "band_name": self.band}
        if part == "venue":
            return {"venue_id": self.venue_id, "venue_name": self.venue}
        raise CardError("Choose the band or the venue.")

    def card_address(self, search: Address) -> Address:
        """Give the address of the card it is about, within the present search."""
        card = replace(search, band=self.band_id, venue=self.venue_id, day=date.fromisoformat(self.day))
        still = {"band": search.band == card.band, "venue": search.venue == card.venue, "day": search.day == card.day}
        keep = frozenset(part for part in search.keep if still[part])
        return replace(card, seed=self.seed, keep=keep, passed=())
