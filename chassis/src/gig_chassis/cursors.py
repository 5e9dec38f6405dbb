"""Cursors of keyset pages: where a page ended, as one opaque word bound to the sort it belongs to."""

import base64
import hashlib
import json
from collections.abc import Sequence
from typing import Any

from gig_chassis.problems import Problem, invalid

_CHECK_BYTES = 8


def encode(sort: str, values: Sequence[str | int | None]) -> str:
    """Make the cursor of a page in the order `sort` whose last row has `values`."""
    payload = json.dumps([sort, *values], separators=(",", ":")).encode()
    return _spell(_check(payload) + payload)


def decode(cursor: str, sort: str) -> list[Any]:
    """Give the values of a cursor; raises Problem 422 when it was altered or made for another sort."""
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        payload = raw[_CHECK_BYTES:]
        if _spell(_check(payload) + payload) != cursor:
            raise wrong()
        made_for, *values = _parts(payload)
    except (ValueError, TypeError, RecursionError) as error:
        raise wrong() from error
    if made_for != sort:
        raise invalid("/cursor", f"This cursor was made for another sort than {sort}. Start from the first page.")
    return values


def wrong() -> Problem:
    """Make the 422 for a cursor that is none of ours."""
    return invalid("/cursor", "This is no cursor of this list. Start from the first page.")


def _parts(payload: bytes) -> list[Any]:
    return list(json.loads(payload))


def _spell(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _check(payload: bytes) -> bytes:
    return hashlib.blake2b(payload, digest_size=_CHECK_BYTES).digest()
