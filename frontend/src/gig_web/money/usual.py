"""Usual prices and costs: those of the settings, and those of a room of mine, which go before them."""

from collections.abc import Mapping
from dataclasses import dataclass

FIELDS = ("ticket_price", "costs", "tax_pct", "gross_pct")
WORDS = {"ticket_price": "ticket price", "costs": "costs", "tax_pct": "tax", "gross_pct": "share of the gross"}
SETTINGS, ROOM = "settings", "room"


@dataclass(frozen=True, slots=True)
class Usual:
    """Usual amounts as decimal texts by field, where they are known; `sources` says which are the room's own."""

    currency: str
    amounts: Mapping[str, str]
    sources: Mapping[str, str]

    @property
    def has_room_of_its_own(self) -> bool:
        """Whether any of it is the room's own."""
        return ROOM in self.sources.values()


def of(currency: str, settings: Mapping[str, str | None], room: Mapping[str, str | None] | None = None) -> Usual:
    """Put the room's own amounts before those of the settings."""
    amounts, sources = {}, {}
    for source, given in ((SETTINGS, settings), (ROOM, room or {})):
        for name in FIELDS:
            if (amount := given.get(name)) is not None:
                amounts[name], sources[name] = amount, source
    return Usual(currency, amounts, sources)


NOTHING = of("", {})
