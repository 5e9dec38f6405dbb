"""Signing in and out, and coming in by an invite."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from gig_web import clients
from gig_web.accounts import access, entrance, signing_in, visitor
from gig_web.upstream import Refused

bp = Blueprint("accounts", __name__)

PASSWORD_LENGTHS = (8, 256)


@bp.get("/sign-in")
@access.allow(None)
def sign_in() -> Response:
    """Show where to sign in."""
    if visitor.current():
        return redirect(entrance.destination(request.args.get("next", "")), 303)
    signing_in.is_first()
    return entrance.page()


@bp.post("/sign-in")
@access.allow("viewer", newcomer=True)
def go_on() -> Response:
    """Go where the person wanted to go; the entrance has signed them in."""
    return redirect(entrance.destination(request.args.get("next", "")), 303)


@bp.post("/sign-out")
@access.allow("viewer")
def sign_out() -> Response:
    """End all sessions of the person."""
    clients.current().people.sign_out()
    visitor.end()
    return redirect(url_for("accounts.sign_in", left="1"), 303)


@bp.get("/invites/<secret>")
@access.allow(None)
def show_invite(secret: str) -> Response:
    """Show who invites to what."""
    return _invite_page(secret, {})


@bp.post("/invites/<secret>")
@access.allow(None)
def accept_invite(secret: str) -> Response:
    """Make the account and sign in."""
    sent = {name: request.form.get(name, "") for name in ("name", "password")}
    zone = {"time_zone": request.form["time_zone"]} if request.form.get("time_zone") else {}
    try:
        visitor.begin(clients.current().people.accept({"secret": secret, **sent, **zone}))
    except Refused as error:
        if error.status == 404:  # noqa: PLR2004  # used, revoked or too old: the page says so
            return _invite_page(secret, {})
        return _invite_page(secret, {"name": signing_in.words(error)}, error.status)
    return redirect(url_for("suggest.show_card"), 303)


def _invite_page(secret: str, errors: dict[str, str], status: int = 200) -> Response:
    try:
        invitation = clients.current().people.look(secret)
    except Refused:
        return Response(render_template("accounts/no_invite.html"), 404, mimetype="text/html")
    name = request.form.get("name", "")
    html = render_template("accounts/invite.html", invitation=invitation, errors=errors, name=name)
    return Response(html, status, mimetype="text/html")
