"""Which gig a row means: one of the planner, or one that an earlier row of the same file makes."""

from collections.abc import Callable, Iterable
from typing import Any

from gig_chassis.folding import fold
from gig_chassis.ids import uuid7
from gig_store.importing import lineups, plans
from gig_store.importing.meaning import Meant
from gig_store.importing.plans import Plan
from gig_store.importing.pool import Pool
from gig_store.importing.told import Wrong

TRASHED = "This gig is in the trash. Restore it first, or take the row out."
EVENING, CONFIRMED = "evening", "confirmed"

JsonObject = dict[str, Any]


def gig_of(pool: Pool, wanted: JsonObject, meant: Meant) -> tuple[Plan, str | None]:
    """Give the gig of a row, and what is to be said of the choice; `wanted` is what finds it. Raises Wrong."""
    told = meant.told
    if told.gig_id:
        return _by_id(pool, meant), None
    there, key = pool.there(plans.key(wanted)), plans.key(wanted)
    if key.startswith("idea "):
        return (there[0] if there else Plan(uuid7(), told.line)), None
    slot = told.said.get("slot")
    same = _first(there, lambda plan: slot in {None, plan.target["slot"]} and _is_same(plan.target, meant))
    if same:
        return same, None
    there = [plan for plan in there if plan.target["slot"] == (slot or EVENING)]
    return _shared(there, meant) or (Plan(uuid7(), told.line), None)


def _by_id(pool: Pool, meant: Meant) -> Plan:
    gig_id = meant.told.gig_id
    plan = pool.plans.get(gig_id) if gig_id else None
    if plan is None:
        return Plan(gig_id or uuid7(), meant.told.line)
    if plan.now and plan.now["trashed_at"]:
        raise Wrong("id", TRASHED)
    return plan


def _is_same(gig: JsonObject, meant: Meant) -> bool:
    """Say whether it has an act of the row; for a row without acts, whether it is called so."""
    if meant.acts:
        return any(lineups.plays(gig["lineup"], act) for act in meant.acts)
    title = meant.told.said.get("title")
    if title:
        return fold(gig["title"] or "") == fold(title)
    return not gig["lineup"] and not gig["title"]


def _shared(there: list[Plan], meant: Meant) -> tuple[Plan, str | None] | None:
    """Give the gig that a further act of a night belongs to: the file's own, else the confirmed one."""
    own = _first(there, lambda plan: plan.is_of_file)
    if own:
        return own, None
    confirmed = _first(there, lambda plan: plan.target["status"] == CONFIRMED)
    if confirmed and meant.told.said.get("status") in {None, CONFIRMED}:
        return confirmed, f"It belongs to the gig that is confirmed there that night: {plans.label(confirmed.target)}."
    return None


def _first(there: Iterable[Plan], fits: Callable[[Plan], bool]) -> Plan | None:
    return next(filter(fits, there), None)
