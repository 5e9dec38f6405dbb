"""What others changed in a gig since a page was made, in sentences that name them."""

from collections.abc import Iterable
from itertools import groupby

from gig_web import clients
from gig_web.clients.history import Change
from gig_web.gigs import undoing, words
from gig_web.upstream import UpstreamError

LOOKED_AT = 100  # changes
SOMEBODY = "Somebody"
# What may change under a step of the status without making it another step.
BESIDE = {
    "title", "held_for", "load_in", "soundcheck", "doors", "start", "end",
    "asked_on", "attendance", "notes", "staff_notes", "description", "published",
}  # fmt: skip
_LONGEST = 60
_MOST = 6


def since(gig_id: str, rev: int) -> list[Change]:
    """Give what was done after a revision, newest first; nothing while the backend does not tell."""
    try:
        found = clients.current().gigs.history(gig_id, {"limit": LOOKED_AT}).items
    except UpstreamError:
        return []
    return [change for change in found if change.rev > rev]


def authors(changes: Iterable[Change]) -> dict[str, str]:
    """Give who changed each field last."""
    last: dict[str, str] = {}
    for change in changes:
        for item in change.changes:
            last.setdefault(item["field"], name(change))
    return last


def is_beside(changes: list[Change], field: str = "") -> bool:
    """Say whether there were changes, and none that a step of the status, or one of `field`, is thought over for."""
    fields = {item["field"] for change in changes for item in change.changes}
    return bool(changes) and fields <= BESIDE - {field} and all(change.action in undoing.EDITS for change in changes)


def tell(changes: Iterable[Change]) -> str:
    """Tell them, oldest first: "Sam set doors to 19:00 meanwhile."."""
    return sentences(
        (name(change), phrase(words.within(words.label(item["field"])), words.say(item["field"], item["new"])))
        for change in reversed(list(changes))
        for item in change.changes
    )


def sentences(done: Iterable[tuple[str, str]]) -> str:
    """Join who did what; at most six of them, as they travel in the cookie."""
    every = list(done)
    told = [_sentence(who, [what for _, what in mine]) for who, mine in groupby(every[:_MOST], key=lambda one: one[0])]
    return " ".join([*told, f"{len(every) - _MOST} more changes were made too."] if len(every) > _MOST else told)


def phrase(label: str, value: str) -> str:
    """Say that a field was given a value; a long one is not repeated."""
    if value == words.NOTHING:
        return f"cleared {label}"
    return f"set {label} to {value}" if len(value) <= _LONGEST else f"changed {label}"


def name(change: Change) -> str:
    """Name who made a change."""
    return change.by.name if change.by else SOMEBODY


def _sentence(who: str, done: list[str]) -> str:
    said = f"{', '.join(done[:-1])} and {done[-1]}" if len(done) > 1 else done[0]
    return f"{who} {said} meanwhile."
