"""What a row makes of its gig: fields that are said, acts that are added; and whether the rules allow that."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from marshmallow import ValidationError

from gig_chassis.problems import Problem
from gig_store import clock, conflicts, limits, nights, transitions
from gig_store.importing import lineups, plans
from gig_store.importing.meaning import Meant
from gig_store.importing.plans import Plan
from gig_store.importing.pool import Pool
from gig_store.importing.told import Wrong, first
from gig_store.nights import Night, Surroundings
from gig_store.rules import BLOCK
from gig_store.schemas import DealBody
from gig_store.wire import money

CONFIRMED, IDEA = "confirmed", "idea"
_NIGHT = ("status", "gig_day", "slot", "venue")
_COLUMNS = {"lineup": "act", "type": "deal"}
_NEEDED = {
    "type": f"Say what kind of deal it is: {', '.join(limits.DEALS)}.",
    "currency": 'Say the currency of the deal, such as "GBP".',
}
_DEAL = DealBody()

JsonObject = dict[str, Any]


def united(plan: Plan, meant: Meant) -> tuple[JsonObject, set[str], list[str]]:
    """Give what the gig becomes, the fields said so far, and those an earlier row says otherwise about.

    Raises Wrong.
    """
    target, said, clashes = dict(plan.target), set(plan.said), list[str]()
    for name, value in _said(plan, meant).items():
        if name not in plan.said:
            target[name] = value
            said.add(name)
        elif target[name] != value:
            clashes.append(name)
    target["lineup"] = _lineup(plan, meant)
    if plan.now is None and "status" not in said:
        target["status"] = _first_status(target)
    return target, said, clashes


def check(plan: Plan, target: JsonObject, pool: Pool) -> None:
    """Raise Wrong where the gig cannot become that."""
    before = plan.now
    if before and all(target[name] == before[name] for name in plans.FIELDS):
        return
    try:
        if before is None:
            transitions.check_first(target["status"])
        else:
            transitions.check(before["status"], target["status"])
        transitions.require(target["status"], {name for name, value in target.items() if value})
    except Problem as problem:
        raise _wrong(problem) from problem
    if before is None or any(target[name] != before[name] for name in _NIGHT):
        _refuse_taken(plan, target, pool)


def _said(plan: Plan, meant: Meant) -> JsonObject:
    """Give the fields that a row says, but for the line-up."""
    told, said = meant.told, dict(meant.told.said)
    if told.deal:
        said["deal"] = _deal({**(plan.target["deal"] or {}), **told.deal})
    venue = _venue(plan, meant)
    if told.has_no_venue or venue != plan.target["venue"]:
        said["venue"] = venue
    return said


def _venue(plan: Plan, meant: Meant) -> JsonObject | None:
    """Give the room: a gig that was found by its night keeps what it knows of it."""
    there, told = plan.target["venue"], meant.told
    if told.has_no_venue:
        return None
    venue = meant.venue or there
    if told.gig_id is None and there and venue and there["id"] == venue["id"]:
        venue = there
    return {**venue, **told.facts} if venue else None


def _deal(deal: Mapping[str, Any]) -> JsonObject | None:
    """Check a deal and give its JSON; one that says nothing is none."""
    filled = {name: value for name, value in deal.items() if value is not None}
    if not filled or ("type" not in filled and "type" in deal):
        return None
    for name, reason in _NEEDED.items():
        if name not in filled:
            raise Wrong(_COLUMNS.get(name, name), reason)
    try:
        loaded = _DEAL.load(filled)
    except ValidationError as error:
        column, messages = next(iter(_messages(error).items()))
        raise Wrong(_COLUMNS.get(column, column), first(messages)) from error
    return {name: value if isinstance(value, str | int | None) else money(value) for name, value in loaded.items()}


def _messages(error: ValidationError) -> dict[str, Any]:
    return error.messages if isinstance(error.messages, dict) else {"deal": error.messages}


def _lineup(plan: Plan, meant: Meant) -> list[lineups.Act]:
    now = lineups.billed(plan.target["lineup"], meant.billed) if meant.billed else plan.target["lineup"]
    return lineups.with_more(now, meant.acts) if meant.acts else list(now)


def _first_status(gig: JsonObject) -> str:
    """Give the status of a gig whose row says none: what is past took place."""
    day = plans.day(gig)
    if day is None or gig["venue"] is None:
        return IDEA
    return CONFIRMED if day < clock.gig_day_in(gig["venue"]["timezone"]) else IDEA


def _refuse_taken(plan: Plan, target: JsonObject, pool: Pool) -> None:
    """Raise Wrong where the night is another confirmed gig's."""
    day = plans.day(target)
    if day is None or target["venue"] is None or target["status"] != CONFIRMED:
        return
    spot = nights.spot({**target["venue"], "id": UUID(target["venue"]["id"])})
    others = [_night(other, day, spot) for other in pool.there(plans.key(target)) if other.gig_id != plan.gig_id]
    around = Surroundings({(spot.id, day): [night for night in others if night.stands]}) if spot.id else Surroundings()
    for conflict in conflicts.against_venue(day, target["slot"], spot, around):
        if conflict.level == BLOCK:
            raise Wrong("gig_day", conflict.text)


def _night(plan: Plan, day: date, spot: nights.Spot) -> Night:
    gig = plan.target
    return Night(plan.gig_id, plans.label(gig), day, gig["status"], gig["slot"], spot, gig["status"] == CONFIRMED)


def _wrong(problem: Problem) -> Wrong:
    errors: Any = problem.members.get("errors")
    column = errors[0]["pointer"].removeprefix("/") if errors else "status"
    return Wrong(_COLUMNS.get(column, column), str(problem.description))
