"""What an import is going to do with one entry: rows that mean the same one are united, and compared with what is."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from marshmallow import ValidationError

from gig_chassis.catalogue.declaration import Catalogue
from gig_chassis.catalogue.importing import placing
from gig_chassis.catalogue.importing.placing import Questions
from gig_chassis.catalogue.importing.told import Told
from gig_chassis.catalogue.rows import folded
from gig_chassis.catalogue.schemas import EntryBody
from gig_chassis.fields import MAX_GENRES, Money

CREATE, UPDATE, SAME = "create", "update", "same"
BY_ID, BY_EXTERNAL_ID, BY_NAME = "id", "external_id", "name"
KEPT_WHEN_EMPTY = {"id", "name", "own", "starter", "archived"}
_SAME_BY_NAME = {"name", "city"}  # matched over case and accents: the spelling that is there stays

Values = dict[str, Any]


@dataclass(slots=True)
class Plan:
    """The row of the table `plan`, and what is there now: `current` is the entry's JSON, None for a new one."""

    entry_id: uuid.UUID
    line: int
    kind: str
    matched: str | None
    current: Values | None
    said: Values = field(default_factory=dict)
    filled: Values = field(default_factory=dict)
    changes: Values = field(default_factory=dict)
    question: str | None = None
    is_stored: bool = False

    @property
    def name(self) -> str:
        """Give the name the entry is going to have."""
        return str(self.said["name"] if self.current is None else self.changes.get("name", self.current["name"]))

    @property
    def external_id(self) -> str | None:
        """Give the external_id it is going to have."""
        before = self.current["external_id"] if self.current else None
        found: str | None = self.changes.get("external_id", before)
        return found

    def stored(self, import_id: uuid.UUID) -> Values:
        """Give its row."""
        current = self.current
        before = {} if current is None else {name: current[name] for name in self.changes}
        named = {name: getattr(self, name) for name in ("entry_id", "line", "kind", "matched", "question", "filled")}
        keys = {"name_folded": folded(self.name), "external_id": self.external_id}
        rev = {"rev": current["rev"] if current else 1, "done": False}
        return {
            "import_id": import_id,
            **named,
            **keys,
            **rev,
            "said": self.said,
            "changes": self.changes,
            "before": before,
        }


@cache
def _schema(catalogue: Catalogue) -> EntryBody:
    return catalogue.body()


@cache
def blank(catalogue: Catalogue) -> Values:
    """Give the JSON of an entry of which nothing is known; not to be changed."""
    schema = _schema(catalogue)
    empty = {name: schema.fields[name].load_default for name in catalogue.columns if name not in {"id", "archived"}}
    values = {name: default() if callable(default) else default for name, default in empty.items()}
    return {**values, "name": None, "archived": False}


def body(catalogue: Catalogue, values: Values) -> Values:
    """Give the body of a new entry, of JSON whose every column was checked before."""
    known = {name: value for name, value in values.items() if name != "archived"}
    for name in _amounts(catalogue) & known.keys():
        known[name] = _schema(catalogue).fields[name].deserialize(known[name])
    return {**_blank_body(catalogue), **known}


@cache
def _amounts(catalogue: Catalogue) -> frozenset[str]:
    """Give the columns that are text in JSON only."""
    return frozenset(name for name, asked in _schema(catalogue).fields.items() if isinstance(asked, Money))


@cache
def _blank_body(catalogue: Catalogue) -> Values:
    blank_one: Values = _schema(catalogue).load({"name": "?"})
    return blank_one


def restored(row: Mapping[str, Any], current: Values | None) -> Plan:
    """Give the plan of a stored row."""
    named = ("entry_id", "line", "kind", "matched", "said", "filled", "changes", "question")
    return Plan(**{name: row[name] for name in named}, current=current, is_stored=True)


def unite(plan: Plan, told: Told) -> list[str]:
    """Add what a row says to the plan; give the columns where an earlier row says otherwise, which counts."""
    clashes = []
    values = dict(told.values)
    if told.entry_id is not None and told.entry_id == plan.entry_id:
        values |= {name: [] if name in _LISTED else None for name in told.emptied if name not in KEPT_WHEN_EMPTY}
    for name, value in values.items():
        if name == "genres" and name in plan.said:
            plan.said = {**plan.said, name: with_genres(plan.said[name], value)}
        elif name not in plan.said or (plan.said[name] is None and value is not None):
            plan.said = {**plan.said, name: value}
        elif plan.said[name] != value and not _is_same_spelling(name, plan.said[name], value):
            clashes.append(name)
    return clashes


_LISTED = {"genres", "unavailable", "dark_days"}


def compare(catalogue: Catalogue, plan: Plan, questions: Questions) -> tuple[str, str] | None:
    """Work out what the plan changes; give (column, reason) where that breaks a rule over several columns."""
    now = plan.current or blank(catalogue)
    target = _target(plan, now)
    merged = now | target
    plan.filled, plan.question = placing.filled(merged, plan.said, questions)
    target |= plan.filled
    plan.changes = {name: value for name, value in target.items() if now[name] != value}
    try:
        _schema(catalogue).check_coordinates(now | plan.changes)
    except ValidationError as error:
        return str(error.field_name), str(error.messages[0])
    return None


def _target(plan: Plan, now: Values) -> Values:
    target = dict(plan.said)
    if plan.current is None:
        return target
    if plan.matched == BY_NAME:
        target = {name: value for name, value in target.items() if name not in _SAME_BY_NAME}
    if plan.matched != BY_ID and "genres" in target:
        target["genres"] = with_genres(now["genres"], target["genres"])
    if now["starter"]:
        target.setdefault("starter", False)  # it is theirs now
    return target


def with_genres(there: list[str], more: list[str]) -> list[str]:
    """Add genres that are not there in any spelling, as many as fit."""
    known = {folded(genre) for genre in there}
    return [*there, *(genre for genre in more if folded(genre) not in known)][:MAX_GENRES]


def _is_same_spelling(name: str, one: object, other: object) -> bool:
    return name in _SAME_BY_NAME and isinstance(one, str) and isinstance(other, str) and folded(one) == folded(other)
