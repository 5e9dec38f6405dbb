"""Trying to sign in, or to make the first account, with what the sign-in page sent."""

from dataclasses import dataclass

from flask import g, request

from gig_web import clients, memory
from gig_web.accounts import check, visitor, zones
from gig_web.clients.people import SignedIn
from gig_web.upstream import Refused, SignedOut, UpstreamError

NAME, PASSWORD, TIME_ZONE = "sign_in_name", "sign_in_password", "sign_in_time_zone"
FIELDS = {NAME, PASSWORD, TIME_ZONE}
CONFLICT = 409
_FIELDS_OF = {"name": NAME, "password": PASSWORD}
_SILENT = "Your account cannot be checked just now: the service that keeps it does not answer. Try again in a moment."


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why somebody is not signed in: a sentence for each field, "" for all of it; seconds to wait where it was said."""

    errors: dict[str, str]
    status: int
    wait: str = ""


def is_asked() -> bool:
    """Say whether the request under way comes from the sign-in page."""
    return request.method == "POST" and NAME in request.form


def attempt() -> Refusal | None:
    """Sign in, or make the first account where there is none; None when it went well."""
    try:
        visitor.begin(_begin_first() if is_first() else begin(request.form[NAME], request.form.get(PASSWORD, "")))
    except UpstreamError:
        return silent()
    except Refused as error:
        return _refusal(error)
    g.pop("newcomer", None)
    return None


def begin(name: str, password: str) -> SignedIn:
    """Begin a session in the backend; raises Refused."""
    return clients.current().people.sign_in(name, password, request.remote_addr or "")


def silent() -> Refusal:
    """Say that the backend does not answer."""
    return Refusal({"": _SILENT}, 503)


def is_first() -> bool:
    """Say whether there is no account yet, so that the first one can be made; raises UpstreamError."""
    try:
        check.ask()
    except SignedOut:
        return False
    return bool(g.get("newcomer"))


def _refusal(error: Refused) -> Refusal:
    if error.problem.get("code") == "wrong_sign_in":  # which of the two is wrong is not said; the name is kept
        return Refusal({PASSWORD: str(error)}, error.status)
    errors = {_FIELDS_OF.get(field, ""): text for field, text in error.fields().items()}
    return Refusal(errors, error.status, error.wait)


def _begin_first() -> SignedIn:
    """Make the first account, which takes over what the newcomer had chosen; sent twice, the second signs in."""
    name, password = request.form[NAME], request.form.get(PASSWORD, "")
    zone = zones.find(request.form.get(TIME_ZONE, ""))
    chosen = {"theme": memory.theme(), "keys": memory.keys_on(), "constraints": memory.constraints()}
    account = {"name": name, "password": password, "time_zone": zone, **chosen}
    try:
        return clients.current().people.make_first(account)
    except Refused as error:
        if error.status != CONFLICT:
            raise
        g.pop("newcomer", None)  # somebody was first
        return begin(name, password)
