"""A gig's page."""

import uuid
from dataclasses import dataclass, field

from flask import render_template

from gig_web import clients, parallel
from gig_web.accounts import access
from gig_web.clients.catalogue import Page
from gig_web.clients.nouns import Gig
from gig_web.gigs import clock, facts, finding, holding, money, night, past, steps, undoing, words
from gig_web.gigs.refusals import Standing
from gig_web.gigs.steps import Step
from gig_web.upstream import Refused, UpstreamError

HISTORY_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a step was not taken: a sentence, what stands against it, the step and its fields to send again."""

    text: str
    standing: Standing | None = None
    step: Step | None = None
    sent: dict[str, str] = field(default_factory=dict)
    accepted: tuple[str, ...] = ()
    since_rev: int | None = None
    others: tuple[tuple[str, str], ...] = ()
    endpoint: str = ""


@access.allow("viewer", newcomer=True, carries_check=True)
def show_gig(gig_id: uuid.UUID) -> str:
    """Show a gig, in the trash or not."""
    return render(clients.current().gigs.get(str(gig_id)))


def render(gig: Gig, trouble: Trouble | None = None) -> str:
    """Render the page of a gig; its history and its band are asked for at once."""
    every = clients.current()
    history, mine = parallel.both(
        lambda: every.gigs.history(gig.id, {"limit": HISTORY_SHOWN}), lambda: _is_mine(gig), every.bands.name
    )
    entries = [] if isinstance(history, UpstreamError) else past.tell(history.items, clock.zone())
    since = trouble.since_rev if trouble else None
    return render_template(
        "gigs/gig.html",
        gig=gig,
        money=money.of(gig),
        steps=steps.of(gig, band_is_mine=mine is True),
        trouble=trouble,
        entries=entries,
        meanwhile=[] if since is None else [entry for entry in entries if entry.rev > since],
        missing=[error.service for error in (history, mine) if isinstance(error, UpstreamError)],
        older=history.next if isinstance(history, Page) else None,
        trashed_on=past.moment(gig.trashed_at, clock.zone()) if gig.trashed_at else None,
        finding=finding.of(gig, clock.today()),
        facts=facts.short(gig),
        texts=facts.long(gig),
        night=None if trouble and trouble.standing else night.look(gig, clock.today()),
        box=holding.look(gig),
        new_id=str(uuid.uuid4()),
        copy_id=str(uuid.uuid4()),
        can_undo=not isinstance(history, UpstreamError) and undoing.can_undo(gig, history.items),
        hold_levels=words.hold_levels(),
        words=words,
    )


def _is_mine(gig: Gig) -> bool:
    """Say whether the headliner is a band of mine."""
    band_id = gig.lineup[0].band_id if gig.lineup else None
    try:
        return bool(band_id and clients.current().bands.get(band_id).own)
    except Refused:
        return False
