"""What a service says, as the pages understand it."""

import contextvars
import json
import threading
from collections.abc import Iterator
from typing import Any

import circuitbreaker
import pytest
import requests_mock
from flask import Flask

from gig_web import deadline
from gig_web.upstream import (
    FAILURES_TO_OPEN,
    OPEN_SECONDS,
    Answer,
    Refused,
    SignedOut,
    Spokesman,
    Upstream,
    UpstreamError,
)

URL = "http://bands.test/v1/bands"


@pytest.fixture
def upstream(app: Flask) -> Iterator[Upstream]:
    """Give the way to a service, inside a request of the front end."""
    upstream = Upstream("the band list", "http://bands.test/", "s3cret", Spokesman(lambda: {"X-Acting": "Sam"}))
    with app.test_request_context("/healthz", headers={"X-Request-ID": "carried-on"}):
        app.preprocess_request()
        yield upstream
    upstream.close()


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


def test_an_answer_is_its_status_and_its_json(upstream: Upstream, requests_mock: requests_mock.Mocker) -> None:
    requests_mock.get(URL, json={"items": []})

    assert upstream.get("/v1/bands") == Answer(200, {"items": []})


def test_an_answer_without_a_body_has_none(upstream: Upstream, requests_mock: requests_mock.Mocker) -> None:
    requests_mock.delete(URL, status_code=204)

    assert upstream.send("DELETE", "/v1/bands") == Answer(204, None)


def test_a_call_carries_token_request_id_revision_person_and_body(
    upstream: Upstream, requests_mock: requests_mock.Mocker
) -> None:
    requests_mock.put(URL, json={})

    upstream.send("PUT", "/v1/bands", {"name": "Sigur Rós"}, rev=3, params={"q": "ö&"})

    sent = requests_mock.last_request
    assert sent is not None
    assert {name: sent.headers[name] for name in ("Authorization", "X-Request-ID", "If-Match", "X-Acting")} == {
        "Authorization": "Bearer s3cret",
        "X-Request-ID": "carried-on",
        "If-Match": '"3"',
        "X-Acting": "Sam",
    }
    assert sent.json() == {"name": "Sigur Rós"}
    assert sent.qs == {"q": ["ö&"]}


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        pytest.param(
            {"json": {"detail": "Too long.", "errors": []}}, {"detail": "Too long.", "errors": []}, id="problem"
        ),
        pytest.param({"text": "<h1>Bad Request</h1>"}, {}, id="the server's own words"),
        pytest.param({"text": ""}, {}, id="no words at all"),
        pytest.param({"json": ["no object"]}, {}, id="not an object"),
    ],
)
def test_a_no_is_an_answer_and_not_a_failure(
    upstream: Upstream, requests_mock: requests_mock.Mocker, answer: dict[str, Any], problem: dict[str, Any]
) -> None:
    requests_mock.post(URL, status_code=422, **answer)

    for _ in range(FAILURES_TO_OPEN + 1):
        with pytest.raises(Refused) as refused:
            upstream.send("POST", "/v1/bands", {})

    assert (refused.value.status, refused.value.problem) == (422, problem)
    assert requests_mock.call_count == FAILURES_TO_OPEN + 1


@pytest.mark.parametrize("status", [302, 500, 501, 502, 503, 504, 507])
def test_an_answer_that_helps_nobody_is_a_failure(
    upstream: Upstream, requests_mock: requests_mock.Mocker, status: int
) -> None:
    requests_mock.post(URL, status_code=status, json={})

    with pytest.raises(UpstreamError, match=f"the band list: answered {status}"):
        upstream.send("POST", "/v1/bands", {})


@pytest.mark.parametrize("body", [{}, {"code": "other"}, []], ids=["no code", "another code", "no object"])
def test_a_service_that_does_not_accept_our_token_is_as_good_as_down(
    upstream: Upstream, requests_mock: requests_mock.Mocker, body: object
) -> None:
    requests_mock.get(URL, status_code=401, json=body)

    with pytest.raises(UpstreamError, match="does not accept the service token"):
        upstream.get("/v1/bands")


def test_a_session_that_has_ended_is_an_answer_and_not_a_failure(
    upstream: Upstream, requests_mock: requests_mock.Mocker
) -> None:
    requests_mock.get(URL, status_code=401, json={"code": "signed_out"})

    for _ in range(FAILURES_TO_OPEN + 1):
        with pytest.raises(SignedOut):
            upstream.get("/v1/bands")

    assert requests_mock.call_count == FAILURES_TO_OPEN + 1


@pytest.mark.parametrize(
    "content",
    [b"<html>", b"\xff\xfe\x00", b"[" * 200_000, b'{"name": "\xe9"}'],
    ids=["html", "no text", "nested without end", "not UTF-8"],
)
def test_an_answer_that_is_not_json_is_a_failure(
    upstream: Upstream, requests_mock: requests_mock.Mocker, content: bytes
) -> None:
    requests_mock.get(URL, content=content)

    with pytest.raises(UpstreamError, match="did not answer in JSON"):
        upstream.get("/v1/bands")


@pytest.mark.parametrize(
    ("method", "calls"), [("GET", 2), ("PUT", 2), ("DELETE", 2), ("POST", 1)], ids=["GET", "PUT", "DELETE", "POST"]
)
def test_only_what_may_be_done_twice_is_tried_twice(
    upstream: Upstream, requests_mock: requests_mock.Mocker, method: str, calls: int
) -> None:
    requests_mock.request(method, URL, status_code=503)

    with pytest.raises(UpstreamError):
        upstream.send(method, "/v1/bands")

    assert requests_mock.call_count == calls


def test_a_second_try_that_works_is_enough(upstream: Upstream, requests_mock: requests_mock.Mocker) -> None:
    requests_mock.get(URL, [{"status_code": 503}, {"json": {}}])

    assert upstream.get("/v1/bands") == Answer(200, {})


def test_there_is_no_second_try_when_little_time_is_left(
    upstream: Upstream, requests_mock: requests_mock.Mocker
) -> None:
    requests_mock.get(URL, status_code=503)
    deadline.start(0.3)

    with pytest.raises(UpstreamError):
        upstream.get("/v1/bands")

    assert requests_mock.call_count == 1


def test_a_page_out_of_time_asks_nobody_and_blames_nobody(
    upstream: Upstream, requests_mock: requests_mock.Mocker
) -> None:
    requests_mock.get(URL, json={})
    deadline.start(0)
    for _ in range(FAILURES_TO_OPEN):
        with pytest.raises(UpstreamError, match="no time left"):
            upstream.get("/v1/bands")

    deadline.start(1)

    assert upstream.get("/v1/bands") == Answer(200, {})
    assert requests_mock.call_count == 1


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
