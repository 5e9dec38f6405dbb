"""What one row does: makes a gig, changes one, adds an act to one, adds nothing, or cannot be taken."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from gig_chassis.imports import models as shared
from gig_chassis.imports.report import ERROR
from gig_store.importing import choosing, lineups, naming, plans, uniting
from gig_store.importing.meaning import Meant
from gig_store.importing.naming import Found
from gig_store.importing.plans import CREATE, UPDATE, Plan
from gig_store.importing.pool import Pool
from gig_store.importing.told import Ref, Told, Wrong
from gig_store.limits import BILLINGS

DUPLICATE = "duplicate"

JsonObject = dict[str, Any]
Row = dict[str, Any]  # of the table of rows, without its import and its cells


@dataclass(slots=True)
class Batch:
    """Some rows planned one after the other; `touched` are the plans to store."""

    pool: Pool
    gigs: Mapping[UUID, JsonObject]  # those whose ids are in the rows
    names: Mapping[str, Found]
    told: Sequence[Told]
    touched: dict[UUID, Plan] = field(default_factory=dict)

    def keys(self) -> dict[str, JsonObject]:
        """Give what finds the gigs these rows mean."""
        return {plans.key(gig): gig for gig in self._wanted()}

    def plan(self, told: Told) -> Row:
        """Plan one row and give what is to be said of it."""
        try:
            return self._planned(self._meant(told))
        except Wrong as wrong:
            return _row(told, ERROR, wrong.column, wrong.reason)

    def _wanted(self) -> Iterator[JsonObject]:
        for told in self.told:
            with suppress(Wrong):
                meant = self._meant(told)
                if not told.says_nothing:
                    yield meant.gig(self._now(told))

    def _now(self, told: Told) -> JsonObject | None:
        return self.gigs.get(told.gig_id) if told.gig_id else None

    def _meant(self, told: Told) -> Meant:
        """Look up the names of a row; raises Wrong."""
        if told.fault:
            raise Wrong(*told.fault)
        now = self._now(told)
        venue = self._named(told.venue) if told.venue else None
        there = {act["name"]: act for act in now["lineup"]} if now else {}
        billed = {billing: [self._act(ref, there) for ref in refs] for billing, refs in told.billed.items()}
        acts: list[lineups.Act] = [
            {**act, "billing": billing} for billing in BILLINGS if not now for act in billed.get(billing, ())
        ]
        if told.act:
            act = self._act(told.act, {})
            acts.append({**act, "billing": lineups.SUPPORT} if acts else act)
        return Meant(told, venue, tuple(lineups.with_more([], acts)), billed if now else {})

    def _named(self, ref: Ref) -> JsonObject:
        found_id, facts = naming.meant(ref, self.names)
        return {**facts, "id": found_id}

    def _act(self, ref: Ref, there: Mapping[str | None, lineups.Act]) -> lineups.Act:
        return there.get(ref.name) or lineups.act(*naming.meant(ref, self.names))

    def _planned(self, meant: Meant) -> Row:
        told = meant.told
        plan, reason = choosing.gig_of(self.pool, meant.gig(self._now(told)), meant)
        target, said, clashes = uniting.united(plan, meant)
        uniting.check(plan, target, self.pool)
        adds = target != plan.target or (plan.now is None and not plan.is_of_file)
        self.pool.move(plan, target)
        plan.line = plan.line if plan.is_of_file else told.line
        plan.said, plan.is_of_file = said, True
        self.touched[plan.gig_id] = plan
        if clashes:
            reason = f"An earlier row says otherwise about {', '.join(clashes)}, and that counts."
        action = DUPLICATE if not adds else CREATE if plan.now is None else UPDATE
        return _row(told, action, None, reason, plan.gig_id)


def _row(told: Told, action: str, column: str | None, reason: str | None, gig_id: UUID | None = None) -> Row:
    named = {"line": told.line, "action": action, "name": told.name, "field": column}
    return {**named, "reason": reason and reason[: shared.REASON], "entry_id": gig_id}
