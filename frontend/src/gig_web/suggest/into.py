"""What a card is dealt for, where it is to change a gig that is there: which gig, which part of it, instead of whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Self

from gig_web.suggest.fields import DAMAGED, Fields

Purpose = Literal["headliner", "support", "venue", "date"]
PURPOSES: tuple[Purpose, ...] = ("headliner", "support", "venue", "date")
ACTS = ("headliner", "support")
LAST_POSITION = 49  # of the longest line-up there may be


@dataclass(frozen=True, slots=True)
class Into:
    """`replaces` is the id of the band that goes, or the position of an act that is only a name; empty for none."""

    gig_id: str
    purpose: Purpose
    replaces: str = ""

    @classmethod
    def parse(cls, fields: Fields) -> Self | None:
        """Read gig, purpose and who goes; None where no gig is named, or it is not said what it is for."""
        gig_id, asked = fields.id("gig"), fields.choice("for", PURPOSES)
        replaces = _replaces(fields)
        purpose = next((one for one in PURPOSES if one == asked), None)
        if gig_id and not purpose and "for" not in fields.errors:
            fields.errors["for"] = DAMAGED
        return cls(gig_id, purpose, replaces if purpose in ACTS else "") if gig_id and purpose else None

    @property
    def is_for_act(self) -> bool:
        """Whether a band is looked for."""
        return self.purpose in ACTS

    def query(self) -> Iterator[tuple[str, str]]:
        """Give the parameters."""
        yield "gig", self.gig_id
        yield "for", self.purpose
        yield "replace", self.replaces


def _replaces(fields: Fields) -> str:
    text = fields.text("replace")
    if text.isascii() and text.isdigit() and len(text) <= len(str(LAST_POSITION)):
        return str(int(text))
    return fields.id("replace") or ""
