"""What every answer carries: a strict content security policy, CSRF on each form, careful cookies."""

from datetime import timedelta

from flask import Flask, Response
from flask_wtf.csrf import CSRFProtect

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
MAX_FORM_BYTES = 256 * 1024


def init_app(app: Flask, secret_key: str) -> None:
    """Add headers, CSRF protection and cookie settings; raises ValueError for a short key."""
    if len(secret_key) < 32:  # noqa: PLR2004  # 256 bits as text
        raise ValueError("SECRET_KEY must have at least 32 characters")
    app.config.update(
        SECRET_KEY=secret_key,
        SESSION_COOKIE_NAME="gig_planner",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(days=365),
        SESSION_REFRESH_EACH_REQUEST=False,  # a static file kept by a shared cache must not carry somebody's cookie
        MAX_CONTENT_LENGTH=MAX_FORM_BYTES,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a form left open over night still saves
    )
    CSRFProtect(app)
    app.after_request(_add_headers)


def _add_headers(response: Response) -> Response:
    response.headers.update(HEADERS)
    if response.mimetype == "text/html":
        response.headers.setdefault("Cache-Control", "no-store")
    return response
