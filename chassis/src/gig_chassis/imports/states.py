"""The states of an import, what a cut-off one is in truth, and its JSON."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from gig_chassis import columns

STAGING, STAGED, FAILED = "staging", "staged", "failed"
NAMING, PLANNING = "naming", "planning"  # where the names in a file are looked up elsewhere before it is staged
COMMITTING, COMMITTED, UNDOING, UNDONE = "committing", "committed", "undoing", "undone"
AT_WORK = (STAGING, PLANNING, COMMITTING, UNDOING)
UNCOMMITTED = (STAGED, NAMING, FAILED)  # where nobody is at work
STILL = timedelta(seconds=60)  # without a heartbeat whoever worked on it is gone
AFTER_A_CUT = {STAGING: FAILED, PLANNING: NAMING, COMMITTING: STAGED, UNDOING: COMMITTED}
CUT_OFF = "The import was cut off; upload the file again."
COUNTS = ("created", "updated", "duplicates", "errors", "skipped")  # their sum is the number of rows

Job = Mapping[str, Any]  # a row of the table of imports


def is_still(job: Job) -> bool:
    """Say whether nobody works on it any more though somebody should."""
    return job["state"] in AT_WORK and bool(job["heartbeat_at"] < columns.now() - STILL)


def is_at_work(job: Job) -> bool:
    """Say whether somebody works on it."""
    return job["state"] in AT_WORK and not is_still(job)


def state(job: Job) -> str:
    """Give its state; who worked on it may be gone."""
    return AFTER_A_CUT[job["state"]] if is_still(job) else str(job["state"])


def is_over(job: Job) -> bool:
    """Say whether it was committed: what was an error then was left out."""
    return state(job) in {COMMITTED, UNDOING, UNDONE}


def shape(job: Job, last_commit: datetime | None, counted: Sequence[str] = ()) -> dict[str, Any]:
    """Give the JSON of an import, its counts with further columns; only the one committed last can be undone."""
    now = state(job)
    copied = {name: job[name] for name in ("filename", "columns_left_out", "encoding", "delimiter", "questions")}
    return {
        "id": str(job["id"]),
        "state": now,
        "progress": job["progress"] if job["state"] == now else 1.0,
        "counts": {**counts(job), **{name: job[name] for name in counted}},
        **copied,
        "problem": _problem(job),
        "undoable": now == COMMITTED and job["committed_at"] == last_commit,
        "created_at": _moment(job["created_at"]),
        "created_by": str(job["created_by"]) if job["created_by"] else None,
        "committed_at": _moment(job["committed_at"]),
    }


def counts(job: Job) -> dict[str, int]:
    """Give its counts."""
    return {"rows": sum(job[name] for name in COUNTS), **{name: job[name] for name in (*COUNTS, "kept")}}


def _problem(job: Job) -> dict[str, Any] | None:
    if job["state"] == STAGING and is_still(job):
        return {"line": None, "detail": CUT_OFF}
    if job["problem_detail"] is None:
        return None
    return {"line": job["problem_line"], "detail": job["problem_detail"]}


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else f"{moment.isoformat(timespec='seconds')}Z"
