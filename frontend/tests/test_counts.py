"""What the front end counts of its calls, told at /metrics; and a service that asks to wait is not pressed."""

from collections.abc import Callable, Iterator

import circuitbreaker
import pytest
import requests
import requests_mock
from flask import Flask
from flask.testing import FlaskClient

from gig_web import busy
from gig_web.upstream import FAILURES_TO_OPEN, OPEN_SECONDS, Busy, Refused, Upstream, UpstreamError

URL = "http://bands.test/v1/bands"
LATER = {"Retry-After": "2"}
SHED = {"status_code": 503, "headers": LATER, "json": {"code": "overloaded"}}
TOKEN = {"Authorization": "Bearer " + "t" * 40}


@pytest.fixture
def upstream(app: Flask) -> Iterator[Upstream]:
    """Give the way to a service, inside a request of the front end."""
    upstream = Upstream("the band list", "http://bands.test/", "s3cret")
    with app.test_request_context():
        yield upstream
    upstream.close()


@pytest.fixture
def told(app: Flask) -> Callable[[str], str]:
    """Read the value of one line of the metrics."""

    def read(name: str) -> str:
        lines = app.extensions["metrics"].text().decode().splitlines()
        return next((line.rpartition(" ")[2] for line in lines if line.startswith(name)), "never")

    return read


def ask(upstream: Upstream, times: int = 1, method: str = "GET") -> UpstreamError:
    for _ in range(times):
        with pytest.raises(UpstreamError) as failed:
            upstream.send(method, "/v1/bands")
    return failed.value


@pytest.mark.parametrize(
    "answer",
    [{"text": "down"}, {"json": ["no", "object"]}, {"json": {"code": "other"}}],
    ids=["no JSON", "no object", "another code"],
)
def test_a_service_that_asks_to_wait_is_not_asked_again_at_once_but_rests_like_one_that_fails(
    upstream: Upstream, requests_mock: requests_mock.Mocker, answer: dict[str, object]
) -> None:
    requests_mock.get(URL, status_code=503, headers=LATER, **answer)

    failed = ask(upstream, FAILURES_TO_OPEN + 1)

    assert requests_mock.call_count == FAILURES_TO_OPEN
    assert str(failed) == "the band list: resting after repeated failures"


@pytest.mark.parametrize(
    "answer", [SHED, {**SHED, "json": {"code": "database_away"}}], ids=["sheds load", "without its database"]
)
def test_a_service_that_says_why_is_not_asked_again_at_once_and_goes_on_being_asked(
    upstream: Upstream, requests_mock: requests_mock.Mocker, answer: dict[str, object]
) -> None:
    requests_mock.get(URL, **answer)

    failed = ask(upstream, 3 * FAILURES_TO_OPEN)

    assert requests_mock.call_count == 3 * FAILURES_TO_OPEN
    assert isinstance(failed, Busy)
    assert str(failed) == "the band list: asks to come back later"


def test_each_try_is_timed_by_how_it_ended(
    upstream: Upstream, requests_mock: requests_mock.Mocker, told: Callable[[str], str]
) -> None:
    requests_mock.get(URL, [{"json": {}}, {"exc": requests.ConnectionError}, {"status_code": 404, "json": {}}, SHED])

    upstream.get("/v1/bands")
    with pytest.raises(Refused):
        upstream.get("/v1/bands")
    ask(upstream)

    label = 'upstream_seconds_count{outcome="%s",upstream="the band list"}'
    assert [told(label % outcome) for outcome in ("answered", "failed", "busy")] == ["2.0", "1.0", "1.0"]


def test_the_breaker_shows_its_state_and_what_was_not_asked(
    upstream: Upstream,
    requests_mock: requests_mock.Mocker,
    told: Callable[[str], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now, shown, rested = 1000.0, 'upstream_breaker{upstream="the band list"}', "upstream_rested_total"
    monkeypatch.setattr(circuitbreaker, "monotonic", lambda: now)
    requests_mock.post(URL, [{"status_code": 500}] * FAILURES_TO_OPEN + [{"json": {}}])

    states = [told(shown)]
    ask(upstream, FAILURES_TO_OPEN, "POST")
    states.append(told(shown))
    ask(upstream, 2, "POST")
    now += OPEN_SECONDS + 1
    upstream.send("POST", "/v1/bands")
    states.append(told(shown))

    assert states == ["never", "2.0", "0.0"]
    assert told(rested) == "2.0"


def test_metrics_ask_for_the_service_token_and_not_for_an_account(stranger: FlaskClient, client: FlaskClient) -> None:
    assert stranger.get("/metrics").status_code == 401
    assert client.get("/metrics").status_code == 401
    assert stranger.get("/metrics", headers=TOKEN).status_code == 200


def test_a_refused_visitor_reads_what_to_do(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gig_chassis.shedding.Line.enter", lambda _line: False)

    page = client.get("/gigs")

    assert (page.status_code, page.mimetype, page.headers["Retry-After"]) == (503, "text/html", "2")
    assert page.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert '<h1 class="display-5">Too busy just now</h1>' in page.text
    assert client.get("/healthz").status_code == 200


def test_the_page_for_the_refused_names_files_that_there_are(client: FlaskClient) -> None:
    text = busy.page().body.decode()

    for address in [part.split('"')[0] for part in text.split('href="')[1:]]:
        with client.get(address) as file:
            assert file.status_code == 200
