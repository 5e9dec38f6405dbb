"""Share a day sheet for the night, and take a link back."""

import uuid

from flask import redirect, session, url_for
from werkzeug.wrappers import Response

from gig_web import clients
from gig_web.preferences import telling
from gig_web.sheets import contacts, pages
from gig_web.upstream import Refused

TOLD = {409, 410, 422}
REVOKED = "The link is taken back: it leads nowhere any more."


def share_sheet(gig_id: uuid.UUID) -> Response:
    """Make a link that needs no account, with the contacts as they are now."""
    gig = clients.current().gigs.get(str(gig_id))
    gathered = contacts.gather(gig)
    try:
        made = clients.current().shares.make(gig.id, gathered.contacts)
    except Refused as refused:
        if refused.status not in TOLD:
            raise
        return pages.page(gig, trouble=next(iter(refused.fields().values())), status=refused.status)
    session[pages.NEW] = {"gig": gig.id, "secret": made.secret}
    if gathered.missing:
        missing = " and ".join(gathered.missing)
        telling.tell(f"Shared without what {missing} would have told: make another link when it answers again.")
    return _back(gig_id)


def revoke_share(gig_id: uuid.UUID, share_id: uuid.UUID) -> Response:
    """Take a link back."""
    clients.current().shares.revoke(str(share_id))
    telling.tell(REVOKED)
    return _back(gig_id)


def _back(gig_id: uuid.UUID) -> Response:
    return redirect(url_for("gigs.show_sheet", gig_id=gig_id), 303)
