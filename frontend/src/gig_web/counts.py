"""What the front end counts beside its requests: calls to the other services, suggestions and their ends."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from gig_chassis import metrics

CALLS, BREAKER, RESTED, SUGGESTIONS = "upstream_seconds", "upstream_breaker", "upstream_rested", "suggestions"
STATES = {"closed": 0, "half_open": 1, "open": 2}


def init_app(app: Flask) -> None:
    """Declare them for `app`."""
    declared = metrics.of(app)
    declared.histogram(CALLS, "Time of one try of a call to another service", "upstream", "outcome")
    declared.counter(RESTED, "Calls not made, as the breaker is open", "upstream")
    declared.gauge(BREAKER, "Breaker at the last call: 0 closed, 1 trying again, 2 open", "upstream", workers="livemax")
    declared.counter(SUGGESTIONS, "Cards dealt, and those saved and discarded", "outcome")


@contextmanager
def one_try(upstream: str) -> Iterator[None]:
    """Measure a try: answered (whatever it says), failed, or busy where the service asked to wait."""
    began, outcome = time.perf_counter(), "answered"
    try:
        yield
    except Exception as error:
        outcome = getattr(error, "outcome", "failed")
        raise
    finally:
        metrics.observe(CALLS, time.perf_counter() - began, upstream=upstream, outcome=outcome)


def suggestion(outcome: str) -> None:
    """Count a card that was dealt, saved or discarded."""
    metrics.count(SUGGESTIONS, outcome=outcome)


def rested(upstream: str) -> None:
    """Count a call that was not made."""
    metrics.count(RESTED, upstream=upstream)


def breaker(upstream: str, state: str) -> None:
    """Show the state of a breaker."""
    metrics.set_gauge(BREAKER, STATES[state], upstream=upstream)
