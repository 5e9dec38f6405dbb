"""What is usual in a room of mine, on its page: it goes before what is usual in the whole planner."""

from collections.abc import Mapping
from uuid import UUID

from flask import redirect, request

from gig_web import clients, revs
from gig_web.accounts import access
from gig_web.catalogue import notices, rendering
from gig_web.catalogue.form_views import INVALID, Answer, to_item
from gig_web.catalogue.notices import Notice
from gig_web.catalogue.nouns import VENUES
from gig_web.money import form
from gig_web.money.usual import FIELDS
from gig_web.upstream import Refused

MISSING = 404


@access.allow("booker")
def save_room_money(item_id: UUID) -> Answer:
    """Save what was changed; what somebody else set meanwhile stays."""
    venue_id, typed = str(item_id), form.read({name: text for name, text in request.form.items() if name != "currency"})
    if typed.errors:
        return rendering.shown(VENUES, venue_id, status=INVALID, amiss=typed.errors)
    try:
        clashes = revs.persist(lambda: _try(venue_id, typed))
    except Refused as refused:
        if refused.status != INVALID:
            raise
        return rendering.shown(VENUES, venue_id, status=INVALID, amiss=refused.fields())
    if clashes:
        return rendering.shown(VENUES, venue_id, status=revs.STALE, amiss=clashes)
    notices.leave(Notice("money", venue_id))
    return redirect(to_item(VENUES, venue_id), 303)


def _try(venue_id: str, typed: form.Typed) -> Mapping[str, str]:
    """Put the changes over what is there, unless somebody changed the same: then say so."""
    rooms = clients.current().rooms
    found = rooms.money(venue_id)
    there = {name: getattr(found.room, name) if found else None for name in FIELDS}
    clashes = typed.clashes(there)
    if not clashes and (changes := typed.changes()):
        rooms.put_money(venue_id, there | changes, found.room.rev if found else 0)
    return clashes
