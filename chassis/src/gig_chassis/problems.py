"""Errors as `application/problem+json` (RFC 9457), all of them, with a sentence that says what to do."""

import json
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

import structlog
from flask import Flask, Response
from werkzeug.exceptions import HTTPException, InternalServerError

from gig_chassis import request_ids

MEDIA_TYPE = "application/problem+json"
OVERLOADED, DATABASE_AWAY = "overloaded", "database_away"  # why a service asks to come back later

_log = structlog.get_logger()

_DETAILS = {
    400: "The request could not be understood. Check its syntax.",
    404: "There is nothing at this address.",
    413: "This is larger than the service accepts. Send less at once.",
    415: "Send the body as application/json.",
    500: "Something went wrong on our side. Try again; if it stays, quote the request id.",
    503: "The service cannot answer just now. Try again in a moment.",
}


class Problem(HTTPException):
    """An error to answer with: status, a sentence, and any further members of the problem body."""

    def __init__(
        self, status: int, detail: str, *, headers: Mapping[str, str] | None = None, **members: object
    ) -> None:
        super().__init__(detail)
        self.code = status
        self.members = members
        self.headers = headers or {}

    def get_headers(self, *args: Any, **kwargs: Any) -> list[tuple[str, str]]:  # noqa: ANN401  # werkzeug's signature
        """Add its own headers, such as `Retry-After`."""
        return [*super().get_headers(*args, **kwargs), *self.headers.items()]


def invalid(pointer: str, detail: str) -> Problem:
    """Make the 422 for one field, named by its JSON pointer."""
    return Problem(422, "Some of this cannot be accepted.", errors=[{"pointer": pointer, "detail": detail}])


def init_app(app: Flask) -> None:
    """Answer every error of `app` as a problem."""
    app.register_error_handler(HTTPException, render)
    app.register_error_handler(Exception, render_crash)


def render(error: HTTPException) -> Response:
    """Turn `error` into its problem; headers such as `Allow` and `Retry-After` survive."""
    status = error.code or 500
    members = dict(getattr(error, "members", {}))
    if messages := getattr(error, "data", {}).get("messages"):
        members["errors"] = list(_flatten(messages))
    response = Response(status=status)
    response.headers.extend((name, value) for name, value in error.get_headers() if name.lower() != "content-type")
    response.set_data(json.dumps(body(status, _detail(error, status, members), **members)))
    response.content_type = MEDIA_TYPE
    return response


def body(status: int, detail: str, **members: object) -> dict[str, object]:
    """Give the members of a problem: type, title, status, detail, request_id and `members`."""
    title = HTTPStatus(status).phrase
    return {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        "request_id": request_ids.current(),
        **members,
    }


def render_crash(error: Exception) -> Response:
    """Answer 500 without internals; the log has them."""
    _log.error("crash", exc_info=error)
    return render(InternalServerError())


def _detail(error: HTTPException, status: int, members: dict[str, object]) -> str:
    if isinstance(error, Problem):
        return str(error.description)
    if "errors" in members:
        return "Some of this cannot be accepted."
    return _DETAILS.get(status, error.description or "")


def _flatten(messages: object, pointer: str = "") -> Iterator[dict[str, str]]:
    """Turn nested validation messages into `{pointer, detail}`; the first level names where (json, query)."""
    if isinstance(messages, dict):
        for key, inner in messages.items():
            at = "" if pointer == "" and key in {"json", "query", "headers", "path"} else f"{pointer}/{_escape(key)}"
            yield from _flatten(inner, at.replace("/_schema", ""))
    elif isinstance(messages, list):
        for inner in messages:
            yield from _flatten(inner, pointer)
    else:
        yield {"pointer": pointer, "detail": str(messages)}


def _escape(key: object) -> str:
    return str(key).replace("~", "~0").replace("/", "~1")
