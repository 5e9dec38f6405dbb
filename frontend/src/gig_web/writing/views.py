"""The page that drafts a mail about a gig, and the note that it was sent."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from gig_web import clients, pages, revs
from gig_web.accounts import access
from gig_web.clients.nouns import Gig
from gig_web.gigs import clock
from gig_web.upstream import Refused
from gig_web.writing import drafting, recipients, usual

CONFLICT = 409


@access.allow("booker", newcomer=True)
def write_gig(gig_id: uuid.UUID) -> str | Response:
    """Draft a mail to the venue or a band of a gig."""
    gig = clients.current().gigs.get(str(gig_id))
    if gig.trashed_at:
        return _back(gig.id)
    to = recipients.choose(gig, request.args.get("to", ""))
    return render_template(
        "gigs/write.html",
        gig=gig,
        recipients=recipients.of(gig),
        draft=drafting.draft(gig, to, request.args.get("mail", "")) if to else None,
        usual=usual,
        is_today=gig.asked_on == clock.today().isoformat(),
    )


@access.allow("booker", **access.CARRIED)
def note_asked(gig_id: uuid.UUID) -> Response:
    """Note that they were asked today; noted once, it stays as it is."""
    try:
        gig = revs.persist(lambda: _note(str(gig_id)))
    except Refused as refused:
        if refused.status != CONFLICT:
            raise
        flash(str(refused))
    else:
        flash(f"Noted: asked {pages.short_day(str(gig.asked_on))}.")
    return _back(str(gig_id))


def _note(gig_id: str) -> Gig:
    """Note it; nothing else of the gig matters, so that what somebody else changed meanwhile is no obstacle."""
    store, today = clients.current().gigs, clock.today().isoformat()
    gig = store.get(gig_id)
    return gig if gig.asked_on == today else store.patch(gig_id, {"asked_on": today}, gig.rev)


def _back(gig_id: str) -> Response:
    return redirect(url_for("gigs.show_gig", gig_id=gig_id), 303)
