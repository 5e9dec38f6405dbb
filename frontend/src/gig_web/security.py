"""What every answer carries and every request is held to: a strict content policy, CSRF, careful cookies, limits."""

from datetime import timedelta

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from gig_chassis import bodies, headers
from gig_web import hosts
from gig_web.cookies import CarefulCookie
from gig_web.settings import Settings

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
MAX_FORM_BYTES = 256 * 1024
MAX_FORM_PARTS = 500


def init_app(app: Flask, config: Settings) -> None:
    """Hold requests to host, size and CSRF token, and keep the cookie careful; raises ValueError for a short key."""
    if len(config.secret_key) < 32:  # noqa: PLR2004  # 256 bits as text
        raise ValueError("SECRET_KEY must have at least 32 characters")
    app.config.update(
        SECRET_KEY=config.secret_key,
        PERMANENT_SESSION_LIFETIME=timedelta(days=365),
        SESSION_REFRESH_EACH_REQUEST=False,  # a static file kept by a shared cache must not carry somebody's cookie
        MAX_FORM_PARTS=MAX_FORM_PARTS,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a form left open over night still saves
    )
    app.session_interface = CarefulCookie()
    app.url_map.merge_slashes = False  # `//gigs` is no page, and nothing to redirect a stranger for
    hosts.init_app(app, config.host, config.trusted_hosts)
    bodies.init_app(app, MAX_FORM_BYTES)
    CSRFProtect(app)


def wrap(app: Flask, trusted_proxies: int) -> None:
    """Add the headers around the finished app, and believe so many proxies about address and scheme.

    The host they pass on as it is (`Host`): what a client writes into `X-Forwarded-Host` never counts.
    """
    if trusted_proxies:
        hops = {"x_for": trusted_proxies, "x_proto": trusted_proxies}
        app.wsgi_app = ProxyFix(app.wsgi_app, **hops, x_host=0, x_port=0, x_prefix=0)  # type: ignore[method-assign]  # Flask's own way
    headers.init_app(app, CSP)
