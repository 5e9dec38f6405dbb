"""The address of a card: the search, what is kept, the seed, and the card itself."""

import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, Self
from urllib.parse import urlencode

from gig_web.suggest import chance, days
from gig_web.suggest.constraints import Constraints
from gig_web.suggest.fields import DAMAGED, Args, Fields
from gig_web.suggest.into import Into

Part = Literal["band", "venue", "day"]
PARTS: tuple[Part, ...] = ("band", "venue", "day")
MOST_PASSED = 12


@dataclass(frozen=True, slots=True)
class Address:
    """Where a card lives; a part that is given without being kept is fixed for this card only.

    `ideas` counts the nights that an idea alone kept out when the card was dealt.
    """

    constraints: Constraints = Constraints()  # noqa: RUF009  # frozen, so that sharing one is safe
    keep: frozenset[Part] = frozenset()
    seed: int | None = None
    band: str | None = None
    venue: str | None = None
    day: date | None = None
    passed: tuple[str, ...] = ()
    into: Into | None = None
    ideas: int = 0

    @classmethod
    def parse(cls, args: Args, today: date) -> tuple[Self, dict[str, str]]:
        """Read the query; a field that cannot be read is left out and has its sentence among the errors."""
        constraints, errors = Constraints.parse(args, today)
        fields = Fields(args)
        found = cls(
            constraints=constraints,
            seed=fields.number("seed", 0, chance.SEEDS - 1),
            band=fields.id("band"),
            venue=fields.id("venue"),
            day=fields.day("day"),
            passed=_passed(fields),
            into=Into.parse(fields),
            ideas=fields.number("ideas", 0, days.MOST) or 0,
        )
        kept = fields.choices("keep", PARTS)
        keep = frozenset(part for part in PARTS if part in kept and found._value(part))
        return replace(found, keep=keep), errors | fields.errors

    def has(self, parts: Collection[Part]) -> bool:
        """Say whether it names these parts of a card."""
        return self.seed is not None and all(self._value(part) for part in parts)

    @property
    def given_ids(self) -> tuple[str, ...]:
        """Band and venue of the card."""
        return tuple(one for one in (self.band, self.venue) if one)

    @property
    def passed_days(self) -> frozenset[date]:
        """Days that were just passed over."""
        return frozenset(date.fromisoformat(word) for word in self.passed if _is_day(word))

    @property
    def passed_ids(self) -> tuple[str, ...]:
        """Bands and venues that were just passed over."""
        return tuple(word for word in self.passed if not _is_day(word))

    def query(self) -> list[tuple[str, str]]:
        """Give the canonical parameters."""
        return [*self.constraints.query(), *((name, value) for name, value in self._parameters() if value)]

    def query_string(self) -> str:
        """Give the canonical query string."""
        return urlencode(self.query(), safe=",:")

    def saved_search(self) -> list[tuple[str, str]]:
        """Give what is remembered for next time: the search and the parts that are kept, nothing the planner sets."""
        return replace(self.following(), seed=None, into=None).unset().query()

    def begun_again(self) -> Self:
        """Begin the same search anew, with what is kept, as the planner's settings are now."""
        address = replace(self.following(), seed=None)
        return replace(address, constraints=replace(address.constraints, starter_out=""))

    def without_starter(self) -> Self:
        """Deal the next card of the same search without the starter list."""
        address = self.following()
        return replace(address, constraints=replace(address.constraints, starter_out="1"))

    def unset(self) -> Self:
        """Leave what the planner's settings decided to them again."""
        if self.constraints.starter_out != "all":
            return self
        return replace(self, constraints=replace(self.constraints, starter_out=""))

    def including_ideas(self) -> Self:
        """Deal the next card of the same search also on nights that have an idea."""
        address = self.following()
        return replace(address, constraints=replace(address.constraints, with_ideas=True))

    def another(self, part: Part) -> Self:
        """Deal another `part`, the other two as they are, none of those just passed over."""
        current = self._value(part)
        passed = (*(word for word in self.passed if word != current), *([current] if current else []))
        seed = self._next_seed(part, *passed)
        return replace(self._without(part), passed=passed[-MOST_PASSED:], seed=seed, ideas=0)

    def toggled(self, part: Part) -> Self:
        """Keep `part`, or let go of it; the card stays."""
        return replace(self, keep=self.keep ^ {part})

    def reset(self) -> Self:
        """Let go of all that is kept; the card stays."""
        return replace(self, keep=frozenset())

    def following(self, *passed: str) -> Self:
        """Deal the next card: what is kept stays, and none of `passed` comes back at once."""
        address = self
        for part in PARTS:
            if part not in self.keep:
                address = address._without(part)
        passed = tuple(word for word in passed if word)
        seed = self._next_seed("next", self.band, self.venue, self.day)
        return replace(address, passed=passed, seed=seed, ideas=0)

    def _next_seed(self, *words: object) -> int:
        return chance.next_seed(self.seed or 0, *words)

    def _without(self, part: Part) -> Self:
        keep = self.keep - {part}
        if part == "band":
            return replace(self, keep=keep, band=None)
        return replace(self, keep=keep, venue=None) if part == "venue" else replace(self, keep=keep, day=None)

    def _value(self, part: Part) -> str | None:
        value = {"band": self.band, "venue": self.venue, "day": self.day}[part]
        return None if value is None else str(value)

    def _parameters(self) -> Iterator[tuple[str, str]]:
        yield "keep", ",".join(part for part in PARTS if part in self.keep)
        yield "seed", "" if self.seed is None else str(self.seed)
        for part in PARTS:
            yield part, self._value(part) or ""
        yield "passed", ",".join(self.passed)
        yield "ideas", str(self.ideas or "")
        if self.into:
            yield from self.into.query()


def _passed(fields: Fields) -> tuple[str, ...]:
    """Read ids and days in one list; the oldest go when it grows too long."""
    words = [_id_or_day(word) for word in fields.words("passed")]
    if "" in words:
        fields.errors["passed"] = DAMAGED
        return ()
    return tuple(words[-MOST_PASSED:])


def _id_or_day(word: str) -> str:
    try:
        return str(date.fromisoformat(word)) if _is_day(word) else str(uuid.UUID(word))
    except ValueError:
        return ""


def _is_day(word: str) -> bool:
    return len(word) == len("2027-03-12")
