"""The buttons of the hold box: renew, challenge, hold another date too."""

import uuid
from dataclasses import asdict
from datetime import date
from typing import Any

from flask import abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from gig_web import clients, revs
from gig_web.accounts import access
from gig_web.clients.nouns import Gig
from gig_web.gigs import changing, holding
from gig_web.gigs.steps import Step
from gig_web.upstream import Refused

_COPIED = (
    "title", "held_for", "slot", "load_in", "soundcheck", "doors", "start", "end", "deal",
    "notes", "staff_notes", "description", "published", "venue", "lineup",
)  # fmt: skip


@access.allow("booker", **access.CARRIED)
def renew_hold(gig_id: uuid.UUID) -> changing.Answer:
    """Give a hold a new review date; it keeps its place."""
    rev, gigs, accepted = revs.sent(), clients.current().gigs, request.form.getlist("accept_warnings")
    sent = {"accept_warnings": accepted} if accepted else {}
    try:
        gigs.patch(str(gig_id), {"hold_expires": holding.renewed_until(gigs.get(str(gig_id))), **sent}, rev)
    except Refused as refusal:
        return changing.refused(refusal, gig_id, Step("", "Renew"), rev, endpoint="gigs.renew_hold")
    flash("Renewed. It keeps its place.")
    return _back(gig_id)


@access.allow("booker", **access.CARRIED)
def challenge(gig_id: uuid.UUID) -> changing.Answer:
    """Ask the hold in front to confirm or release, or ask no longer."""
    rev, back = revs.sent(), request.form.get("take_back") == "1"
    try:
        clients.current().gigs.challenge(str(gig_id), rev, take_back=back)
    except Refused as refusal:
        return changing.refused(refusal, gig_id, Step("", "Challenge"), rev)
    flash("Taken back." if back else "Challenged. Tell them: nothing happens by itself.")
    return _back(gig_id)


@access.allow("booker", **access.CARRIED)
def note_challenge(gig_id: uuid.UUID) -> changing.Answer:
    """Note until the end of which day a venue waits for an answer; without the field, that it waits no longer."""
    rev, text, gigs = revs.sent(), request.form.get("answer_by"), clients.current().gigs
    day = None if text is None else _day(text)
    if text is not None and day is None:
        return changing.told(gig_id, "Choose until when they wait first.", 422)
    until = day and holding.end_of(day, gigs.get(str(gig_id)))
    try:
        gigs.patch(str(gig_id), {"challenged_until": until}, rev)
    except Refused as refusal:
        return changing.refused(refusal, gig_id, Step("", "Note it"), rev)
    flash("Noted: confirm or release by then." if until else "Noted: they ask no longer.")
    return _back(gig_id)


@access.allow("booker", **access.CARRIED)
def hold_another_date(gig_id: uuid.UUID) -> changing.Answer:
    """Make the next gig of the same booking, all but the date as here; a second click finds it made."""
    rev, gigs = revs.sent(), clients.current().gigs
    new_id, day = request.form.get("new_id", ""), _day(request.form.get("other_day", ""))
    if day is None:
        return changing.told(gig_id, "Choose the other date first.", 422)
    sent = {"new_id": new_id, "other_day": day.isoformat(), "hold_level": request.form.get("hold_level", "")}
    step = Step("", "Hold another date")
    try:
        gig = gigs.get(str(gig_id))
        if gig.booking is None:
            gig = gigs.patch(gig.id, {"booking": gig.id}, rev)
        gigs.put(_checked(new_id), _body(gig, day.isoformat()))
    except Refused as refusal:
        return changing.refused(refusal, gig_id, step, rev, sent, endpoint="gigs.hold_another_date")
    flash("The other date is held too.")
    return _back(uuid.UUID(new_id))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _checked(text: str) -> str:
    try:
        return str(uuid.UUID(text))
    except ValueError:
        abort(400)


def _body(gig: Gig, day: str) -> dict[str, Any]:
    whole = asdict(gig)
    level = changing.detail("hold_level", request.form.get("hold_level", ""))
    more = {"status": "hold", "booking": gig.booking, "gig_day": day, "hold_level": level}
    ticked = {"accept_warnings": request.form.getlist("accept_warnings")}
    return {name: whole[name] for name in _COPIED} | more | ticked


def _back(gig_id: uuid.UUID) -> Response:
    return redirect(url_for("gigs.show_gig", gig_id=gig_id), 303)
