"""What the backend counts beside its requests: saves, conflicts, sign-ins."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from gig_chassis import metrics
from gig_chassis.problems import Problem

SAVES, CONFLICTS, SIGN_INS = "saves", "conflicts", "sign_ins"
_REFUSED = {422: "wrong", 429: "too many"}


def init_app(app: Flask) -> None:
    """Declare them for `app`."""
    declared = metrics.of(app)
    declared.counter(SAVES, "Changes of gigs that were kept, as history names them", "action")
    declared.counter(CONFLICTS, "Changes of gigs refused by the worst rule against them", "rule", "level")
    declared.counter(SIGN_INS, "Attempts to sign in", "outcome")


@contextmanager
def signing_in() -> Iterator[None]:
    """Count an attempt to sign in by how it ends."""
    try:
        yield
    except Problem as problem:
        metrics.count(SIGN_INS, outcome=_REFUSED.get(problem.code or 0, "refused"))
        raise
    metrics.count(SIGN_INS, outcome="right")
