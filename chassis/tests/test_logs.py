"""What lands in the log: one JSON line a request, and nothing private."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from flask import Flask

from gig_chassis import logs, problems, request_ids


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    logs.configure("stage", "DEBUG", stream)
    yield stream
    structlog.reset_defaults()
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture
def app() -> Flask:
    app = Flask("stage")
    request_ids.init_app(app)
    logs.init_app(app)
    problems.init_app(app)
    app.add_url_rule("/gigs/<name>", "gig", lambda name: name)
    app.add_url_rule("/healthz", "health", lambda: "ok")
    app.add_url_rule("/crash", "crash", _crash)
    return app


def _crash() -> str:
    raise RuntimeError("the amp\nis broken")


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_request_is_one_line_with_its_route_and_id(app: Flask, stream: io.StringIO) -> None:
    app.test_client().get("/gigs/secret?key=private", headers={"X-Request-ID": "abcdefgh", "Cookie": "c=private"})

    [line] = lines(stream)
    assert line.pop("ms") >= 0
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "service": "stage",
        "event": "request",
        "level": "info",
        "method": "GET",
        "route": "/gigs/<name>",
        "status": 200,
        "request_id": "abcdefgh",
    }


def test_an_unknown_address_has_no_route(app: Flask, stream: io.StringIO) -> None:
    app.test_client().get("/nowhere")

    [line] = lines(stream)
    assert (line["route"], line["status"]) == (None, 404)


def test_health_checks_are_logged_at_debug_only(app: Flask, stream: io.StringIO) -> None:
    app.test_client().get("/healthz")

    assert [line["level"] for line in lines(stream)] == ["debug"]


def test_a_level_hides_what_is_below_it(app: Flask) -> None:
    quiet = io.StringIO()
    logs.configure("stage", "WARNING", quiet)

    app.test_client().get("/gigs/a")

    assert quiet.getvalue() == ""


def test_a_crash_is_one_line_with_its_traceback(app: Flask, stream: io.StringIO) -> None:
    app.test_client().get("/crash")

    crash, request = lines(stream)
    assert (crash["event"], crash["level"]) == ("crash", "error")
    assert "the amp\nis broken" in crash["exception"]
    assert request["status"] == 500
    assert request["request_id"] == crash["request_id"]


def test_a_line_break_in_a_name_cannot_forge_a_line(stream: io.StringIO) -> None:
    structlog.get_logger().warning("saved", title='Muse\r\n{"event": "forged"}')

    [line] = lines(stream)
    assert line["title"] == 'Muse\r\n{"event": "forged"}'


def test_records_of_other_libraries_are_json_too(stream: io.StringIO) -> None:
    logging.getLogger("urllib3").warning("retrying %s", "GET")

    [line] = lines(stream)
    assert (line["event"], line["level"], line["service"]) == ("retrying GET", "warning", "stage")
