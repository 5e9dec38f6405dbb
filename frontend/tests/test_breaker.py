"""A service that fails again and again is left alone for a while."""

import contextvars
import json
import threading

import circuitbreaker
import pytest
import requests_mock

from gig_web.upstream import (
    FAILURES_TO_OPEN,
    OPEN_SECONDS,
    Upstream,
    UpstreamError,
)

URL = "http://bands.test/v1/bands"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """Give the clock of the breaker, to be turned by hand."""
    clock = {"now": 1000.0}
    monkeypatch.setattr(circuitbreaker, "monotonic", lambda: clock["now"])
    return clock


def fail(upstream: Upstream, times: int = FAILURES_TO_OPEN) -> None:
    for _ in range(times):
        with pytest.raises(UpstreamError):
            upstream.send("POST", "/v1/bands", {})


def test_a_service_that_failed_five_times_is_left_alone(
    upstream: Upstream, requests_mock: requests_mock.Mocker, clock: dict[str, float]
) -> None:
    requests_mock.post(URL, status_code=503)
    fail(upstream)

    clock["now"] += OPEN_SECONDS - 0.1
    with pytest.raises(UpstreamError, match="resting"):
        upstream.send("POST", "/v1/bands", {})

    assert requests_mock.call_count == FAILURES_TO_OPEN


def test_a_service_is_tried_again_after_a_rest_and_used_when_it_is_back(
    upstream: Upstream, requests_mock: requests_mock.Mocker, clock: dict[str, float]
) -> None:
    requests_mock.post(URL, [*[{"status_code": 503}] * FAILURES_TO_OPEN, {"json": {}}])
    fail(upstream)

    clock["now"] += OPEN_SECONDS + 0.1

    assert [upstream.send("POST", "/v1/bands", {}).status for _ in range(3)] == [200, 200, 200]


def test_a_service_that_fails_again_after_its_rest_rests_again(
    upstream: Upstream, requests_mock: requests_mock.Mocker, clock: dict[str, float]
) -> None:
    requests_mock.post(URL, status_code=503)
    fail(upstream)
    clock["now"] += OPEN_SECONDS + 0.1
    fail(upstream, times=3)

    assert requests_mock.call_count == FAILURES_TO_OPEN + 1


def test_one_call_at_a_time_tries_a_service_after_its_rest(
    upstream: Upstream, requests_mock: requests_mock.Mocker, clock: dict[str, float]
) -> None:
    requests_mock.post(URL, status_code=503)
    fail(upstream)
    clock["now"] += OPEN_SECONDS + 0.1
    asked, let_go = threading.Event(), threading.Event()

    def answer_late(_request: object, _context: object) -> str:
        asked.set()
        assert let_go.wait(10)
        return json.dumps({})

    requests_mock.post(URL, text=answer_late)
    inside = contextvars.copy_context()
    trial = threading.Thread(target=lambda: inside.run(upstream.send, "POST", "/v1/bands", {}))
    trial.start()
    assert asked.wait(10)

    with pytest.raises(UpstreamError, match="another call is trying it"):
        upstream.send("POST", "/v1/bands", {})
    let_go.set()
    trial.join()

    assert upstream.send("POST", "/v1/bands", {}).status == 200
