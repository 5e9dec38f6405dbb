"""Two calls at once: the second in a small pool, the first in the request's own thread."""

import contextvars
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeoutError
from typing import TypeVar

from gig_web import deadline
from gig_web.upstream import UpstreamError

First = TypeVar("First")
Second = TypeVar("Second")

POOL = ThreadPoolExecutor(max_workers=16, thread_name_prefix="upstream")


def both(
    first: Callable[[], First], second: Callable[[], Second], second_name: str
) -> tuple[First | UpstreamError, Second | UpstreamError]:
    """Run both within the page's deadline; a failure is handed back as its UpstreamError instead of raised."""
    future = POOL.submit(contextvars.copy_context().run, second)
    return _attempt(first), _result(future, second_name)


def _attempt(call: Callable[[], First]) -> First | UpstreamError:
    try:
        return call()
    except UpstreamError as error:
        return error


def _result(future: "Future[Second]", name: str) -> Second | UpstreamError:
    try:
        return future.result(timeout=deadline.left())
    except UpstreamError as error:
        return error
    except FutureTimeoutError:
        future.cancel()
        return UpstreamError(name, "no time left")
