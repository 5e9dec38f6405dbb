"""The history of a gig in words, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any

from gig_web import pages
from gig_web.clients.history import Change
from gig_web.gigs import meanwhile, words

_ACTIONS = {
    "created": "Saved",
    "edited": "Edited",
    "reverted": "Change taken back",
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
    "merged": "Merged into another band or venue",
    "parted": "Taken back from a merge",
    "imported": "Imported",
    "undone": "Import undone",
    "cleared": "Cleared",
    "brought_back": "Brought back",
    "moved_up": "Moved up",
    "moved_down": "Moved down",
    "lapsed": "Lapsed: the review date is past",
    "challenged": "Challenged",
    "unchallenged": "Challenge taken back",
}
_BECAUSE = {
    "cleared": "{} was confirmed",
    "brought_back": "{} is no longer confirmed",
    "moved_up": "{} left or changed its hold",
    "moved_down": "{} came before it",
    "challenged": "By {}",
    "unchallenged": "By {}",
}
_BEGINNINGS = [("status", "idea"), ("slot", "evening"), ("published", False)]
_UNSAID = {"booking", "challenged_until"}  # nothing a person can set here
_PLAIN = meanwhile.BESIDE | {"gig_day", "slot"}  # can be put back


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of an entry; `field` names a plain field that can be put back to what it was before."""

    text: str
    field: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: when, who, what was done, and each field in a sentence."""

    rev: int
    at: str
    when: str
    who: str
    what: str
    details: list[Line]


def tell(changes: Iterable[Change], zone: tzinfo) -> list[Entry]:
    """Tell each change, its time as in `zone`."""
    return [_entry(change, zone) for change in changes]


def moment(at: str, zone: tzinfo) -> str:
    """Say a timestamp as "Fri 12 Mar 2027, 18:42" where the person is; UTC is named."""
    when = datetime.fromisoformat(at).astimezone(zone)
    said = f"{pages.day(when.date().isoformat())}, {when:%H:%M}"
    return f"{said} UTC" if zone is UTC else said


def _entry(change: Change, zone: tzinfo) -> Entry:
    said = [item for item in change.changes if item["field"] not in _UNSAID and not _is_beginning(change, item)]
    details = [Line(_detail(item), item["field"] if _is_plain(change, item) else "") for item in said]
    if change.accepted_warnings:
        gone_over = ", ".join(words.rule(rule) for rule in change.accepted_warnings)
        details.append(Line(f"Gone on in spite of: {gone_over}"))
    if change.because and change.action in _BECAUSE:
        details.insert(0, Line(_BECAUSE[change.action].format(change.because.title or "Another gig")))
    what = _ACTIONS.get(change.action, change.action.capitalize())
    return Entry(
        change.rev, change.at, moment(change.at, zone), change.by.name if change.by else "Somebody", what, details
    )


def _is_beginning(change: Change, item: dict[str, Any]) -> bool:
    """Say whether a new gig merely has this field's usual value."""
    return change.action == "created" and (item["field"], item["new"]) in _BEGINNINGS


def _is_plain(change: Change, item: dict[str, Any]) -> bool:
    return change.action != "created" and item["field"] in _PLAIN


def _detail(item: dict[str, Any]) -> str:
    field, old, new = item["field"], words.say(item["field"], item["old"]), words.say(item["field"], item["new"])
    if old == words.NOTHING:
        return f"{words.label(field)}: {new}"
    if old == new:
        return f"{words.label(field)}: details changed"
    return f"{words.label(field)}: {old} → {new}"
