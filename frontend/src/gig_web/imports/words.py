"""Imports in words."""

from gig_web import pages
from gig_web.clients.imports import Counts, Import
from gig_web.imports.kinds import Kind

STATES = {
    "staging": "Reading the file",
    "naming": "Names to look up",
    "planning": "Comparing with your gigs",
    "staged": "Read, nothing taken yet",
    "committing": "Importing",
    "committed": "Imported",
    "undoing": "Undoing",
    "undone": "Undone",
    "failed": "Not readable",
}
ACTIONS = {
    "create": "New",
    "update": "Changed",
    "duplicate": "Already there",
    "error": "Cannot be taken",
    "skipped": "Left out",
}
_COUNTED = {
    "create": "created",
    "update": "updated",
    "duplicate": "duplicates",
    "error": "errors",
    "skipped": "skipped",
}


def rows(number: int) -> str:
    """Say how many rows: "1 row", "1,200 rows"."""
    return several(number, "row", "rows")


def several(number: int, one: str, many: str) -> str:
    """Say a number of something."""
    return f"{pages.number(number)} {one if number == 1 else many}"


def filters(counts: Counts) -> list[tuple[str, str, int]]:
    """Give the parts of the rows to look at: action, words, how many; those of which there are none are left out."""
    each = [(action, ACTIONS[action], getattr(counts, name)) for action, name in _COUNTED.items()]
    return [("", "All", counts.rows), *(part for part in each if part[2])]


def verb(job: Import) -> str:
    """Say what the button does: "Import 47, skip 3"."""
    skips = f", skip {pages.number(job.counts.errors)}" if job.counts.errors else ""
    return f"Import {pages.number(job.taken)}{skips}"


def why_nothing(job: Import) -> str:
    """Say why there is nothing to import."""
    if not job.counts.rows:
        return "The list has no rows below its first line."
    if job.counts.errors == job.counts.rows:
        return "None of its rows can be taken. The report says why."
    return "It would change nothing: what can be taken is there already."


def outcome(kind: Kind, job: Import) -> str:
    """Say what the rows did, or would do, in one sentence."""
    counts, later = job.counts, job.state in {"committed", "undoing", "undone"}
    parts = [
        (counts.created, "new"),
        (counts.updated, "changed"),
        (counts.duplicates, "already there"),
        (counts.errors, "cannot be taken"),
        (counts.skipped, "left out"),
    ]
    said = ", ".join(f"{pages.number(number)} {word}" for number, word in parts if number)
    made = several(counts.gigs, "gig", "gigs") if kind.is_gigs and counts.gigs else ""
    gigs = f" {'They made' if later else 'They make'} {made}." if made else ""
    return f"{rows(counts.rows)}{': ' if said else ''}{said}.{gigs}"


def found_out(job: Import) -> list[str]:
    """Say how the file is written."""
    written = f"Written in {job.encoding}" if job.encoding else ""
    facts = [written, f"columns parted by {job.delimiter}s" if job.delimiter else ""]
    said = ", ".join(fact for fact in facts if fact)
    return [said[0].upper() + said[1:]] if said else []
