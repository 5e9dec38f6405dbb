"""Usual prices and costs of the whole planner: an admin sets them, who plans reads them."""

from collections.abc import Mapping
from dataclasses import asdict

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from gig_web import clients, revs
from gig_web.accounts import access
from gig_web.money import form
from gig_web.preferences import showing, telling
from gig_web.preferences.showing import Trouble
from gig_web.upstream import Refused

bp = Blueprint("usual_money", __name__, url_prefix="/settings")

ANCHOR = "money"


@bp.post("/money")
@access.allow("admin")
def save_money() -> Response:
    """Save what was changed; what somebody else set meanwhile stays."""
    typed = form.read(request.form)
    if typed.errors:
        return showing.page(Trouble(dict(typed.errors), 422))
    try:
        clashes = revs.persist(lambda: _try(typed))
    except Refused as refused:
        return showing.page(Trouble.of(refused))
    if clashes:
        return showing.page(Trouble(dict(clashes), revs.STALE))
    telling.tell("Saved for everybody.")
    return redirect(url_for("settings.show_settings", _anchor=ANCHOR), 303)


def _try(typed: form.Typed) -> Mapping[str, str]:
    """Send the changes, unless somebody changed the same: then say so."""
    gigs = clients.current().gigs
    there = gigs.settings()
    clashes = typed.clashes(asdict(there))
    if not clashes and (changes := typed.changes()):
        gigs.change_settings(changes, there.rev)
    return clashes
