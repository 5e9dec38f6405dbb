"""Take the last change of a gig back, or put back what one plain field was before an earlier change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gig_chassis.problems import Problem
from gig_store import history, kept
from gig_store.models import Gig, History

REVERTED = "reverted"
EDITS = ("edited", REVERTED)
FIELDS = (
    "title", "held_for", "asked_on", "gig_day", "load_in", "soundcheck", "doors", "start", "end", "slot",
    "attendance", "notes", "staff_notes", "description", "published",
)  # fmt: skip
LOOKED_AT = 200  # entries of history, at most
_BACK = {
    "held": "Release",
    "offered": "Declined",
    "confirmed": "Un-confirm",
    "released": "Place hold",
    "declined": "Send offer",
    "unconfirmed": "Confirm",
    "postponed": "Confirm, once it has a date again",
    "cancelled": "Revive",
    "revived": "Confirm",
    "trashed": "Restore",
    "restored": "Move to trash",
}


@dataclass(frozen=True, slots=True)
class Before:
    """What to put back, as a body would say it, and the date the gig had before the one it gets."""

    values: Mapping[str, Any]
    previous_gig_day: date | None


def last(gig: Gig) -> Before:
    """Give what the last change replaced; raises Problem 422 when that is taken back in another way."""
    entries = history.latest(gig.id, LOOKED_AT)
    entry = next(iter(entries), None)
    if entry is None or entry.rev != gig.rev:
        raise Problem(422, "There is no change to undo.")
    if entry.action not in EDITS or any(change["field"] == "status" for change in entry.changes):
        raise Problem(422, _elsewhere(entry.action))
    values = kept.read({change["field"]: change["old"] for change in entry.changes})
    return Before(values, _day_before(entries[1:]))


def field(gig: Gig, name: str, rev: int) -> dict[str, Any]:
    """Give a plain field as it was before revision `rev`; raises Problem 422 where that did not change it."""
    entry = history.find(gig.id, rev)
    changes = entry.changes if entry else []
    old = [change["old"] for change in changes if change["field"] == name]
    if not old:
        raise Problem(422, f"Revision {rev} did not change this field: there is nothing to put back.")
    return kept.read({name: old[0]})


def _elsewhere(action: str) -> str:
    if button := _BACK.get(action):
        return f"The last change was a step of its own: “{button}” takes it back."
    return "The last change cannot be undone here: only an edit of the gig can."


def _day_before(entries: Sequence[History]) -> date | None:
    """Find the date that the last move of the gig left, where `entries` end; what was reverted never was."""
    at = 0
    while at < len(entries):
        if entries[at].action == REVERTED:
            at += 2  # with the change that it took back
            continue
        for change in entries[at].changes:
            if change["field"] == "gig_day" and change["old"]:
                return date.fromisoformat(change["old"])
        at += 1
    return None
