"""What stands against a combination, looked up quickly: the backend's answer by day, band and venue."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from gig_web.clients.gigs import Against, Conflict, Reading
from gig_web.suggest.figures import Ledger
from gig_web.suggest.targets import Target

IDEA, DISCARDED, HELD, DIARY = "idea", "discarded", "venue_held", "diary"
GOOD_TO_KNOW = frozenset({"draw_above", "same_genre", "same_city"})
FREE, BUSY = "free", "busy"
_HARD = ("block", "warn")
_Sides = tuple[str | None, str | None]  # band and venue


@dataclass(frozen=True, slots=True)
class Standing:
    """The conflicts that the backend named, diaries read lately and its figures; `is_checked` where it did answer."""

    by_parts: dict[tuple[str, str | None, str | None], list[Conflict]]
    is_checked: bool = True
    diaries: Mapping[str, Reading] = field(default_factory=dict)
    target: Target | None = None
    ledger: Ledger = field(default_factory=Ledger)

    @classmethod
    def of(
        cls, items: Iterable[Against], diaries: Mapping[str, Reading] | None = None, target: Target | None = None
    ) -> "Standing":
        """Index the backend's answer."""
        by_parts: dict[tuple[str, str | None, str | None], list[Conflict]] = {}
        for item in items:
            by_parts.setdefault((item.gig_day, item.band_id, item.venue_id), []).extend(item.conflicts)
        return cls(by_parts, diaries=diaries or {}, target=target)

    @classmethod
    def unchecked(cls) -> "Standing":
        """Stand in for an answer that did not come: nothing is known to stand against anything."""
        return cls({}, is_checked=False)

    def against(self, day: date, band_id: str | None, venue_id: str | None) -> list[Conflict]:
        """List what stands against the combination, including what stands against one side of it."""
        return [conflict for _, conflict in self._all(day.isoformat(), band_id, venue_id)]

    def counting(self, day: date, band_id: str | None, venue_id: str | None) -> list[Conflict]:
        """List what keeps it from being dealt: all of it, but what a gig that is dealt into has against it anyway."""
        target, iso = self.target, day.isoformat()
        found = self._all(iso, band_id, venue_id)
        if target is None:
            return [conflict for _, conflict in found]
        return [conflict for sides, conflict in found if not target.bears(conflict, iso, sides)]

    def _all(self, iso: str, band_id: str | None, venue_id: str | None) -> Iterator[tuple[_Sides, Conflict]]:
        if not self.by_parts:
            return
        company = [band.id for band in self.target.company] if self.target else []
        pairs = [(one, side) for one in (band_id, *company) for side in (venue_id, None)]
        for sides in dict.fromkeys([*pairs, (None, venue_id), (None, None)]):
            for conflict in self.by_parts.get((iso, *sides), ()):
                yield sides, conflict

    def diaries_on(self, day: date, band_id: str | None, venue_id: str | None) -> dict[str, str]:
        """Say what their diaries say of a day, by side: "free" or "busy", nothing where that is not known."""
        sides = {"band": (band_id, (band_id, None)), "venue": (venue_id, (None, venue_id))}
        said = {side: self._diary_on(day.isoformat(), owner, parts) for side, (owner, parts) in sides.items() if owner}
        return {side: word for side, word in said.items() if word}

    def _diary_on(self, iso: str, owner: str | None, parts: tuple[str | None, str | None]) -> str:
        reading = self.diaries.get(owner or "")
        if any(conflict.rule == DIARY for conflict in self.by_parts.get((iso, *parts), ())):
            return BUSY
        return FREE if reading and reading.until and iso <= reading.until else ""


def excluding(conflicts: Sequence[Conflict], *, with_ideas: bool) -> list[str]:
    """Name the rules that keep a combination from being dealt, the hardest first."""
    if not conflicts:
        return []
    hard = [conflict.rule for level in _HARD for conflict in conflicts if conflict.level == level]
    soft = {DISCARDED, HELD} if with_ideas else {DISCARDED, HELD, IDEA}
    return list(dict.fromkeys([*hard, *(conflict.rule for conflict in conflicts if conflict.rule in soft)]))
