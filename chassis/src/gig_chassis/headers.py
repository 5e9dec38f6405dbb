"""The headers that protect people at their browsers: on every answer, also on those that no view made.

Added around the whole app, so that redirects, 304s, refusals before routing and crashes carry them too.
"""

import sys
from typing import TYPE_CHECKING

import structlog
from flask import Flask

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

Fields = list[tuple[str, str]]

NOTHING_SHOWN = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"  # for JSON
PROTECTION = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
POLICY = "Content-Security-Policy"
HSTS = ("Strict-Transport-Security", "max-age=31536000")
UNCACHED = ("Cache-Control", "no-store")  # unless the answer says itself how long it may be kept

_log = structlog.get_logger()


def init_app(app: Flask, policy: str = NOTHING_SHOWN) -> None:
    """Protect every answer of `app`; `policy` says what its pages may load. What wraps the app later lies outside."""
    app.wsgi_app = _protected(app.wsgi_app, policy)  # type: ignore[method-assign, assignment]  # Flask's own way


def protective(policy: str, scheme: str) -> Fields:
    """Give the headers for an answer over `scheme`; HSTS only where it came over TLS."""
    fields = [(POLICY, policy), *PROTECTION.items()]
    return [*fields, HSTS] if scheme == "https" else fields


def _protected(inner: "WSGIApplication", policy: str) -> "WSGIApplication":
    by_scheme = {scheme: protective(policy, scheme) for scheme in ("http", "https")}
    ours = {name.lower() for name, _ in by_scheme["https"]}

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> "Iterable[bytes]":
        def start(status: str, given: Fields, exc_info: object = None, /) -> object:
            kept = [field for field in given if field[0].lower() not in ours]
            if not any(name.lower() == "cache-control" for name, _ in kept):
                kept.append(UNCACHED)
            scheme = environ["wsgi.url_scheme"]  # read now: the app knows better than the socket when behind a proxy
            return start_response(status, kept + by_scheme[scheme], exc_info)  # type: ignore[arg-type]  # as it came

        try:
            return inner(environ, start)  # type: ignore[arg-type]  # a callback protocol; ours takes the same
        except Exception:  # noqa: BLE001  # whatever it is, such as a database dying between answer and end of request
            _log.exception("crash outside the app")
            start("500 Internal Server Error", [("Content-Type", "text/plain")], sys.exc_info())
            return [b"Something broke. Try again in a moment.\n"]

    return answer
