"""Take the last change of a gig back, and make the same again on another date."""

import uuid

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from gig_web import clients, revs
from gig_web.accounts import access
from gig_web.gigs import changing, undoing
from gig_web.gigs.steps import Step
from gig_web.upstream import Refused


@access.allow("booker", **access.CARRIED)
def undo_change(gig_id: uuid.UUID) -> changing.Answer:
    """Take the last change back; taken back once more, it is there again."""
    rev, accepted = revs.sent(), request.form.getlist("accept_warnings")
    try:
        clients.current().gigs.undo(str(gig_id), rev, accepted)
    except Refused as refusal:
        return changing.refused(refusal, gig_id, Step("", "Undo"), rev, endpoint="gigs.undo_change")
    flash("Taken back: it is as it was before.", undoing.EDITED)
    return _to(gig_id)


@access.allow("booker", **access.CARRIED)
def duplicate_gig(gig_id: uuid.UUID) -> Response:
    """Make the same again as an idea, on the date that was given or none yet; a second click finds it made."""
    copy = uuid.UUID(clients.current().gigs.duplicate(str(gig_id), _body()).id)
    flash("The same again, as an idea. Status, holds, attendance and history stay with the other one.")
    return _to(copy)


def _body() -> dict[str, str | None]:
    return {"id": request.form.get("copy_id", ""), "gig_day": request.form.get("copy_day", "").strip() or None}


def _to(gig_id: uuid.UUID) -> Response:
    return redirect(url_for("gigs.show_gig", gig_id=gig_id), 303)
