"""What an import is going to do with one gig: its fields as they are and as the rows of the file want them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from gig_chassis.folding import fold
from gig_store import change

CREATE, UPDATE, SAME = "create", "update", "same"
FIELDS = tuple(change.BLANK)

JsonObject = dict[str, Any]


@dataclass(slots=True)
class Plan:
    """The row of the table `gig_import_plan`; `now` is the gig's JSON, None for a new one, `target` what it becomes.

    `is_of_file` says that a row of the file meant it.
    """

    gig_id: UUID
    line: int
    now: JsonObject | None = None
    target: JsonObject = field(default_factory=lambda: dict(change.BLANK))
    said: set[str] = field(default_factory=set)
    is_of_file: bool = False
    is_stored: bool = False

    @property
    def kind(self) -> str:
        """Say what becomes of the gig."""
        if self.now is None:
            return CREATE
        return UPDATE if self.wanted else SAME

    @property
    def wanted(self) -> JsonObject:
        """Give the fields that differ from what is there, or from a gig of which nothing is known."""
        before = self.now or change.BLANK
        return {name: value for name, value in self.target.items() if value != before[name]}

    def stored(self, import_id: UUID) -> JsonObject:
        """Give its row."""
        rev = self.now["rev"] if self.now else 1
        return {
            "import_id": import_id,
            "gig_id": self.gig_id,
            "line": self.line,
            "kind": self.kind,
            "night": key(self.target),
            "sort_day": day(self.target) or change.UNDATED,
            "said": sorted(self.said),
            "wanted": self.wanted,
            "before": {},
            "rev": rev,
            "done": False,
        }


def of_gig(gig: JsonObject, line: int = 0) -> Plan:
    """Give the plan that leaves a gig as it is."""
    return Plan(UUID(gig["id"]), line, gig, {name: gig[name] for name in FIELDS})


def restored(row: Mapping[str, Any], now: JsonObject | None) -> Plan:
    """Give the plan of a stored row; `now` is None for a new gig."""
    plan = of_gig(now, row["line"]) if now else Plan(row["gig_id"], row["line"])
    plan.target |= row["wanted"]
    plan.said, plan.is_of_file, plan.is_stored = set(row["said"]), True, True
    return plan


def day(gig: Mapping[str, Any]) -> date | None:
    """Give its day."""
    return date.fromisoformat(gig["gig_day"]) if gig["gig_day"] else None


def label(gig: Mapping[str, Any]) -> str:
    """Give what it is called, as `change.finish` does."""
    names = [act["name"] for act in gig["lineup"][:1]] + ([gig["venue"]["name"]] if gig["venue"] else [])
    return gig["title"] or next(iter(names), "")


def key(gig: Mapping[str, Any]) -> str:
    """Give what finds it again: its night, or for a gig without one all that is known and what it is called."""
    venue_id = gig["venue"]["id"] if gig["venue"] else ""
    if venue_id and gig["gig_day"]:
        return night(venue_id, gig["gig_day"])
    told = "\0".join((gig["gig_day"] or "", venue_id, fold(label(gig))))
    return f"idea {hashlib.sha256(told.encode()).hexdigest()[:40]}"


def night(venue_id: str, gig_day: str) -> str:
    """Give the key of a night at a venue."""
    return f"{gig_day} {venue_id}"
