"""The buttons of a gig's page: the steps of its status, trash and restore."""

import uuid
from collections.abc import Callable
from dataclasses import replace

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from gig_web import clients, revs
from gig_web.accounts import access
from gig_web.clients.nouns import Gig
from gig_web.gigs import meanwhile, refusals, showing, steps
from gig_web.gigs.showing import Trouble
from gig_web.gigs.steps import Step
from gig_web.upstream import Refused

CONFLICT, STALE, INVALID = 409, 412, 422
TRASHED = "trashed"  # the kind of notice that carries Undo
_DETAILS = ("hold_level", "hold_expires", "offer_expires")
_MEANWHILE = "This gig was changed meanwhile, so “{verb}” was not done. This is how it is now."

Answer = Response | tuple[str, int]


@access.allow("booker", **access.CARRIED)
def change_status(gig_id: uuid.UUID) -> Answer:
    """Take one step along the statuses; a second click finds it done."""
    to, was, accepted = request.form.get("to", ""), request.form.get("was", ""), _accepted()
    sent = {name: text for name in _DETAILS if (text := _typed(name)) is not None}
    body: dict[str, object] = {"status": to, "accept_warnings": accepted} | {
        name: detail(name, text) for name, text in sent.items()
    }
    others = _others(was, to)
    body |= {name: [_ref(text) for text in texts] for name, texts in others.items()}
    step, rev = Step(to, steps.verb(was, to)), revs.sent()
    gigs = clients.current().gigs
    try:
        told = over_others(gig_id, rev, lambda rev: gigs.patch(str(gig_id), body, rev))
    except Refused as refusal:
        again = tuple((name, text) for name, texts in others.items() for text in texts)
        trouble = replace(_trouble(refusal, step, rev, sent), others=again)
        return _explain(refusal, gig_id, trouble, lambda gig: gig.status == to and not gig.trashed_at)
    flash(f"{steps.done(was, to)} {told}".rstrip())
    return _back(gig_id)


@access.allow("booker", **access.CARRIED)
def trash_gig(gig_id: uuid.UUID) -> Answer:
    """Move a gig to the trash."""
    rev = revs.sent()
    try:
        told = over_others(gig_id, rev, lambda rev: clients.current().gigs.trash(str(gig_id), rev))
    except Refused as refusal:
        trouble = _trouble(refusal, Step("", "Move to trash"), rev, {})
        return _explain(refusal, gig_id, trouble, lambda gig: gig.trashed_at is not None)
    flash(f"Moved to the trash, where it stays for 30 days. {told}".rstrip(), TRASHED)
    return _back(gig_id)


@access.allow("booker", **access.CARRIED)
def restore_gig(gig_id: uuid.UUID) -> Answer:
    """Take a gig back from the trash; onto a night that was taken meanwhile only as an idea."""
    rev, as_idea = revs.sent(), request.form.get("as_idea") == "1"
    try:
        clients.current().gigs.restore(str(gig_id), rev, as_idea=as_idea, accepted=_accepted())
    except Refused as refusal:
        trouble = _trouble(refusal, Step("", "Restore"), rev, {})
        return _explain(refusal, gig_id, trouble, lambda gig: gig.trashed_at is None)
    flash("Taken back as an idea." if as_idea else "Taken back from the trash.")
    return _back(gig_id)


def over_others(gig_id: uuid.UUID, rev: int, send: Callable[[int], object], field: str = "") -> str:
    """Take a step also over what others changed beside it, and beside `field`; tell what. Raises Refused."""
    try:
        send(rev)
    except Refused as refusal:
        now = clients.current().gigs.get(str(gig_id)).rev if refusal.status == STALE else rev
        others = meanwhile.since(str(gig_id), rev) if now > rev else []
        if not meanwhile.is_beside(others, field):
            raise
        send(now)
        return meanwhile.tell(others)
    return ""


def refused(  # noqa: PLR0913, PLR0917  # all that the page says of it
    refusal: Refused,
    gig_id: uuid.UUID,
    step: Step,
    rev: int,
    sent: dict[str, str] | None = None,
    endpoint: str = "",
    is_done: Callable[[Gig], bool] = lambda _: False,
) -> Answer:
    """Show the gig and why a step was not taken, unless it turns out to be done."""
    trouble = replace(_trouble(refusal, step, rev, sent or {}), endpoint=endpoint)
    return _explain(refusal, gig_id, trouble, is_done)


def told(gig_id: uuid.UUID, text: str, status: int) -> Answer:
    """Show the gig with what is to be put right."""
    return showing.render(clients.current().gigs.get(str(gig_id)), Trouble(text)), status


def _typed(name: str) -> str | None:
    """Give what was typed; a review date left empty is none of it, so that the usual one is set."""
    text = request.form.get(name)
    return None if name == "hold_expires" and not (text or "").strip() else text


def _others(was: str, to: str) -> dict[str, list[str]]:
    """Give the ticked gigs that go along with a step; each is an id and its revision."""
    name = "release" if to == "confirmed" else "bring_back" if (was, to) == ("confirmed", "hold") else ""
    ticked = request.form.getlist(name) if name else []
    return {name: ticked} if ticked else {}


def _ref(text: str) -> dict[str, str | int]:
    gig_id, _, rev = text.partition(" ")
    return {"id": gig_id, "rev": int(rev) if rev.isascii() and rev.isdigit() else 0}


def _explain(refusal: Refused, gig_id: uuid.UUID, trouble: Trouble, is_done: Callable[[Gig], bool]) -> Answer:
    """Show the gig as it is now and why nothing was done, unless it turns out to be done."""
    gig = clients.current().gigs.get(str(gig_id))
    if refusal.status == STALE and is_done(gig):
        return _back(gig_id)
    return showing.render(gig, trouble), refusal.status


def _trouble(refusal: Refused, step: Step, rev: int, sent: dict[str, str]) -> Trouble:
    """Say in words what the refusal means; raises one that is no part of the game again."""
    if refusal.status == STALE:
        return Trouble(_MEANWHILE.format(verb=step.verb), since_rev=rev)
    if refusal.status == INVALID:
        return Trouble(" ".join(refusals.by_field(refusal.problem).values()))
    if refusal.status != CONFLICT:
        raise refusal
    standing = refusals.read(refusal.problem, clients.current().gigs.name)
    return Trouble(f"“{step.verb}” was not done.", standing, step, sent, tuple(_accepted()))


def _back(gig_id: uuid.UUID) -> Response:
    return redirect(url_for("gigs.show_gig", gig_id=gig_id), 303)


def _accepted() -> list[str]:
    return request.form.getlist("accept_warnings")


def detail(name: str, text: str) -> str | int | None:
    """Write a detail of a step for the backend; an empty one is none."""
    text = text.strip()
    return int(text) if name == "hold_level" and text.isascii() and text.isdigit() and len(text) == 1 else text or None
