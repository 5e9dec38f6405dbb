"""Bodies that are too large or break off."""

from io import BytesIO

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from gig_chassis import bodies

MOST = 100
FORM = "application/x-www-form-urlencoded"


class Broken(BytesIO):
    """A body whose chunks are malformed."""

    def read(self, *_sizes: object) -> bytes:
        """Fail as a server does."""
        raise OSError("bad chunk")


@pytest.fixture
def client() -> FlaskClient:
    app = Flask("bounded")

    @app.before_request
    def allow_more() -> None:
        if "large" in request.args:
            request.max_content_length = 2 * MOST

    bodies.init_app(app, MOST)

    @app.post("/")
    def measure() -> list[int]:
        return [len(request.form.get("text", "")), len(request.get_data())]

    @app.get("/ignored")
    def ignore() -> str:
        return "ignored"

    return app.test_client()


def chunked(client: FlaskClient, stream: BytesIO) -> TestResponse:
    as_sent = {"wsgi.input": stream, "wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}
    return client.post("/", content_type=FORM, environ_overrides=as_sent)


@pytest.mark.parametrize(("length", "status"), [(0, 200), (MOST - 5, 200), (MOST - 4, 413), (10**6, 413)], ids=str)
def test_a_body_up_to_the_limit_is_taken_and_a_larger_one_refused(
    client: FlaskClient, length: int, status: int
) -> None:
    content = b"text=" + b"x" * length

    told, untold = client.post("/", data=content, content_type=FORM), chunked(client, BytesIO(content))

    assert (told.status_code, untold.status_code) == (status, status)
    if status == 200:
        assert told.json[0] == untold.json[0] == length


def test_a_body_nobody_reads_is_refused_too(client: FlaskClient) -> None:
    assert client.get("/ignored", data=b"x" * (MOST + 1)).status_code == 413


@pytest.mark.parametrize(("length", "status"), [(MOST + 1, 200), (2 * MOST, 200), (2 * MOST + 1, 413)], ids=str)
def test_a_check_made_before_may_allow_one_request_more(client: FlaskClient, length: int, status: int) -> None:
    content = b"x" * length

    assert client.get("/ignored?large", data=content).status_code == status
    assert client.get("/ignored", data=content).status_code == 413


def test_a_body_that_breaks_off_is_the_callers_mistake(client: FlaskClient) -> None:
    assert chunked(client, Broken()).status_code == 400
