"""A person's calendar feeds: made, listed, revoked; the address of a new one is shown this once."""

from functools import partial
from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from gig_web import clients
from gig_web.accounts import access
from gig_web.gigs import clock, past
from gig_web.preferences import telling
from gig_web.upstream import Refused

bp = Blueprint("own_feeds", __name__, url_prefix="/settings/feeds")

CONFLICT, INVALID = 409, 422
LONGEST_NAME = 200
NEW = "feed"  # the secret of a new feed, in the cookie of whoever made it until their next page
REVOKED = "The feed is revoked: its address leads nowhere any more. A calendar drops it when it reads it the next time."


@bp.get("")
@access.allow("viewer")
def list_feeds() -> Response:
    """Show one's own feeds, and the address of a new one this once."""
    return _page(new=session.pop(NEW, None))


@bp.post("")
@access.allow("viewer")
def make_feed() -> Response:
    """Make a feed, and show its address on the page that follows."""
    try:
        made = clients.current().feeds.make(request.form.get("name", "").strip() or None)
    except Refused as refused:
        if refused.status not in {CONFLICT, INVALID}:
            raise
        return _page(errors=refused.fields(), status=refused.status)
    session[NEW] = {"secret": made.secret, "name": telling.short(made.name or "")}
    return redirect(url_for("own_feeds.list_feeds"), 303)


@bp.post("/<uuid:feed_id>/revoke")
@access.allow("viewer")
def revoke_feed(feed_id: UUID) -> Response:
    """End a feed."""
    clients.current().feeds.revoke(str(feed_id))
    telling.tell(REVOKED)
    return redirect(url_for("own_feeds.list_feeds"), 303)


def _page(*, new: dict[str, Any] | None = None, errors: dict[str, str] | None = None, status: int = 200) -> Response:
    html = render_template(
        "preferences/feeds.html",
        feeds=clients.current().feeds.of_mine(),
        new=new,
        address=url_for("feeds.read_feed", secret=new["secret"], _external=True) if new else "",
        errors=errors or {},
        said=telling.take(),
        longest_name=LONGEST_NAME,
        moment=partial(past.moment, zone=clock.zone()),
    )
    return Response(html, status, {"Cache-Control": "no-store"}, mimetype="text/html")
