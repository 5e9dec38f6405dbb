"""How often somebody may try to sign in and save; who goes too fast gets a page that sends the same form again."""

import time
from collections.abc import Callable, Iterator
from ipaddress import IPv6Address, ip_address, ip_network

from flask import Flask, Response, render_template, request
from flask_limiter import ApplicationLimit, Limiter, RateLimitExceeded
from limits.errors import ConfigurationError

from gig_chassis.settings import refuse
from gig_web.accounts import carrying, signing_in, visitor
from gig_web.settings import Settings

SIGN_IN_PATHS = ("/sign-in", "/invites/")
READS = {"GET", "HEAD", "OPTIONS"}
NETWORK_BITS = 64  # what one household or machine has of IPv6 addresses


def init_app(app: Flask, config: Settings) -> None:
    """Limit `app`; raises SettingsError. The storage counts for all replicas; while it is silent each counts alone."""
    app.before_request(_read_form)
    if errors := list(_mistakes(config)):
        refuse(errors)
    limiter = Limiter(
        address,
        application_limits=_limits(config),
        storage_uri=config.rate_storage,
        strategy="moving-window",
        headers_enabled=False,  # they would put Retry-After on every answer
        in_memory_fallback_enabled=True,
    )
    try:
        limiter.init_app(app)
    except ConfigurationError as error:
        refuse([f"RATE_STORAGE cannot be used: {error}"])
    app.register_error_handler(RateLimitExceeded, lambda _error: _slow_down(limiter))


def is_sign_in() -> bool:
    """Say whether the request under way tries to sign in, or to accept an invitation."""
    return request.method not in READS and (request.path.startswith(SIGN_IN_PATHS) or signing_in.NAME in request.form)


def address() -> str:
    """Give the client's address; of IPv6 the network, as one machine has as many addresses there as it likes."""
    given = request.remote_addr or "unknown"
    try:
        known = ip_address(given)
    except ValueError:  # a proxy may say something else
        return given
    if isinstance(known, IPv6Address):
        return str(known.ipv4_mapped or ip_network((known, NETWORK_BITS), strict=False))
    return given


def person_or_address() -> str:
    """Give who is signed in, or else the address."""
    here = visitor.current()
    return here.person_id if here else address()


def _limits(config: Settings) -> list[str | Callable[[], str] | ApplicationLimit]:
    sign_ins, saves = f"{config.sign_ins_per_minute} per minute", f"{config.saves_per_minute} per minute"
    return [
        ApplicationLimit(sign_ins, address, scope="sign-ins", exempt_when=lambda: not is_sign_in()),
        ApplicationLimit(saves, person_or_address, scope="saves", exempt_when=lambda: request.method in READS),
    ]


def _mistakes(config: Settings) -> Iterator[str]:
    for name in ("sign_ins_per_minute", "saves_per_minute"):
        if getattr(config, name) < 1:
            yield f"{name.upper()} must be at least 1"


def _read_form() -> None:
    """Read the form before it is counted: the limiter would take a form that is too large for a dead storage."""
    if request.method not in READS:
        request.form.get(signing_in.NAME)


def _slow_down(limiter: Limiter) -> Response:
    reached = limiter.current_limit
    seconds = max(1, reached.reset_at - int(time.time())) if reached else 60
    carried = carrying.carried() if request.url_rule else []  # nothing is sent to where there is nothing
    shown = {"seconds": seconds, "signing_in": is_sign_in(), "carried": carried, "action": carrying.address()}
    html = render_template("too_often.html", **shown)
    return Response(html, 429, {"Retry-After": str(seconds)}, mimetype="text/html")
