"""What a service counts, and to whom it tells."""

import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gig_chassis import metrics, service_auth

TOKEN, OLD = "t" * 40, "o" * 40
AUTH = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def app() -> Flask:
    app = Flask("measured")
    counts = metrics.init_app(app, service_auth.tokens(f"{TOKEN} {OLD}"))
    counts.counter("sign_ins", "Attempts to sign in", "outcome")
    counts.counter("cards", "Cards dealt")
    counts.histogram("hop_seconds", "Time of a hop", "to")
    counts.gauge("breaker", "State of a breaker", "of", workers="livemax")

    @app.get("/stamps/<stamp>")
    def show(stamp: str) -> str:
        metrics.count("sign_ins", outcome="right")
        metrics.count("cards")
        metrics.observe("hop_seconds", 0.04, to="bands")
        metrics.set_gauge("breaker", 2, of="bands")
        return stamp

    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def read(client: FlaskClient) -> str:
    return client.get("/metrics", headers=AUTH).text


@pytest.mark.parametrize(
    "headers",
    [{}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Basic {TOKEN}"}],
    ids=["no token", "a wrong token", "another scheme"],
)
def test_metrics_are_for_those_with_the_service_token(client: FlaskClient, headers: dict[str, str]) -> None:
    answer = client.get("/metrics", headers=headers)

    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert answer.text == "Send the service token.\n"


@pytest.mark.parametrize("token", [TOKEN, OLD], ids=["the new token", "the old token"])
def test_metrics_are_told_in_the_words_of_prometheus(client: FlaskClient, token: str) -> None:
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {token}"})

    assert answer.status_code == 200
    assert answer.mimetype == "text/plain"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "process_resident_memory_bytes" in answer.text


def test_requests_are_counted_by_route_and_status_not_by_address(client: FlaskClient) -> None:
    for address in ("/stamps/1", "/stamps/2", "/nothing", "/nothing-else"):
        client.get(address)

    assert 'http_request_seconds_count{method="GET",route="/stamps/<stamp>",status="200"} 2.0' in read(client)
    assert 'http_request_seconds_count{method="GET",route="none",status="404"} 2.0' in read(client)


def test_made_up_methods_are_one(client: FlaskClient) -> None:
    for method in ("BREW", "WHEN"):
        client.open("/stamps/1", method=method)

    assert 'http_request_seconds_count{method="other",route="none",status="405"} 2.0' in read(client)
    assert "BREW" not in read(client)


@pytest.mark.parametrize(
    "line",
    [
        'sign_ins_total{outcome="right"} 1.0',
        "cards_total 1.0",
        'hop_seconds_bucket{le="0.05",to="bands"} 1.0',
        'hop_seconds_bucket{le="0.025",to="bands"} 0.0',
        'breaker{of="bands"} 2.0',
    ],
    ids=["a counter", "one without labels", "a histogram", "and below", "a gauge"],
)
def test_what_a_view_counts_is_told(client: FlaskClient, line: str) -> None:
    client.get("/stamps/1")

    assert line in read(client).splitlines()


def test_each_app_counts_for_itself(app: Flask, client: FlaskClient) -> None:
    other = Flask("other")
    metrics.init_app(other, (TOKEN,))
    client.get("/stamps/1")

    assert "/stamps/" not in read(other.test_client())
    assert metrics.of(app) is not metrics.of(other)


def test_without_an_app_nothing_is_counted(app: Flask) -> None:
    metrics.count("sign_ins", outcome="nobody's")
    metrics.observe("never declared", 1)
    metrics.set_gauge("never declared", 1)

    assert "nobody's" not in read(app.test_client())


def test_a_slip_in_a_name_is_loud(app: Flask) -> None:
    with app.app_context(), pytest.raises(KeyError, match="sign_inns"):
        metrics.count("sign_inns", outcome="right")


TWO_WORKERS = """
import os, sys
from flask import Flask
from gig_chassis import metrics

app = Flask("one of two")
counts = metrics.init_app(app, ("t" * 40,))
counts.counter("cards", "Cards dealt")
counts.gauge("busy", "Requests")
with app.app_context():
    metrics.count("cards")
    counts.add("busy", 1)
if sys.argv[1:]:
    print(counts.text().decode())
"""


def test_any_of_several_workers_answers_for_all(tmp_path: Path) -> None:
    environ = {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path), "PYTHONPATH": ":".join(filter(None, sys.path))}
    command = [sys.executable, "-c", TWO_WORKERS]

    subprocess.run(command, env=environ, check=True, timeout=60)  # noqa: S603  # this very interpreter
    told = subprocess.check_output([*command, "tell"], env=environ, text=True, timeout=60)  # noqa: S603  # the same

    assert {"cards_total 2.0", "busy 2.0"} <= set(told.splitlines())
