"""One deadline a page: every hop gets what is left of it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

PAGE_SECONDS = 1.4
CHANGE_SECONDS = 5.0  # a change waits for the disk; giving up early would leave the person guessing
LIST_SECONDS = 120.0  # whole lists come and go: uploads, exports, commits

View = TypeVar("View", bound=Callable[..., Any])

_MARK = "takes_whole_lists"
_ends: ContextVar[float | None] = ContextVar("deadline_ends", default=None)


def for_lists(view: View) -> View:
    """Give a view the time that whole lists take."""
    setattr(view, _MARK, True)
    return view


def of(view: object, *, reads: bool) -> float:
    """Give the seconds a view has."""
    if getattr(view, _MARK, False):
        return LIST_SECONDS
    return PAGE_SECONDS if reads else CHANGE_SECONDS


def start(seconds: float) -> None:
    """Begin the time of the request under way."""
    _ends.set(time.monotonic() + seconds)


def end() -> None:
    """Forget it: the thread goes on to other work."""
    _ends.set(None)


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Let what is asked in this block take no more than `seconds`; the page goes on with what is left of its own."""
    token = _ends.set(time.monotonic() + min(seconds, left()))
    try:
        yield
    finally:
        _ends.reset(token)


def left() -> float:
    """Give the seconds that are left, never less than 0; a page's worth where no request is under way."""
    ends = _ends.get()
    return PAGE_SECONDS if ends is None else max(0.0, ends - time.monotonic())
