"""One id follows a request through all services."""

import re

import pytest
from flask import Flask

from gig_chassis import request_ids


@pytest.fixture
def app() -> Flask:
    app = Flask("ids")
    request_ids.init_app(app)
    app.add_url_rule("/", view_func=request_ids.current)
    return app


def test_a_given_id_is_carried_on(app: Flask) -> None:
    answer = app.test_client().get("/", headers={"X-Request-ID": "a1b2-c3d4._"})

    assert (answer.text, answer.headers["X-Request-ID"]) == ("a1b2-c3d4._", "a1b2-c3d4._")


@pytest.mark.parametrize(
    "given",
    [None, "", "short", "x" * 65, "with blank in it", "newline%0Ainside", "ünïcödé-id"],
    ids=["none", "empty", "short", "long", "a blank", "a percent sign", "not ASCII"],
)
def test_a_missing_or_odd_id_is_replaced(app: Flask, given: str | None) -> None:
    headers = {} if given is None else {"X-Request-ID": given}

    answer = app.test_client().get("/", headers=headers)

    assert re.fullmatch(r"[0-9a-f]{32}", answer.text)
    assert answer.headers["X-Request-ID"] == answer.text


def test_two_requests_have_two_ids(app: Flask) -> None:
    client = app.test_client()

    assert client.get("/").text != client.get("/").text


def test_outside_a_request_there_is_none(app: Flask) -> None:
    with app.app_context():
        assert request_ids.current() == ""
