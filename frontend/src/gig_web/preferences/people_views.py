"""The people page, for admins: who may come in, and what each may do."""

from functools import partial
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from gig_web import clients, revs
from gig_web.accounts import access, roles, visitor
from gig_web.gigs import clock, past
from gig_web.preferences import people, telling
from gig_web.preferences.people import Everybody
from gig_web.upstream import Refused

bp = Blueprint("people", __name__, url_prefix="/settings/people")

STALE, INVALID = 412, 422
LONGEST_NOTE = 200
NEW_LINK = "invite"  # the secret of a new invite, in the cookie of whoever made it until their next page


@bp.get("")
@access.allow("admin")
def list_people() -> Response:
    """Show everybody and the open invites; the link of a new one is shown this once."""
    try:
        return _page(people.read(request.args.get("cursor", "")), link=session.pop(NEW_LINK, None))
    except Refused as refused:
        if refused.status != INVALID or not request.args.get("cursor"):
            raise
        return redirect(url_for("people.list_people"), 303)  # an old bookmark of a page further down


@bp.post("/<uuid:person_id>/role")
@access.allow("admin")
def change_role(person_id: UUID) -> Response:
    """Give somebody another role."""
    role = request.form.get("role", "")
    if role not in roles.DUTIES:
        abort(400)
    return _change(str(person_id), {"role": role}, f"{{name}} is now {roles.a(role)}.")


@bp.post("/<uuid:person_id>/disabled")
@access.allow("admin")
def change_disabled(person_id: UUID) -> Response:
    """Keep somebody out, or let them in again."""
    is_out = request.form.get("disabled") == "1"
    done = "{name} cannot sign in any more, and is signed out everywhere." if is_out else "{name} may sign in again."
    return _change(str(person_id), {"disabled": is_out}, done)


@bp.post("/invites")
@access.allow("admin")
def invite() -> Response:
    """Make an invite, and show its link on the page that follows."""
    role, note = request.form.get("role", ""), request.form.get("note", "").strip()
    if role not in roles.DUTIES:
        abort(400)
    try:
        made = clients.current().people.invite(role, note or None)
    except Refused as refused:
        if refused.status != INVALID:
            raise
        return _page(people.read(""), errors=refused.fields(), status=INVALID)
    session[NEW_LINK] = {"secret": made.secret, "role": made.role, "until": made.expires_at}
    return redirect(url_for("people.list_people"), 303)


@bp.post("/invites/<uuid:invite_id>/revoke")
@access.allow("admin")
def revoke_invite(invite_id: UUID) -> Response:
    """Close an invite."""
    clients.current().people.revoke(str(invite_id))
    telling.tell("The invite is closed: its link leads nowhere any more.")
    return redirect(url_for("people.list_people"), 303)


def _change(person_id: str, wanted: dict[str, Any], done: str) -> Response:
    """Change somebody as they were shown; what another admin did meanwhile is shown first."""
    cursor = request.args.get("cursor", "")
    try:
        person = clients.current().people.change(person_id, wanted, revs.sent())
    except Refused as refused:
        return _explain(refused, person_id, wanted, people.read(cursor))
    telling.tell(done.format(name=telling.short(person.name)))
    if person_id == visitor.person_id():
        visitor.keep(person)
        return redirect(url_for("settings.show_settings"), 303)
    return redirect(url_for("people.list_people", cursor=cursor or None), 303)


def _explain(refused: Refused, person_id: str, wanted: dict[str, Any], everybody: Everybody) -> Response:
    """Show how it is now and why nothing was done, unless it turns out to be done."""
    person = everybody.find(person_id)
    if refused.status != STALE or person is None:
        return _page(everybody, said=str(refused), status=refused.status)
    if all(getattr(person, name) == value for name, value in wanted.items()):
        return redirect(url_for("people.list_people", cursor=request.args.get("cursor")), 303)
    state = f"{roles.a(person.role)}{', disabled' if person.disabled else ''}"
    said = f"Somebody changed {person.name} meanwhile, so nothing was done. Now they are {state}."
    return _page(everybody, said=said, status=STALE)


def _page(
    everybody: Everybody,
    *,
    link: dict[str, str] | None = None,
    errors: dict[str, str] | None = None,
    said: str = "",
    status: int = 200,
) -> Response:
    html = render_template(
        "preferences/people.html",
        everybody=everybody,
        cursor=request.args.get("cursor"),
        link=link,
        errors=errors or {},
        trouble=said,
        said=telling.take(),
        a=roles.a,
        roles=roles.NAMES,
        duties=roles.DUTIES,
        own_id=visitor.person_id(),
        longest_note=LONGEST_NOTE,
        moment=partial(past.moment, zone=clock.zone()),
    )
    return Response(html, status, {"Cache-Control": "no-store"}, mimetype="text/html")
