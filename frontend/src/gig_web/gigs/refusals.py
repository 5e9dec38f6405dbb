"""What the backend says no to, brought to the place on the page where it can be put right."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gig_web.clients import records
from gig_web.clients.gigs import Conflict
from gig_web.gigs import night, words
from gig_web.gigs.draft import FIELDS

ELSEWHERE = "main"  # the page itself, for what belongs to no field
_ACT = re.compile(r"/lineup/([0-9]+)/(name|billing|set_time|fee|radius_km|days_before|days_after)")


@dataclass(frozen=True, slots=True)
class Warned:
    """The warnings of one rule, gone over with one tick."""

    rule: str
    label: str
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands against a night: what forbids it, what can be gone over, the nearest better day."""

    blocks: tuple[Conflict, ...]
    warnings: tuple[Warned, ...]
    alternative: str | None
    detail: str
    good_to_know: tuple[Conflict, ...] = ()


def read(problem: Mapping[str, Any], service: str) -> Standing:
    """Read the problem of a 409."""
    found = [records.read(Conflict, item, service) for item in problem.get("conflicts") or []]
    warned = [conflict for conflict in found if conflict.level == "warn"]
    rules = dict.fromkeys(conflict.rule for conflict in warned)
    return Standing(
        tuple(conflict for conflict in found if conflict.level == "block"),
        tuple(Warned(rule, words.rule(rule), tuple(c for c in warned if c.rule == rule)) for rule in rules),
        (problem.get("alternative") or {}).get("gig_day"),
        str(problem.get("detail", "")),
        night.good_to_know(found),
    )


def by_field(problem: Mapping[str, Any]) -> dict[str, str]:
    """Give each sentence of a 422 to its field of the form."""
    errors: dict[str, str] = {}
    for item in _errors(problem):
        errors.setdefault(_field(str(item.get("pointer", ""))), str(item.get("detail", "")))
    return errors or {ELSEWHERE: str(problem.get("detail", "")) or "This was refused."}


def _errors(problem: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    errors = problem.get("errors")
    return [item for item in errors if isinstance(item, dict)] if isinstance(errors, list) else []


def _field(pointer: str) -> str:
    if found := _ACT.match(pointer):
        return f"act-{found[1]}-{found[2]}"
    first, _, rest = pointer.lstrip("/").partition("/")
    if first == "lineup" and rest.split("/")[0].isdigit():
        return f"act-{rest.split('/')[0]}-name"
    name = f"deal_{rest}" if first == "deal" and rest else {"deal": "deal_type"}.get(first, first)
    return name if name in {*FIELDS, "venue", "lineup"} else ELSEWHERE
