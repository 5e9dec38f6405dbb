"""What stands against a combination, looked up quickly: the backend's answer by day, band and venue."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from gig_web.clients.gigs import Against, Conflict

IDEA, DISCARDED, HELD = "idea", "discarded", "venue_held"
_HARD = ("block", "warn")


@dataclass(frozen=True, slots=True)
class Standing:
    """The conflicts that the backend named; `is_checked` is False when it did not answer."""

    by_parts: dict[tuple[str, str | None, str | None], list[Conflict]]
    is_checked: bool = True

    @classmethod
    def of(cls, items: Iterable[Against]) -> "Standing":
        """Index the backend's answer."""
        by_parts: dict[tuple[str, str | None, str | None], list[Conflict]] = {}
        for item in items:
            by_parts.setdefault((item.gig_day, item.band_id, item.venue_id), []).extend(item.conflicts)
        return cls(by_parts)

    @classmethod
    def unchecked(cls) -> "Standing":
        """Stand in for an answer that did not come: nothing is known to stand against anything."""
        return cls({}, is_checked=False)

    def against(self, day: date, band_id: str | None, venue_id: str | None) -> list[Conflict]:
        """List what stands against the combination, including what stands against one side of it."""
        if not self.by_parts:
            return []
        iso = day.isoformat()
        sides = dict.fromkeys([(band_id, venue_id), (band_id, None), (None, venue_id), (None, None)])
        return [conflict for side in sides for conflict in self.by_parts.get((iso, *side), ())]


def excluding(conflicts: Sequence[Conflict], *, with_ideas: bool) -> list[str]:
    """Name the rules that keep a combination from being dealt, the hardest first."""
    if not conflicts:
        return []
    hard = [conflict.rule for level in _HARD for conflict in conflicts if conflict.level == level]
    soft = {DISCARDED, HELD} if with_ideas else {DISCARDED, HELD, IDEA}
    return list(dict.fromkeys([*hard, *(conflict.rule for conflict in conflicts if conflict.rule in soft)]))
