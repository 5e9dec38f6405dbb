"""Trying to sign in, or to make the first account, with what the sign-in page sent."""

from typing import NamedTuple

from flask import g, request

from gig_web import clients, memory
from gig_web.accounts import check, visitor
from gig_web.clients.people import SignedIn
from gig_web.upstream import Refused, SignedOut, UpstreamError

NAME, PASSWORD, TIME_ZONE = "sign_in_name", "sign_in_password", "sign_in_time_zone"
FIELDS = {NAME, PASSWORD, TIME_ZONE}
_SILENT = "Your account cannot be checked just now: the service that keeps it does not answer. Try again in a moment."


class Refusal(NamedTuple):
    """Why somebody is not signed in, as a sentence, and with which status."""

    text: str
    status: int


def is_asked() -> bool:
    """Say whether the request under way comes from the sign-in page."""
    return request.method == "POST" and NAME in request.form


def attempt() -> Refusal | None:
    """Sign in, or make the first account where there is none; None when it went well."""
    try:
        visitor.begin(_begin_first() if is_first() else _begin())
    except UpstreamError:
        return Refusal(_SILENT, 503)
    except Refused as error:
        return Refusal(words(error), error.status)
    g.pop("newcomer", None)
    return None


def words(error: Refused) -> str:
    """Say what the backend refused; the first field it names is what to look at."""
    found = error.problem.get("errors") or []
    return " ".join(str(each.get("detail", "")) for each in found) if found else str(error)


def is_first() -> bool:
    """Say whether there is no account yet, so that the first one can be made."""
    try:
        check.ask()
    except SignedOut:
        return False
    return bool(g.get("newcomer"))


def _begin() -> SignedIn:
    name, password = request.form[NAME], request.form.get(PASSWORD, "")
    return clients.current().people.sign_in(name, password, request.remote_addr or "")


def _begin_first() -> SignedIn:
    """Make the first account; it takes over what the newcomer had chosen."""
    chosen = {
        "name": request.form[NAME],
        "password": request.form.get(PASSWORD, ""),
        "theme": memory.theme(),
        "keys": memory.keys_on(),
        "constraints": memory.constraints(),
    }
    zone = {"time_zone": request.form[TIME_ZONE]} if request.form.get(TIME_ZONE) else {}
    return clients.current().people.make_first(chosen | zone)
