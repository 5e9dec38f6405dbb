"""Have a gig as it was before a change, or once more on another date; each in one transaction with its history."""

import hashlib
from dataclasses import replace
from datetime import date
from uuid import UUID

from gig_chassis import etags
from gig_chassis.problems import Problem
from gig_store import duplicating, gigs, undoing
from gig_store.gigs import Wish
from gig_store.history import Cause
from gig_store.models import Gig, db


def undo(gig_id: UUID, rev: int, wish: Wish) -> Gig:
    """Take the last change back, which is a change too; raises Problem 422 where a button does that."""

    def work() -> Gig:
        gig = gigs.find(gig_id)
        etags.check(gig.rev, rev)
        before = undoing.last(gig)
        values = dict(before.values)
        if "gig_day" in values:
            values["previous_gig_day"] = before.previous_gig_day
        return gigs.alter(gig, replace(wish, sent=before.values), rev, values, Cause(undoing.REVERTED))

    return gigs.write(work)


def put_back(gig_id: UUID, rev: int, wish: Wish, name: str, of: int) -> Gig:
    """Give a plain field the value it had before revision `of`."""

    def work() -> Gig:
        gig = gigs.find(gig_id)
        values = undoing.field(gig, name, of)
        return gigs.alter(gig, replace(wish, sent=values), rev, values)

    return gigs.write(work)


def duplicate(gig_id: UUID, copy_id: UUID, day: date | None, by: UUID | None, body_hash: bytes) -> tuple[Gig, bool]:
    """Make the same again under the client's id, and say whether it is new; the same request again makes nothing."""
    asked = hashlib.sha256(gig_id.bytes + body_hash).digest()

    def work() -> tuple[Gig, bool]:
        if db.session.get(Gig, copy_id) is None:
            return gigs.create(copy_id, Wish(duplicating.of(gigs.find(gig_id), day), by), asked, None), True
        copy = gigs.find_or_wait(copy_id)
        if copy.creation_hash != asked:
            raise Problem(409, "A gig with the new id exists. Choose another id.")
        return copy, False

    return gigs.write(work)
