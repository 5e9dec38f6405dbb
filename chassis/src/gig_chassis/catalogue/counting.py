"""How many entries a pick may choose from, and which rule keeps how many out: the honest "nothing fits"."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Label, func, literal, not_, select

from gig_chassis.catalogue import filters, room
from gig_chassis.catalogue.declaration import Catalogue
from gig_chassis.catalogue.rules import Rule

EXACT = 10_000  # counted one by one up to here
Count = int | dict[str, int]


def counts(catalogue: Catalogue, found: Sequence[Rule]) -> dict[str, Any]:
    """Give `eligible`, `eliminated` (each entry blamed on its first rule) and `alone` (on its only one)."""
    there = room.unless_all_are(catalogue)
    asked = {("eligible", ""): [rule.through for rule in found]}
    for index, rule in enumerate(found):
        blamed, before, after = not_(rule.passes), found[:index], found[index + 1 :]
        asked["eliminated", rule.name] = [*(other.through for other in before), blamed]
        asked["alone", rule.name] = [*(other.through for other in (*before, *after)), blamed]
    numbers = _ask(catalogue, [[*there, *conditions] for conditions in asked.values()])
    answer: dict[str, Any] = {"eligible": numbers[0], "eliminated": {}, "alone": {}}
    for (kind, name), number in list(zip(asked, numbers, strict=True))[1:]:
        answer[kind][name] = number
    return answer


def _ask(catalogue: Catalogue, asked: Sequence[Sequence[ColumnElement[bool]]]) -> list[Count]:
    """Count all in one statement, each no further than needed to say "at least"."""
    row = catalogue.session.execute(select(*(_bounded(catalogue, conditions) for conditions in asked))).one()
    return [number if number <= EXACT else {"at_least": EXACT} for number in row]


def _bounded(catalogue: Catalogue, conditions: Sequence[ColumnElement[bool]]) -> Label[int]:
    there = filters.is_(catalogue.entries.c.archived, yes=False)
    some = select(literal(1)).select_from(catalogue.entries).where(there, *conditions).limit(EXACT + 1).subquery()
    return select(func.count()).select_from(some).scalar_subquery().label(None)
