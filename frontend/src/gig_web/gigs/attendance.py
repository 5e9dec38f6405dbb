"""How many came: one number, asked for once the night is past."""

import uuid

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from gig_web import clients, pages
from gig_web.accounts import access
from gig_web.catalogue import written
from gig_web.clients.nouns import Gig
from gig_web.gigs import meanwhile, refusals, showing
from gig_web.gigs.showing import Trouble
from gig_web.upstream import Refused

INVALID, STALE, TRIES = 422, 412, 3
_EMPTY = "Write how many came."
_BUSY = "Others are changing this gig at this moment, so nothing was saved. Save again."

Answer = Response | tuple[str, int]


@access.allow("booker", **access.CARRIED)
def note_attendance(gig_id: uuid.UUID) -> Answer:
    """Note how many came, whatever else of the gig was changed meanwhile."""
    gigs = clients.current().gigs
    try:
        came = _typed()
    except ValueError as error:
        return _explain(gigs.get(str(gig_id)), str(error), INVALID)
    for _ in range(TRIES):
        gig = gigs.get(str(gig_id))
        if trouble := _noted_meanwhile(gig, came):
            return _explain(gig, trouble, STALE)
        try:
            if gig.attendance != came:
                gigs.patch(gig.id, {"attendance": came}, gig.rev)
        except Refused as refusal:
            if refusal.status == INVALID:
                return _explain(gig, " ".join(refusals.by_field(refusal.problem).values()), INVALID)
            if refusal.status != STALE:
                raise
        else:
            flash("Saved." if came is None else f"Saved: {pages.number(came)} came.")
            return redirect(url_for("gigs.show_gig", gig_id=gig_id), 303)
    return _explain(gigs.get(str(gig_id)), _BUSY, STALE)


def _typed() -> int | None:
    """Read the number; empty takes one back that was noted. Raises ValueError with a sentence."""
    text = request.form.get("attendance", "").strip()
    if text:
        return int(str(written.WHOLE.read(text)))
    if request.form.get("was"):
        return None
    raise ValueError(_EMPTY)


def _noted_meanwhile(gig: Gig, came: int | None) -> str:
    """Say what somebody else noted since the form was shown; "" where nobody did, or the same."""
    was = "" if gig.attendance is None else str(gig.attendance)
    if was == request.form.get("was", "") or gig.attendance == came:
        return ""
    now = "took the number back" if gig.attendance is None else f"noted {pages.number(gig.attendance)}"
    who = meanwhile.authors(meanwhile.since(gig.id, 0)).get("attendance", meanwhile.SOMEBODY)
    return f"{who} {now} meanwhile, so yours is not saved yet. Save again to put yours in its place."


def _explain(gig: Gig, text: str, status: int) -> Answer:
    return showing.render(gig, Trouble(text)), status
