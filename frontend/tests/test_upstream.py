"""What a service says, as the pages understand it."""

from typing import Any

import pytest
import requests_mock

from gig_web import deadline
from gig_web.upstream import (
    FAILURES_TO_OPEN,
    Answer,
    Refused,
    SignedOut,
    Upstream,
    UpstreamError,
)

URL = "http://bands.test/v1/bands"


def test_an_answer_is_its_status_and_its_json(upstream: Upstream, requests_mock: requests_mock.Mocker) -> None:
    requests_mock.get(URL, json={"items": []})

    assert upstream.get("/v1/bands") == Answer(200, {"items": []})


@pytest.mark.parametrize("text", ["👩‍👩‍👧 Family", "\\ud800 typed out"], ids=["emoji", "a word like an escape"])
def test_whatever_can_be_written_is_read(upstream: Upstream, requests_mock: requests_mock.Mocker, text: str) -> None:
    requests_mock.get(URL, json={"name": text})

    assert upstream.get("/v1/bands").body == {"name": text}


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
    [b"<html>", b"\xff\xfe\x00", b"[" * 200_000, b'{"name": "\xe9"}', b'{"name": "\\uD800"}'],
    ids=["html", "no text", "nested without end", "not UTF-8", "half a surrogate pair"],
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
