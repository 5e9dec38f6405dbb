"""What a row means, once the names in it are known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gig_store import change
from gig_store.importing.lineups import Act
from gig_store.importing.told import Told

JsonObject = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Meant:
    """What a row says once its names are known: the room, the acts to be added, and those instead of a billing's."""

    told: Told
    venue: JsonObject | None = None
    acts: tuple[Act, ...] = ()
    billed: Mapping[str, Sequence[Act]] = field(default_factory=dict)

    def gig(self, now: JsonObject | None) -> JsonObject:
        """Give what finds the gig it means: its day, its room, what it is called."""
        before, said = now or change.BLANK, self.told.said
        found = {name: said.get(name, before[name]) for name in ("title", "gig_day")}
        return {**found, "venue": self.venue or before["venue"], "lineup": list(self.acts) or before["lineup"]}
