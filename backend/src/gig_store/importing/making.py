"""Rows of the tables for a new gig, made as the planner makes one, and changes of gigs that are there."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID

from gig_store import change, history, steps, wire
from gig_store.importing.jobs import ACTS, GIGS
from gig_store.models import Act, Gig
from gig_store.schemas import DealBody

IMPORTED = "imported"  # as history calls it
DAYS = ("hold_expires", "offer_expires", "gig_day", "asked_on")
_HASH = sha256(b"imported").digest()  # no body has it, so that no PUT passes for the one that made the gig
GIG = [column.name for column in GIGS.columns if column.computed is None]
_ACT = [column.name for column in ACTS.columns]

JsonObject = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Made:
    """The rows of a new gig."""

    gig: JsonObject
    acts: list[JsonObject]
    history: JsonObject


@dataclass(frozen=True, slots=True)
class Maker:
    """Who makes gigs, for which import, and when."""

    import_id: UUID
    by: UUID | None
    at: datetime

    def make(self, gig_id: UUID, wanted: Mapping[str, Any]) -> Made:
        """Give the rows of a new gig."""
        gig = new(gig_id, wanted)
        gig.created_at, gig.created_by, gig.import_id = self.at, self.by, self.import_id
        change.finish(gig, self.by)
        gig.updated_at, gig.rev = self.at, 1
        changes = change.differences(change.NOTHING, wire.fields(gig))
        kept = {"gig_id": gig_id, "rev": 1, "at": self.at, "by": self.by, "action": IMPORTED}
        acts = [act_row(act, gig_id) for act in gig.lineup]
        row = {name: getattr(gig, name) for name in GIG}
        return Made(row, acts, {**kept, "changes": changes, "accepted_warnings": []})

    def change(self, gig: Gig, before: JsonObject) -> JsonObject:
        """Finish a gig that was changed, `before` being what differs, and give the row of its history."""
        now = wire.fields(gig)
        old = {name: value for name, value in before.items() if name in now}
        changes = change.differences(old, {name: now[name] for name in old})
        change.finish(gig, self.by)
        gig.updated_at = self.at
        kept = {"gig_id": gig.id, "rev": gig.rev + 1, "at": self.at, "by": self.by, "action": IMPORTED}
        return {**kept, "changes": changes, "accepted_warnings": []}


def act_row(act: Act, gig_id: UUID) -> JsonObject:
    """Give the row of an act of a gig."""
    return {name: getattr(act, name) for name in _ACT} | {"gig_id": gig_id}


def new(gig_id: UUID, wanted: Mapping[str, Any]) -> Gig:
    """Make a gig that no session knows."""
    values = loaded(wanted)
    gig = Gig(id=gig_id, creation_hash=_HASH, lineup=[])
    change.assign(gig, {**change.BLANK, **values})
    steps.follow(gig, None, None)
    steps.set_review_date(gig, None, values)
    return gig


def apply(gig: Gig, wanted: Mapping[str, Any]) -> JsonObject:
    """Change the fields of a gig that are wanted; give the fields that differ now, as they were."""
    values, status, day = loaded(wanted), gig.status, gig.gig_day
    before = _fields(gig)
    change.assign(gig, values)
    steps.follow(gig, status, day)
    if status == "idea" != gig.status:
        gig.hold_position = None  # the place it had is gone: it stands behind all others
    steps.set_review_date(gig, status, values)
    after = _fields(gig)
    return {name: value for name, value in before.items() if value != after[name]}


def fields_of(gig: Gig, names: Collection[str]) -> JsonObject:
    """Give some fields as they are."""
    return {name: value for name, value in _fields(gig).items() if name in names}


def put_back(gig: Gig, before: Mapping[str, Any]) -> None:
    """Give a gig the fields it had."""
    values = loaded(before)
    if "previous_gig_day" in before:
        gig.previous_gig_day = values.pop("previous_gig_day")
    change.assign(gig, values)


def record(gig: Gig, by: UUID | None, before: JsonObject, action: str, warnings: list[str]) -> None:
    """Note a change of a gig, given what differs, in its history."""
    now = wire.fields(gig)
    old = {name: value for name, value in before.items() if name in now}
    change.finish(gig, by)
    history.record(gig, action, change.differences(old, {name: now[name] for name in old}), warnings)


def loaded(wanted: Mapping[str, Any]) -> JsonObject:
    """Give the values of fields whose JSON was checked before."""
    found = dict(wanted)
    for name in (*DAYS, "previous_gig_day"):
        if found.get(name):
            found[name] = date.fromisoformat(found[name])
    if found.get("challenged_until"):
        found["challenged_until"] = datetime.fromisoformat(found["challenged_until"]).replace(tzinfo=None)
    if found.get("booking"):
        found["booking"] = UUID(found["booking"])
    if found.get("venue"):
        found["venue"] = {**found["venue"], "id": UUID(found["venue"]["id"])}
    if found.get("deal"):
        found["deal"] = DealBody().load(found["deal"])
    if "lineup" in found:
        found["lineup"] = [_act(act) for act in found["lineup"]]
    return found


def _fields(gig: Gig) -> JsonObject:
    return {**wire.fields(gig), "previous_gig_day": wire.iso(gig.previous_gig_day)}


def _act(act: Mapping[str, Any]) -> JsonObject:
    fee, band_id = act["fee"], act["band_id"]
    return {**act, "fee": Decimal(fee) if fee else None, "band_id": UUID(band_id) if band_id else None}
