"""End what takes too long, also in the midst of a library or of waiting for a server; for the main thread alone."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SHORTEST_SECONDS = 0.001  # none at all would set no alarm
AGAIN_SECONDS = 0.5  # where Python swallows what is raised, such as in a finalizer, it rings once more
_REAL, _WORK = (signal.ITIMER_REAL, signal.SIGALRM), (signal.ITIMER_PROF, signal.SIGPROF)


class TimeIsUp(BaseException):  # not an Exception: libraries catch these
    """The time of a block is over."""


@contextmanager
def within(seconds: float, *, of_work: bool = False) -> Iterator[None]:
    """Raise TimeIsUp inside the block once it has taken so long, or worked so long; such blocks do not nest."""
    timer, number = _WORK if of_work else _REAL
    before = signal.signal(number, _ring)
    signal.setitimer(timer, max(seconds, SHORTEST_SECONDS), AGAIN_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(timer, 0)
        signal.signal(number, before)


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise TimeIsUp
