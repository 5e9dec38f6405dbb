"""How many entries a pick may choose from, and which rule keeps how many out: the honest "nothing fits"."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Label, func, literal, not_, select

from gig_chassis.catalogue import filters, room
from gig_chassis.catalogue.declaration import Catalogue
from gig_chassis.catalogue.rules import Rule

EXACT = 10_000  # counted one by one up to here
LOOKED_AT = 100_000  # entries, so that a million take no longer; positions say nothing of what an entry is
Count = int | dict[str, int]


def counts(catalogue: Catalogue, found: Sequence[Rule], *, is_none: bool) -> dict[str, Any]:
    """Give `eligible`, `eliminated` (each entry blamed on its first rule) and `alone` (on its only one).

    `is_none` says that nothing is eligible, which is known for all of a catalogue that is only looked at in part.
    """
    there = room.unless_all_are(catalogue)
    asked = {("eligible", ""): [rule.through for rule in found]}
    for index, rule in enumerate(found):
        blamed, before, after = not_(rule.passes), found[:index], found[index + 1 :]
        asked["eliminated", rule.name] = [*(other.through for other in before), blamed]
        asked["alone", rule.name] = [*(other.through for other in (*before, *after)), blamed]
    size = catalogue.session.execute(select(catalogue.sizes.c.entries)).scalar_one()
    numbers = _ask(catalogue, [[*there, *conditions] for conditions in asked.values()], is_part=size > LOOKED_AT)
    answer: dict[str, Any] = {"eligible": 0 if is_none else numbers[0], "eliminated": {}, "alone": {}}
    for (kind, name), number in list(zip(asked, numbers, strict=True))[1:]:
        answer[kind][name] = number
    return answer


def _ask(catalogue: Catalogue, asked: Sequence[Sequence[ColumnElement[bool]]], *, is_part: bool) -> list[Count]:
    """Count all in one statement, each no further than needed to say "at least"; of a part, if the whole is large."""
    part = [catalogue.entries.c.position < LOOKED_AT] if is_part else []
    row = catalogue.session.execute(select(*(_bounded(catalogue, [*part, *each]) for each in asked))).one()
    return [{"at_least": min(number, EXACT)} if is_part or number > EXACT else number for number in row]


def _bounded(catalogue: Catalogue, conditions: Sequence[ColumnElement[bool]]) -> Label[int]:
    there = filters.is_(catalogue.entries.c.archived, yes=False)
    some = select(literal(1)).select_from(catalogue.entries).where(there, *conditions).limit(EXACT + 1).subquery()
    return select(func.count()).select_from(some).scalar_subquery().label(None)
