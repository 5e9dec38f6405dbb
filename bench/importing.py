"""A list of venues comes in over the picker's own API while somebody else saves, looks at lists and picks."""

import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from measuring import cpu_seconds, pss_megabytes
from testkit.served_pickers import ServedPicker
from venue_lists import venue_list

PAUSE = 0.5  # between looks at how far it is: each costs a few milliseconds of what is measured
OFTEN = 0.1
FIRST_FEW = 500  # rows of a list that goes before, so that everything is loaded
ASKED = ("save", "list", "random")
STEPS = ("staged", "committed", "undone")


@dataclass(slots=True)
class Step:
    """What one step took: seconds, CPU seconds of the picker, the most memory in MB beyond what it had before."""

    seconds: float
    cpu: float
    grown: float
    waits: dict[str, float] = field(default_factory=dict)  # the longest of each kind of request, in seconds


def measure(rows: int, *, others: bool) -> dict[str, Step]:
    """Stage, commit and undo a list of so many rows on SQLite, alone or while others work.

    Raises AssertionError when it does not end well.
    """
    content = venue_list(rows)
    with tempfile.TemporaryDirectory() as folder, ServedPicker("venues", Path(folder)) as picker:
        picker.get("/random", count=8)
        picker.staged(venue_list(FIRST_FEW))
        job: dict[str, Any] = {}
        steps: dict[str, Step] = {}
        for name in STEPS:
            with _measured(picker, ASKED if others else ()) as step:
                job = _do(picker, name, content, job)
            steps[name] = step
            assert (job["state"], job["counts"]["rows"]) == (name, rows), job  # noqa: S101  # nothing else is measured
        return steps


def _do(picker: ServedPicker, name: str, content: bytes, job: dict[str, Any]) -> dict[str, Any]:
    if name == "staged":
        answer = picker.upload(content)
    elif name == "committed":
        answer = picker.send("POST", f"/imports/{job['id']}/commit", params={"skip_errors": "1"})
    else:
        answer = picker.send("POST", f"/imports/{job['id']}/undo", json={})
    answer.raise_for_status()
    return picker.awaited(answer.json()["id"], PAUSE)


@contextmanager
def _measured(picker: ServedPicker, asked: Sequence[str]) -> Iterator[Step]:
    """Fill in what happens within, while others ask."""
    pid, step, ended = picker.process.pid, Step(0, 0, 0), threading.Event()
    before, cpu, began = pss_megabytes(pid), cpu_seconds([pid]), time.perf_counter()
    others = [threading.Thread(target=_ask, args=[picker, what, step, ended]) for what in asked]
    others.append(threading.Thread(target=_watch, args=[pid, before, step, ended]))
    for each in others:
        each.start()
    try:
        yield step
    finally:
        step.seconds, step.cpu = time.perf_counter() - began, cpu_seconds([pid]) - cpu
        ended.set()
        for each in others:
            each.join()


def _ask(picker: ServedPicker, what: str, step: Step, ended: threading.Event) -> None:
    while not ended.wait(OFTEN):
        began = time.perf_counter()
        if what == "save":
            picker.send("POST", json={"name": "Somebody else's"}).raise_for_status()
        elif what == "list":
            picker.get(limit=50)
        else:
            picker.get("/random", count=8)
        step.waits[what] = max(step.waits.get(what, 0), time.perf_counter() - began)


def _watch(pid: int, before: float, step: Step, ended: threading.Event) -> None:
    while not ended.wait(OFTEN):
        step.grown = max(step.grown, pss_megabytes(pid) - before)
