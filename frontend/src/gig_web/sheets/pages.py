"""The day sheet of a gig for people with an account; those who plan share it from there."""

import uuid
from functools import partial
from typing import Any

from flask import render_template, session, url_for
from werkzeug.wrappers import Response

from gig_web import clients
from gig_web.accounts import access, visitor
from gig_web.clients.nouns import Gig
from gig_web.clients.shares import Share, SheetGig
from gig_web.gigs import clock, past
from gig_web.preferences import telling
from gig_web.sheets import contacts, showing
from gig_web.upstream import UpstreamError

NEW = "share"  # the secret of a new link, in the cookie of whoever made it until their next sheet


@access.allow("viewer", newcomer=True, carries_check=True)
def show_sheet(gig_id: uuid.UUID) -> Response:
    """Show the day sheet, with the link to it that was just made, this once."""
    return page(clients.current().gigs.get(str(gig_id)), new=_new_link(str(gig_id)))


def page(gig: Gig, *, new: str = "", trouble: str = "", status: int = 200) -> Response:
    """Render the sheet of a gig; `new` is the secret of a new link, `trouble` why there is none."""
    gathered, links = contacts.gather(gig), _links(gig)
    html = render_template(
        "sheets/sheet.html",
        id=gig.id,
        sheet=showing.of(SheetGig.of(gig), gathered.contacts, in_trash=gig.trashed_at is not None),
        missing=[*gathered.missing, *([] if links is not None else [clients.current().shares.name])],
        links=links,
        may_share=visitor.plans() and gig.gig_day is not None and gig.trashed_at is None,
        link=url_for("tonight.show_tonight", secret=new, _external=True) if new else "",
        said=telling.take(),
        trouble=trouble,
        moment=partial(past.moment, zone=clock.zone()),
    )
    return Response(html, status, {"Cache-Control": "no-store"}, mimetype="text/html")


def _links(gig: Gig) -> list[Share] | None:
    """Give the links to the sheet, to those who plan; None where the backend does not tell."""
    try:
        return clients.current().shares.of(gig.id) if visitor.may("booker") else []
    except UpstreamError:
        return None


def _new_link(gig_id: str) -> str:
    """Give the secret of the link that was just made to this sheet, once."""
    made: dict[str, Any] = session.get(NEW) or {}
    return str(session.pop(NEW)["secret"]) if made.get("gig") == gig_id else ""
