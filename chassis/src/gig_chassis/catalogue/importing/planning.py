"""What one row does: makes an entry, changes one, adds nothing, or cannot be taken."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from gig_chassis.catalogue.declaration import Catalogue
from gig_chassis.catalogue.importing import plans
from gig_chassis.catalogue.importing.matching import Ambiguous, Pool
from gig_chassis.catalogue.importing.placing import Questions
from gig_chassis.catalogue.importing.plans import CREATE, SAME, UPDATE, Plan
from gig_chassis.catalogue.importing.told import Told
from gig_chassis.ids import uuid7

DUPLICATE, ERROR = "duplicate", "error"
ARCHIVED = "It is archived and stays so."

Found = dict[str, Any]  # a row of the table of rows, without its import


@dataclass(slots=True)
class Batch:
    """Some rows planned one after the other; `touched` are the plans to store."""

    catalogue: Catalogue
    pool: Pool
    questions: Questions
    touched: dict[uuid.UUID, Plan] = field(default_factory=dict)

    def plan(self, told: Told) -> Found:
        """Plan one row and give what is to be said of it."""
        if told.fault:
            return _row(told, ERROR, *told.fault)
        try:
            plan = self._meant(told)
        except Ambiguous as many:
            return _row(told, ERROR, "name", str(many))
        earlier = plan.said, plan.filled, plan.changes, plan.question
        clashes = plans.unite(plan, told)
        if wrong := self._wrong(plan, told):
            plan.said, plan.filled, plan.changes, plan.question = earlier
            return _row(told, ERROR, *wrong)
        action = self._action(plan, earlier[2])
        self._keep(plan, is_new_question=plan.question is not None and plan.question != earlier[3])
        return _row(told, action, None, _reason(plan, clashes), plan.entry_id)

    def _meant(self, told: Told) -> Plan:
        entry_id, how = self.pool.find(told)
        if entry_id is None:
            return Plan(told.entry_id or uuid7(), told.line, CREATE, None, None)
        if entry_id in self.pool.plans:
            return self.pool.plans[entry_id]
        return Plan(entry_id, told.line, SAME, how, self.pool.entries[entry_id])

    def _wrong(self, plan: Plan, told: Told) -> tuple[str, str] | None:
        wrong = plans.compare(self.catalogue, plan, self.questions)
        owner = self.pool.owner(told.values.get("external_id"))
        if owner not in {None, plan.entry_id} and "external_id" in plan.changes:
            return "external_id", f"Another {self.catalogue.noun} has this external_id."
        return wrong

    def _action(self, plan: Plan, earlier: Found) -> str:
        adds = plan.entry_id not in self.pool.plans or plan.changes != earlier
        if plan.kind == CREATE:
            return CREATE if adds else DUPLICATE
        plan.kind = UPDATE if plan.changes else SAME
        return UPDATE if plan.changes and plan.changes != earlier else DUPLICATE

    def _keep(self, plan: Plan, *, is_new_question: bool) -> None:
        if is_new_question:
            self.questions.asked[str(plan.question)]["rows"] += 1
        self.pool.add(plan)
        self.touched[plan.entry_id] = plan


def _reason(plan: Plan, clashes: list[str]) -> str | None:
    reasons = []
    if clashes:
        reasons.append(f"An earlier row says otherwise about {', '.join(clashes)}, and that counts.")
    if plan.current and plan.current["archived"] and "archived" not in plan.changes:
        reasons.append(ARCHIVED)
    return " ".join(reasons)[:500] or None


def _row(told: Told, action: str, field: str | None, reason: str | None, entry_id: uuid.UUID | None = None) -> Found:
    named = {"line": told.line, "action": action, "name": told.name or None}
    return {**named, "field": field, "reason": reason, "entry_id": entry_id}
