"""Random picks, exactly uniform over what is eligible, without reading all of it.

Few are eligible: they are read, and the pick is a sample of them. Many are: positions are drawn from all there are and
those that are not eligible thrown away. Which way is taken depends on how many were found and never on which, so that
each eligible entry has the same chance. The same seed over the same entries gives the same pick.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, not_, select

from gig_chassis.catalogue import counting, filters, room, rows, rules
from gig_chassis.catalogue.declaration import Catalogue
from gig_chassis.catalogue.rules import Rule

FEW = 4_000  # so many at the most are read to be sampled
FIRST = 32  # positions tried at once, and four more for each entry wanted
NEXT = 256  # positions tried next, where there are many more
TRIED = 2_000  # positions that may still have to be tried, going by those so far, before the eligible are read instead
BATCH = 1_000  # positions tried in each further round
ROUNDS = 20  # then all that are eligible are read: they are fewer than a hundredth


@dataclass(frozen=True, slots=True)
class Pool:
    """Entries to pick from: `among` finds those at given positions, `through` goes through the whole table."""

    catalogue: Catalogue
    size: int
    among: Select[int]
    through: Callable[[], Select[int]]

    def pick(self, count: int, chance: Random) -> list[int]:
        """Give the positions of up to `count` different entries in random order."""
        tried = min(self.size, FIRST + 4 * count)
        found = self._try(chance.sample(range(self.size), tried))
        if len(found) < count and self.size > FEW:
            found = self._try_on(found, tried, count, chance)
        if len(found) >= count or tried == self.size:
            return found[:count]
        candidates = self._read(FEW + 1)
        if len(candidates) > FEW:
            return self._reject(count, chance)
        return chance.sample(candidates, min(count, len(candidates)))

    def _try_on(self, first: list[int], tried: int, count: int, chance: Random) -> list[int]:
        """Try more positions as long as their number promises an end; what is found counts from the first on."""
        found, more = dict.fromkeys(first), NEXT
        while len(found) < count and more <= TRIED:
            batch = min(more, BATCH)
            found |= dict.fromkeys(self._try(chance.sample(range(self.size), batch)))
            tried += batch
            more = max(NEXT, (count - len(found)) * tried // len(found)) if found else TRIED + 1
        return list(found)

    def _reject(self, count: int, chance: Random) -> list[int]:
        found: dict[int, None] = {}
        for _ in range(ROUNDS):
            found |= dict.fromkeys(self._try(chance.sample(range(self.size), min(self.size, BATCH))))
            if len(found) >= count:
                return list(found)[:count]
        rest = [position for position in self._read(None) if position not in found]
        return [*found, *chance.sample(rest, min(count - len(found), len(rest)))]

    def _try(self, positions: list[int]) -> list[int]:
        eligible = {position for (position,) in self.catalogue.session.execute(self.among, {"positions": positions})}
        return [each for each in positions if each in eligible]

    def _read(self, most: int | None) -> list[int]:
        return sorted(self.catalogue.session.execute(self.through().limit(most)).scalars())


def answer(catalogue: Catalogue, query: Mapping[str, Any]) -> dict[str, Any]:
    """Give the JSON of a pick; with the counts when asked for, and always when nothing is eligible."""
    found = rules.of(catalogue, query)
    picked = draw(pools(catalogue, found), query["count"], Random(query.get("seed")))
    items = {"items": rows.at_positions(catalogue, picked)}
    return items if picked and not query["counts"] else items | counting.counts(catalogue, found, is_none=not picked)


def pools(catalogue: Catalogue, found: Sequence[Rule]) -> list[Pool]:
    """Give what to pick from in turn: entries whose limited values are known, then those where one is not."""
    size = catalogue.session.execute(select(catalogue.sizes.c.entries)).scalar_one()
    known = [rule.known for rule in found if rule.known is not None]
    groups = [known, [not_(and_(*known))]] if known else [[]]
    return [_pool(catalogue, size, found, group) for group in groups]


def draw(pools: Sequence[Pool], count: int, chance: Random) -> list[int]:
    """Give positions from the first pool, and from the next only when it has too few."""
    picked: list[int] = []
    for pool in pools:
        if len(picked) < count:
            picked += pool.pick(count - len(picked), chance)
    return picked


def _pool(catalogue: Catalogue, size: int, found: Sequence[Rule], group: Sequence[ColumnElement[bool]]) -> Pool:
    position = catalogue.entries.c.position
    these = position.in_(bindparam("positions", expanding=True))
    # No index begins with archived_at: `archived` would lead SQLite to go through its index instead of the positions'.
    still_there = catalogue.entries.c.archived_at.is_(None)
    among = select(position).where(these, still_there, *(rule.passes for rule in found), *group)
    return Pool(catalogue, size, among, partial(_through, catalogue, found, group))


def _through(catalogue: Catalogue, found: Sequence[Rule], group: Sequence[ColumnElement[bool]]) -> Select[int]:
    """Give the query that goes through the whole table: made only when needed, as it takes looks at the table."""
    there = filters.is_(catalogue.entries.c.archived, yes=False)
    unseen = room.unless_all_are(catalogue)
    return select(catalogue.entries.c.position).where(there, *unseen, *(rule.through for rule in found), *group)
