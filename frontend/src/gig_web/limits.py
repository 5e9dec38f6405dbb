"""How often somebody may try to sign in and save; who goes too fast gets a page that sends the same form again."""

import ipaddress
import time

from flask import Flask, Response, render_template, request
from flask_limiter import ApplicationLimit, Limiter, RateLimitExceeded

from gig_web.accounts import signing_in, visitor
from gig_web.settings import Settings

SIGN_IN_PATHS = ("/sign-in", "/invites/")
NOT_CARRIED = {"csrf_token", *signing_in.FIELDS}
PASSWORDS = {"password", "current", "new"}  # a page never gives these back, so such a form is typed anew
READS = {"GET", "HEAD", "OPTIONS"}
NETWORK_BITS = 64  # what one household or machine has of IPv6 addresses


def init_app(app: Flask, config: Settings) -> None:
    """Limit `app`; its storage counts for all replicas, or each process for itself while that does not answer."""
    app.before_request(_read_form)
    sign_ins = ApplicationLimit(
        limit_provider=f"{config.sign_ins_per_minute} per minute",
        scope="sign-ins",
        key_function=address,
        exempt_when=lambda: not is_sign_in(),
    )
    saves = ApplicationLimit(
        limit_provider=f"{config.saves_per_minute} per minute",
        scope="saves",
        key_function=person_or_address,
        exempt_when=lambda: request.method in READS,
    )
    limiter = Limiter(
        address,
        application_limits=[sign_ins, saves],
        storage_uri=config.rate_storage,
        strategy="moving-window",
        headers_enabled=False,  # they would put Retry-After on every answer
        in_memory_fallback_enabled=True,
    )
    limiter.init_app(app)
    app.register_error_handler(RateLimitExceeded, lambda _error: _slow_down(limiter))


def is_sign_in() -> bool:
    """Say whether the request under way tries to sign in, or to accept an invitation."""
    return request.method not in READS and (request.path.startswith(SIGN_IN_PATHS) or signing_in.NAME in request.form)


def address() -> str:
    """Give the client's address; of IPv6 the network, as one machine has as many addresses there as it likes."""
    given = request.remote_addr or "unknown"
    try:
        bits = NETWORK_BITS if ipaddress.ip_address(given).version == 6 else 32  # noqa: PLR2004  # IPv6, IPv4
        return str(ipaddress.ip_network((given, bits), strict=False))
    except ValueError:
        return given


def person_or_address() -> str:
    """Give who is signed in, or else the address."""
    here = visitor.current()
    return here.person_id if here else address()


def _read_form() -> None:
    """Read the form before it is counted: the limiter would take a form that is too large for a dead storage."""
    if request.method not in READS:
        request.form.get(signing_in.NAME)


def _slow_down(limiter: Limiter) -> Response:
    reached = limiter.current_limit
    seconds = max(1, reached.reset_at - int(time.time())) if reached else 60
    shown = {"seconds": seconds, "signing_in": is_sign_in(), "carried": _carried(), "action": request.full_path}
    html = render_template("too_often.html", **shown)
    return Response(html, 429, {"Retry-After": str(seconds)}, mimetype="text/html")


def _carried() -> list[tuple[str, str]]:
    if request.url_rule is None or PASSWORDS & set(request.form):  # nothing is sent to where there is nothing
        return []
    return [(name, value) for name, value in request.form.items(multi=True) if name not in NOT_CARRIED]
