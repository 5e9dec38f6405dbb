"""The history of a gig in words, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gig_web import pages
from gig_web.clients.gigs import Change
from gig_web.gigs import words

_ACTIONS = {
    "created": "Saved",
    "edited": "Edited",
    "held": "Hold placed",
    "offered": "Offer noted",
    "confirmed": "Confirmed",
    "released": "Hold released",
    "declined": "Offer declined",
    "unconfirmed": "Un-confirmed",
    "postponed": "Postponed",
    "cancelled": "Cancelled",
    "revived": "Revived",
    "trashed": "Moved to the trash",
    "restored": "Taken back from the trash",
}
_BEGINNINGS = [("status", "idea"), ("slot", "evening")]
_UNSAID = {"booking", "challenged_until", "published"}  # nothing a person can set here yet


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: when (UTC), who, what was done, and each field in a sentence."""

    rev: int
    at: str
    when: str
    who: str
    what: str
    details: list[str]


def tell(changes: Iterable[Change]) -> list[Entry]:
    """Tell each change."""
    return [_entry(change) for change in changes]


def moment(at: str) -> str:
    """Say a timestamp as "Fri 12 Mar 2027, 18:42 UTC"."""
    when = datetime.fromisoformat(at)
    return f"{pages.day(when.date().isoformat())}, {when:%H:%M} UTC"


def _entry(change: Change) -> Entry:
    said = [item for item in change.changes if item["field"] not in _UNSAID and not _is_beginning(change, item)]
    details = [_detail(item) for item in said]
    if change.accepted_warnings:
        details.append("Gone on in spite of: " + ", ".join(words.rule(rule) for rule in change.accepted_warnings))
    what = _ACTIONS.get(change.action, change.action.capitalize())
    return Entry(change.rev, change.at, moment(change.at), "Somebody", what, details)


def _is_beginning(change: Change, item: dict[str, Any]) -> bool:
    """Say whether a new gig merely has this field's usual value."""
    return change.action == "created" and (item["field"], item["new"]) in _BEGINNINGS


def _detail(item: dict[str, Any]) -> str:
    field, old, new = item["field"], words.say(item["field"], item["old"]), words.say(item["field"], item["new"])
    if old == words.NOTHING:
        return f"{words.label(field)}: {new}"
    if old == new:
        return f"{words.label(field)}: details changed"
    return f"{words.label(field)}: {old} → {new}"
