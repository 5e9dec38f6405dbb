"""How many requests a second a machine can be asked for while containers start on it."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from testkit.crowding import crowding
from testkit.joining import Person
from testkit.loads import LONGEST
from testkit.traffic import Traffic

RATES = (20, 12, 8, 5, 2)  # what is promised, and what a busy machine may have to do with
SECONDS = 10
SPARE = 2


def bearable_rate(url: str, people: list[Person]) -> float:
    """Give the first of RATES of which the planner can serve twice as many while the machine starts something too."""
    for rate in RATES:
        with Traffic(url, people, rate * SPARE, seed=0) as trial, _one_processor_busy():
            time.sleep(SECONDS)
        if not trial.record.failed and trial.record.percentile(0.99) < LONGEST * crowding():
            return rate
    pytest.fail(f"not even {RATES[-1]} requests a second: {trial.record.failed[:5]}")


@contextmanager
def _one_processor_busy() -> Iterator[None]:
    """Take as much of the machine as a container that starts, while the block lasts."""
    busy = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    try:
        yield
    finally:
        busy.kill()
        busy.wait()
