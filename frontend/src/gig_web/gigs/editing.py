"""Change a gig, or add one by hand."""

import uuid
from dataclasses import replace
from datetime import date

from flask import abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from gig_chassis import ids
from gig_web import clients
from gig_web.accounts import access
from gig_web.gigs import clock, draft, form_page, meanwhile, saving, two_editors, undoing
from gig_web.gigs.differences import Difference
from gig_web.gigs.draft import ActDraft, Draft
from gig_web.gigs.form_page import FormPage, Sent
from gig_web.upstream import UpstreamError

Answer = str | Response | tuple[str, int]


@access.allow("booker", newcomer=True)
def new_gig() -> str:
    """Show the empty form; a date may come with the address."""
    empty = Draft(acts=(ActDraft(billing="headline"),))
    return FormPage(_dated(empty), Draft()).render(str(ids.uuid7()), is_new=True, shows=())


@access.allow("booker", **access.CARRIED)
def create_gig() -> Answer:
    """Save a new gig as an idea; the same form sent twice makes one."""
    sent, gig_id = form_page.sent(), _own_id()
    page = _rearranged(sent)
    if page:
        return page.render(gig_id, is_new=True)
    try:
        outcome = saving.create(gig_id, sent)
    except UpstreamError as error:
        return _missing(sent, error).render(gig_id, is_new=True), 503
    if outcome.gig:
        flash("Saved as an idea.")
        return redirect(url_for("gigs.show_gig", gig_id=gig_id), 303)
    fresh = str(ids.uuid7()) if outcome.page.saved_before else gig_id
    return outcome.page.render(fresh, is_new=True), outcome.status


@access.allow("booker", newcomer=True)
def edit_gig(gig_id: uuid.UUID) -> Answer:
    """Show the form of a gig; another date may come with the address."""
    gig = clients.current().gigs.get(str(gig_id))
    if gig.trashed_at:
        return redirect(url_for("gigs.show_gig", gig_id=gig.id), 303)
    saved = draft.from_gig(gig)
    room = f"{gig.venue.id} {gig.venue.capacity or ''}" if gig.venue else ""
    return FormPage(_dated(saved), saved, gig.rev, room=room).render(
        gig.id, shows=form_page.shown_for(gig, clock.today())
    )


@access.allow("booker", **access.CARRIED)
def save_gig(gig_id: uuid.UUID) -> Answer:
    """Save a change; what somebody else changed meanwhile is kept, or asked about."""
    sent = form_page.sent()
    page = _rearranged(sent)
    if page:
        return page.render(str(gig_id))
    try:
        outcome = saving.change(str(gig_id), sent)
    except UpstreamError as error:
        return _missing(sent, error).render(str(gig_id)), 503
    if outcome.gig is None:
        return outcome.page.render(str(gig_id)), outcome.status
    flash(_saved(outcome.taken), undoing.EDITED)
    return redirect(url_for("gigs.show_gig", gig_id=gig_id), 303)


def _dated(given: Draft) -> Draft:
    """Fill in the date of the address, where it has one."""
    try:
        return given.with_fields(gig_day=date.fromisoformat(request.args["gig_day"]).isoformat())
    except (KeyError, ValueError):
        return given


def _own_id() -> str:
    try:
        return str(uuid.UUID(request.form.get("id", "")))
    except ValueError:
        abort(400)


def _rearranged(sent: Sent) -> FormPage | None:
    changed = form_page.rearranged(sent.draft)
    if changed is None:
        return None
    return FormPage(_chosen(changed, sent), sent.base, sent.rev, accepted=sent.accepted)


def _chosen(given: Draft, sent: Sent) -> Draft:
    """Take over what was chosen of two editors' values: the page asks for it no more. Rows without a name stay last."""
    if not sent.choices:
        return given
    empty = tuple(act for act in given.acts if not act.key)
    named = replace(given, acts=tuple(act for act in given.acts if act.key))
    chosen = two_editors.resolve(named, sent.base, sent.choices)
    return replace(chosen, acts=(*chosen.acts, *empty))


def _missing(sent: Sent, error: UpstreamError) -> FormPage:
    return FormPage(sent.draft, sent.base, sent.rev, accepted=sent.accepted, missing=(error.service,))


def _saved(taken: tuple[Difference, ...]) -> str:
    if not taken:
        return "Saved."
    return f"Saved. {meanwhile.sentences((item.who, item.done) for item in taken)} That is kept too."
