"""The revision that a form was shown with, and changes that do not depend on it."""

from collections.abc import Callable
from typing import TypeVar

from flask import abort, request

from gig_web.upstream import Refused

Result = TypeVar("Result")

STALE = 412
_MOST_DIGITS = 17  # inside a 64-bit integer


def sent(name: str = "rev") -> int:
    """Read it from the form under way; aborts with 400 when it is damaged."""
    text = request.form.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        abort(400)
    return int(text)


def persist(work: Callable[[], Result], tries: int = 2) -> Result:
    """Run `work`, which reads what it changes, again where somebody else was quicker. Raises Refused."""
    for _ in range(tries - 1):
        try:
            return work()
        except Refused as refused:
            if refused.status != STALE:
                raise
    return work()
