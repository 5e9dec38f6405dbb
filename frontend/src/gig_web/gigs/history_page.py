"""All that was done to a gig, page by page, and a field of it put back."""

import uuid

from flask import flash, redirect, render_template, request, url_for

from gig_web import clients, revs
from gig_web.accounts import access
from gig_web.clients.nouns import Gig
from gig_web.gigs import changing, clock, meanwhile, past, undoing, words
from gig_web.gigs.steps import Step
from gig_web.upstream import Refused

SHOWN = 50
_UNKNOWN_CURSOR = {400, 422}


@access.allow("viewer", newcomer=True, carries_check=True)
def show_history(gig_id: uuid.UUID) -> str | tuple[str, int]:
    """Show a page of the history of a gig, newest first."""
    gigs, cursor = clients.current().gigs, request.args.get("cursor", "")
    gig = gigs.get(str(gig_id))
    try:
        page = gigs.history(gig.id, {"limit": SHOWN} | ({"cursor": cursor} if cursor else {}))
    except Refused as refusal:
        if refusal.status not in _UNKNOWN_CURSOR:
            raise
        return render_template("gigs/history.html", gig=gig, entries=[], refused=True, cursor=cursor), 404
    entries = past.tell(page.items, clock.zone())
    return render_template("gigs/history.html", gig=gig, entries=entries, following=page.next, cursor=cursor)


@access.allow("booker", **access.CARRIED)
def put_back(gig_id: uuid.UUID) -> changing.Answer:
    """Give a plain field the value it had before one of its changes."""
    rev, of, field = revs.sent(), revs.sent("of"), request.form.get("field", "")
    gigs, known, accepted = clients.current().gigs, str(gig_id), request.form.getlist("accept_warnings")
    try:
        told = changing.over_others(gig_id, rev, lambda rev: gigs.put_back(known, rev, field, of, accepted), field)
    except Refused as refusal:
        step, sent = Step("", "Put back"), {"field": field, "of": str(of)}
        return changing.refused(refusal, gig_id, step, rev, sent, "gigs.put_back", lambda gig: _is_back(gig, field, of))
    flash(f"{words.label(field)}: put back. {told}".rstrip(), undoing.EDITED)
    return redirect(url_for("gigs.show_gig", gig_id=gig_id), 303)


def _is_back(gig: Gig, field: str, of: int) -> bool:
    """Say whether a field is what it was before a change, as after the first of two clicks."""
    changes = [change for change in meanwhile.since(gig.id, of - 1) if change.rev == of]
    return any(
        item["field"] == field and item["old"] == getattr(gig, field) for change in changes for item in change.changes
    )
