"""Pages for what goes wrong: plain words, what to do next, the request id to quote."""

import structlog
from flask import Flask, render_template
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from gig_chassis import request_ids
from gig_web.upstream import Refused, UpstreamError

Answer = tuple[str, int, list[tuple[str, str]]]

_log = structlog.get_logger()

_WORDS = {
    400: ("That did not work", "The form was sent in a way this page does not understand. Go back and try again."),
    403: (
        "Not for your account",
        "Your account may look at this planner, but not do this. Ask an admin to change your role.",
    ),
    404: ("Nothing here", "There is no page at this address. It may have been moved or mistyped."),
    405: ("That did not work", "This address answers another kind of request. Go back and use the buttons there."),
    413: (
        "Too much at once",
        "This is more than the planner accepts. Shorten the longest text, or choose a smaller file.",
    ),
    500: ("Something broke", "It is our fault, not yours. Nothing half-done was saved. Try again in a moment."),
    503: ("Not available just now", "Part of the planner does not answer. Try again in a moment."),
}
_STALE_FORM = "This form is too old or came from another window. Go back, reload the page and send it again."


def init_app(app: Flask) -> None:
    """Answer every error of `app` with a page."""
    app.register_error_handler(CSRFError, _refuse_stale_form)
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(UpstreamError, show_missing_service)
    app.register_error_handler(Refused, _show_refusal)
    app.register_error_handler(Exception, _show_crash)


def page(status: int, title: str, detail: str) -> tuple[str, int]:
    """Render the error page."""
    html = render_template("error.html", title=title, detail=detail, request_id=request_ids.current())
    return html, status


def show_http_error(error: HTTPException) -> Answer:
    """Give the page for a status, with the headers that belong to it."""
    status = error.code or 500
    title, detail = _WORDS.get(status, (error.name, error.description or ""))
    headers = [(name, value) for name, value in error.get_headers() if name in {"Allow", "Retry-After"}]
    return (*page(status, title, detail), headers)


def _refuse_stale_form(error: CSRFError) -> tuple[str, int]:
    del error
    return page(400, "That form is too old", _STALE_FORM)


def show_missing_service(error: UpstreamError) -> tuple[str, int]:
    """Say which service does not answer."""
    _log.warning("upstream failed", upstream=error.service, reason=str(error))
    return page(503, f"{error.service} does not answer".capitalize(), _WORDS[503][1])


def _show_refusal(error: Refused) -> tuple[str, int]:
    if error.status == 404:  # noqa: PLR2004  # not found there is not found here
        return page(404, *_WORDS[404])
    if error.status == 403:  # noqa: PLR2004  # their role changed since the page was shown
        return page(403, *_WORDS[403])
    _log.warning("unexpected refusal", status=error.status, reason=str(error))
    return page(error.status, "That was refused", str(error) or _WORDS[400][1])


def _show_crash(error: Exception) -> Answer:
    _log.error("crash", exc_info=error)
    return show_http_error(InternalServerError())
