"""Signing in and out, and coming in by an invite."""

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from gig_web import clients
from gig_web.accounts import access, entrance, roles, signing_in, visitor, zones
from gig_web.clients.people import SignedIn
from gig_web.upstream import Refused, SignedOut, UpstreamError

bp = Blueprint("accounts", __name__)

NOT_FOUND, INVALID = 404, 422


@bp.get("/sign-in")
@access.allow(None)
def sign_in() -> Response:
    """Show where to sign in."""
    if visitor.current():
        return redirect(entrance.destination(request.args.get("next", "")), 303)
    try:
        signing_in.is_first()
    except UpstreamError:
        return entrance.page(signing_in.silent())
    return entrance.page()


@bp.post("/sign-in")
@access.allow("viewer", newcomer=True)
def go_on() -> Response:
    """Go where the person wanted to go; the entrance has signed them in."""
    return redirect(entrance.destination(request.args.get("next", "")), 303)


@bp.post("/sign-out")
@access.allow("viewer", carries_check=True)
def sign_out() -> Response:
    """End all sessions of the person, and forget here what was theirs, even when the backend does not answer."""
    left = "everywhere"
    try:
        clients.current().people.sign_out()
    except SignedOut:
        pass  # it has ended already
    except UpstreamError:
        left = "here"
    visitor.end()
    session.clear()
    answer = redirect(url_for("accounts.sign_in", left=left), 303)
    answer.headers["Clear-Site-Data"] = '"cache"'  # no page of theirs comes back with Back
    return answer


@bp.get("/invites/<secret>")
@access.allow(None)
def show_invite(secret: str) -> Response:
    """Show who invites to what."""
    return _invite_page(secret, {})


@bp.post("/invites/<secret>")
@access.allow(None)
def accept_invite(secret: str) -> Response:
    """Make the account and sign in; sent twice, the second signs in."""
    name, password = request.form.get("name", ""), request.form.get("password", "")
    zone = zones.find(request.form.get("time_zone", ""))
    try:
        signed_in = _come_in({"secret": secret, "name": name, "password": password, "time_zone": zone})
    except Refused as error:
        return _invite_page(secret, error.fields(), error.status)
    visitor.begin(signed_in)
    return redirect(url_for("suggest.show_card"), 303)


def _come_in(account: dict[str, str | None]) -> SignedIn:
    """Accept the invite; where it was used by this very person, sign in."""
    try:
        return clients.current().people.accept(account)
    except Refused as error:
        if error.status != NOT_FOUND:
            raise
        try:
            return signing_in.begin(str(account["name"]), str(account["password"]))
        except Refused:
            raise error from None


def _invite_page(secret: str, errors: dict[str, str], status: int = 200) -> Response:
    try:
        invitation = clients.current().people.look(secret)
    except Refused as error:
        if error.status not in {NOT_FOUND, INVALID}:
            raise
        return Response(render_template("accounts/no_invite.html"), NOT_FOUND, mimetype="text/html")
    name = request.form.get("name", "")
    html = render_template("accounts/invite.html", invitation=invitation, errors=errors, name=name, duties=roles.DUTIES)
    return Response(html, status, mimetype="text/html")
