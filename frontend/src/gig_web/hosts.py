"""The names the pages may be asked for under: a page elsewhere must not reach an open planner by its own name.

A planner on a loopback address has no name but these, or an attacker's domain could resolve to it (DNS rebinding).
"""

from urllib.parse import urlsplit

from flask import Flask, Response, request

from gig_chassis import addresses

LOOPBACK = ("localhost", "127.0.0.1", "::1")
_REFUSED = "This planner is not known under that name. Whoever runs it can add the name to TRUSTED_HOSTS.\n"


def init_app(app: Flask, host: str, trusted: str) -> None:
    """Refuse other names with a bare 400; bound to other than loopback, any name will do unless `trusted` says some."""
    any_will_do = not trusted.split() and not addresses.is_loopback(host)
    names = None if any_will_do else {*LOOPBACK, host.lower(), *_names(trusted)}

    @app.before_request
    def refuse_strange_host() -> Response | None:
        asked = urlsplit(f"//{request.host}").hostname  # Flask gives none for what cannot be a host
        return None if asked and (names is None or asked in names) else Response(_REFUSED, 400, mimetype="text/plain")


def _names(trusted: str) -> set[str]:
    return {name.lower().strip("[]") for name in trusted.split()}
