"""Save what a gig form holds: check it, look its names up, merge it with what others saved, send what changed."""

from dataclasses import dataclass, replace
from typing import Any

from gig_web import clients
from gig_web.clients.nouns import Gig
from gig_web.gigs import draft, meanwhile, picking, refusals, snapshots, two_editors, typed
from gig_web.gigs.differences import Difference
from gig_web.gigs.draft import Draft
from gig_web.gigs.form_page import FormPage, Sent
from gig_web.gigs.picking import Picked
from gig_web.gigs.two_editors import Merged
from gig_web.upstream import Refused

TRIES = 3
CONFLICT, STALE, INVALID, TAKEN_ID = 409, 412, 422, 428
_BUSY = "Others are changing this gig at this moment. Everything you typed is here: save again."


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it: the gig when it is saved, else the page to go on with and its status."""

    gig: Gig | None
    page: FormPage
    status: int = 200
    taken: tuple[Difference, ...] = ()


def change(gig_id: str, sent: Sent) -> Outcome:
    """Save a change; somebody else's change meanwhile is merged in, or asked about."""
    outcome = _attempt(gig_id, sent)
    for _ in range(TRIES - 1):
        if outcome.status != STALE:
            break
        outcome = _attempt(gig_id, sent)
    return outcome


def create(gig_id: str, sent: Sent) -> Outcome:
    """Save a new gig under its id: the same form sent twice makes one gig."""
    page, picked = _prepare(sent, None)
    if page.errors:
        return Outcome(None, page, INVALID)
    empty = Draft()
    whole = draft.with_clauses(picked.draft, empty)
    body = _body(empty, whole, picked, None) | {
        "status": "idea",
        "slot": picked.draft.fields["slot"],
    }
    try:
        return Outcome(clients.current().gigs.put(gig_id, body), page)
    except Refused as refusal:
        return _refused(page, refusal, None)


def _attempt(gig_id: str, sent: Sent) -> Outcome:
    current = clients.current().gigs.get(gig_id)
    page, picked = _prepare(sent, current)
    if page.errors:
        return Outcome(None, page, INVALID)
    saved = draft.from_gig(current)
    base, mine = draft.with_clauses(sent.base, saved), draft.with_clauses(picked.draft, saved)
    merged = two_editors.merge(base, mine, saved)
    taken, clashes = _named(gig_id, sent.rev, merged)
    page = FormPage(merged.draft, saved, current.rev, accepted=sent.accepted, taken=taken, clashes=clashes)
    if clashes:
        return Outcome(None, page, CONFLICT)
    return _send(current, page, _body(saved, merged.draft, picked, current))


def _named(gig_id: str, rev: int, merged: Merged) -> tuple[tuple[Difference, ...], tuple[Difference, ...]]:
    """Name who changed what since the form was made."""
    if not (merged.taken or merged.clashes):
        return (), ()
    who = meanwhile.authors(meanwhile.since(gig_id, rev))
    taken, clashes = (
        tuple(replace(item, who=who.get(item.in_history, meanwhile.SOMEBODY)) for item in items)
        for items in (merged.taken, merged.clashes)
    )
    return taken, clashes


def _prepare(sent: Sent, current: Gig | None) -> tuple[FormPage, Picked]:
    """Check values and names; a page with errors shows them beside what was typed."""
    chosen = two_editors.resolve(sent.draft, sent.base, sent.choices) if sent.choices else sent.draft
    checked, errors = typed.check(chosen)
    picked = picking.look_up(checked, current) if not errors else Picked(checked)
    page = FormPage(
        picked.draft,
        sent.base,
        sent.rev,
        errors=errors | picked.errors,
        questions=picked.questions,
        accepted=sent.accepted,
    )
    return page, picked


def _send(current: Gig, page: FormPage, body: dict[str, Any]) -> Outcome:
    if not body:
        return Outcome(current, page, taken=page.taken)
    try:
        gig = clients.current().gigs.patch(current.id, body | {"accept_warnings": page.accepted}, current.rev)
    except Refused as refusal:
        return _refused(page, refusal, current)
    return Outcome(gig, page, taken=page.taken)


def _body(before: Draft, after: Draft, picked: Picked, current: Gig | None) -> dict[str, Any]:
    """Write what differs, as the backend takes it."""
    names = two_editors.changed(before, after)
    body = typed.body(after, names)
    if "venue" in names:
        body["venue"] = snapshots.venue(picked.venue) if after.venue.id else None
    if "lineup" in names:
        body["lineup"] = snapshots.lineup(after.acts, picked.bands, current)
    return body


def _refused(page: FormPage, refusal: Refused, current: Gig | None) -> Outcome:
    """Bring a refusal to the form; raises it again when it is none of the form's."""
    if refusal.status == STALE and current:
        return Outcome(None, replace(page, errors={refusals.ELSEWHERE: _BUSY}), STALE)
    if refusal.status == CONFLICT:
        standing = refusals.read(refusal.problem, clients.current().gigs.name)
        return Outcome(None, replace(page, standing=standing), CONFLICT)
    if refusal.status == INVALID:
        return Outcome(None, replace(page, errors=refusals.by_field(refusal.problem)), INVALID)
    if refusal.status == TAKEN_ID:
        return Outcome(None, replace(page, saved_before=True), CONFLICT)
    raise refusal
