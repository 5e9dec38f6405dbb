"""Under overload a service refuses what it cannot do soon, at once, instead of letting everybody wait for nothing.

gunicorn's threads queue without bound, so it runs more threads than requests are worked on: the spare ones refuse.
"""

import json
import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Flask

from gig_chassis import metrics, problems
from gig_chassis.metrics import Metrics

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

RETRY_SECONDS = 2
PATIENCE_SECONDS = 0.5  # of one in line; the pages have 1.4 s for everything
EXEMPT = {"/healthz", "/readyz", metrics.PATH}
STATIC = "/static/"

Headers = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a refused request is answered with: made once, so that refusing costs next to nothing."""

    body: bytes
    headers: Headers

    @classmethod
    def of(cls, body: bytes, content_type: str, headers: Iterable[tuple[str, str]] = ()) -> "Refusal":
        """Make the 503 around `body`, with `Retry-After`."""
        own = {"Content-Type": content_type, "Content-Length": str(len(body)), "Retry-After": str(RETRY_SECONDS)}
        return cls(body, [*own.items(), ("Cache-Control", "no-store"), *headers])

    def answer(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> list[bytes]:
        """Answer with it."""
        start_response("503 Service Unavailable", list(self.headers))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [self.body]


def problem() -> Refusal:
    """Make the refusal of a JSON service."""
    detail = "The service has more to do than it can just now. Try again in a moment."
    body = {"type": "about:blank", "title": "Service Unavailable", "status": 503, "detail": detail}
    body["code"] = problems.OVERLOADED
    return Refusal.of(json.dumps(body).encode(), problems.MEDIA_TYPE)


class Line:
    """`places` requests are worked on and half as many wait, first come, first served, half a second at most."""

    def __init__(self, places: int, counts: Metrics) -> None:
        if places < 1:
            raise ValueError("THREADS must be at least 1")
        self._lock = threading.Lock()
        self._free = places
        self._length = (places + 1) // 2
        self._waiting: deque[threading.Event] = deque()
        self._counts = counts
        counts.counter("http_requests_shed", "Requests refused under overload", "reason")
        counts.gauge("http_requests_working", "Requests being worked on")
        counts.gauge("http_requests_waiting", "Requests waiting in line")
        counts.gauge("http_requests_places", "Requests that can be worked on at once")
        counts.set("http_requests_places", places)

    def enter(self) -> bool:
        """Take a place, waiting for it if the line is short; say whether it was given."""
        with self._lock:
            if self._free:
                self._free -= 1
                turn = None
            elif len(self._waiting) < self._length:
                turn = threading.Event()
                self._waiting.append(turn)
            else:
                return self._refuse("line full")
        if turn and not self._is_served(turn):
            return self._refuse("waited")
        self._counts.add("http_requests_working", 1)
        return True

    def leave(self) -> None:
        """Give the place to the first in line; a semaphore would let in who comes by at that moment."""
        self._counts.add("http_requests_working", -1)
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._free += 1

    def _is_served(self, turn: threading.Event) -> bool:
        self._counts.add("http_requests_waiting", 1)
        turn.wait(PATIENCE_SECONDS)
        self._counts.add("http_requests_waiting", -1)
        with self._lock:
            if not turn.is_set():
                self._waiting.remove(turn)
            return turn.is_set()

    def _refuse(self, reason: str) -> bool:
        self._counts.count("http_requests_shed", reason=reason)
        return False


class Shedding:
    """The WSGI app in front of another: lets in what `line` has a place for, until its answer is ready to be sent."""

    def __init__(self, app: "WSGIApplication", line: Line, refusal: Refusal) -> None:
        self._app = app
        self._line = line
        self._refusal = refusal

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Hand the request on or refuse it."""
        path = environ.get("PATH_INFO", "")
        if path in EXEMPT or path.startswith(STATIC):
            return self._app(environ, start_response)
        if not self._line.enter():
            return self._refusal.answer(environ, start_response)
        try:
            return self._app(environ, start_response)
        finally:
            self._line.leave()


def init_app(app: Flask, places: int, refusal: Refusal) -> None:
    """Let `app` work on `places` requests at once; health, metrics and static files always pass."""
    line = Line(places, metrics.of(app))
    app.wsgi_app = Shedding(app.wsgi_app, line, refusal)  # type: ignore[method-assign]  # as Flask's documentation does
