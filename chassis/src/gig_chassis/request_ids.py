"""One id a request, given by the first service it meets and carried to all others (`X-Request-ID`)."""

import re
import uuid

import structlog
from flask import Flask, Response, g, request

HEADER = "X-Request-ID"
_WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{8,64}")


def init_app(app: Flask) -> None:
    """Give each request its id before anything else runs, bind it to the log and answer with it."""
    app.before_request(_take_over_or_make)
    app.after_request(_answer_with_it)


def current() -> str:
    """Give the id of the request under way."""
    return str(g.get("request_id", ""))


def _take_over_or_make() -> None:
    given = request.headers.get(HEADER, "")
    g.request_id = given if _WELL_FORMED.fullmatch(given) else uuid.uuid4().hex
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _answer_with_it(response: Response) -> Response:
    response.headers[HEADER] = current()
    return response
