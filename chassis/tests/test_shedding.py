"""A service that has too much to do refuses at once."""

import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from gig_chassis import metrics, shedding

AUTH = {"Authorization": "Bearer " + "t" * 40}
PLACES, LINE = 2, 1
ROOM = PLACES + LINE
GATE_SECONDS = 10


class Busy:
    """An app whose requests to /slow stay inside until the gate is opened."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.inside = threading.Semaphore(0)
        self.app = Flask("busy")
        metrics.init_app(self.app, ("t" * 40,))
        shedding.init_app(self.app, PLACES, shedding.problem())
        self.app.add_url_rule("/slow", view_func=self.slow, methods=["GET", "POST"])
        self.app.add_url_rule("/healthz", view_func=lambda: "ok")
        self.app.add_url_rule("/static/<name>", view_func=lambda name: name, endpoint="files")
        self.app.add_url_rule("/crash", view_func=self.crash)
        self._pool = ThreadPoolExecutor(ROOM)

    def slow(self) -> str:
        self.inside.release()
        assert self.gate.wait(GATE_SECONDS)
        return "done"

    def crash(self) -> str:
        raise SystemExit

    def ask(self, path: str = "/slow", method: str = "GET") -> TestResponse:
        return self.app.test_client().open(path, method=method, headers=AUTH)

    def begin(self, number: int) -> list["Future[TestResponse]"]:
        """Send requests without waiting for their answers."""
        return [self._pool.submit(self.ask) for _ in range(number)]

    @contextmanager
    def full(self) -> Iterator[list["Future[TestResponse]"]]:
        """Be full: all places taken, all of the line too."""
        begun = self.begin(PLACES)
        for _ in begun:
            assert self.inside.acquire(timeout=GATE_SECONDS)
        waiting = self.begin(LINE)
        while f"http_requests_waiting {LINE}.0" not in self.ask("/metrics").text:
            continue
        yield [*begun, *waiting]

    def close(self) -> None:
        self.gate.set()
        self._pool.shutdown()


@pytest.fixture
def busy() -> Iterator[Busy]:
    busy = Busy()
    yield busy
    busy.close()


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let those in line wait as long as it takes."""
    monkeypatch.setattr(shedding, "PATIENCE_SECONDS", GATE_SECONDS)


@pytest.mark.usefixtures("patient")
def test_who_finds_the_line_full_is_refused_with_a_problem(busy: Busy) -> None:
    with busy.full():
        refused = busy.ask()

    assert (refused.status_code, refused.mimetype) == (503, "application/problem+json")
    assert (refused.headers["Retry-After"], refused.headers["Cache-Control"]) == ("2", "no-store")
    assert refused.json == {
        "type": "about:blank",
        "title": "Service Unavailable",
        "status": 503,
        "detail": "The service has more to do than it can just now. Try again in a moment.",
        "code": "overloaded",
    }


@pytest.mark.usefixtures("patient")
def test_who_waits_in_line_is_served_when_a_place_is_free(busy: Busy) -> None:
    with busy.full() as begun:
        busy.gate.set()

        answers = [future.result(GATE_SECONDS) for future in begun]

    assert [answer.text for answer in answers] == ["done"] * ROOM


def test_who_waits_in_line_too_long_is_refused(busy: Busy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shedding, "PATIENCE_SECONDS", 0.01)
    busy.begin(PLACES)
    for _ in range(PLACES):
        assert busy.inside.acquire(timeout=GATE_SECONDS)

    assert busy.ask().status_code == 503
    assert 'http_requests_shed_total{reason="waited"} 1.0' in busy.ask("/metrics").text


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("path", ["/healthz", "/metrics", "/static/gig.css"])
def test_health_metrics_and_static_files_always_pass(busy: Busy, path: str) -> None:
    with busy.full():
        assert busy.ask(path).status_code == 200


@pytest.mark.usefixtures("patient")
def test_a_refused_question_for_the_headers_gets_no_body(busy: Busy) -> None:
    with busy.full():
        refused = busy.ask(method="HEAD")

    assert (refused.status_code, refused.data) == (503, b"")


@pytest.mark.usefixtures("patient")
def test_what_was_refused_is_counted(busy: Busy) -> None:
    with busy.full():
        for _ in range(3):
            busy.ask()

        told = busy.ask("/metrics").text

    assert 'http_requests_shed_total{reason="line full"} 3.0' in told
    assert f"http_requests_working {PLACES}.0" in told
    assert f"http_requests_places {PLACES}.0" in told


@pytest.mark.parametrize("path", ["/nothing", "/crash"], ids=["an error", "a crash"])
def test_every_end_of_a_request_gives_its_place_back(busy: Busy, path: str) -> None:
    for _ in range(3 * ROOM):
        with suppress(SystemExit):
            busy.ask(path)
    busy.gate.set()

    assert busy.ask().text == "done"
    assert "http_requests_working 0.0" in busy.ask("/metrics").text


def test_a_service_needs_a_place() -> None:
    app = Flask("none")
    metrics.init_app(app, ("t" * 40,))

    with pytest.raises(ValueError, match="THREADS must be at least 1"):
        shedding.init_app(app, 0, shedding.problem())
