"""A challenge: the next in the queue asks who is before it to confirm or release; nothing happens by itself."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from gig_chassis import columns, etags
from gig_chassis.problems import Problem
from gig_store import change, gigs, limits, queue, steps, wire
from gig_store.history import Cause
from gig_store.models import Gig, db

BEGUN, ENDED = "challenged", "unchallenged"


def begin(gig_id: UUID, rev: int, by: UUID | None) -> Gig:
    """Give the holder, which has 48 hours from now; raises Problem 422 where nobody is to be asked."""

    def work() -> Gig:
        gig = _asking(gig_id, rev)
        ahead = queue.in_front_of(gig)
        if not gig.venue_own:
            raise _wrong("Only at a room of yours is the queue known. Note what the venue says in the hold itself.")
        if ahead is None:
            raise _wrong("Nobody with a hold that stands is before this gig, so there is nobody to challenge.")
        holder = gigs.find(ahead.id)
        if holder.challenged_by == gig.id:
            return queue.show_level(holder)
        until = (columns.now() + timedelta(hours=limits.CHALLENGE_HOURS)).replace(microsecond=0)
        return _set(holder, gig, by, BEGUN, until)

    return gigs.write(work)


def take_back(gig_id: UUID, rev: int, by: UUID | None) -> Gig:
    """Give the one that was asked, which is not any longer; raises Problem 422 where none was."""

    def work() -> Gig:
        gig = _asking(gig_id, rev)
        holder = asked_by(gig)
        if holder is None:
            raise _wrong("This gig challenges nobody.")
        return _set(holder, gig, by, ENDED, None)

    return gigs.write(work)


def asked_by(gig: Gig) -> Gig | None:
    """Give the gig of the same night that this one challenges."""
    night = (Gig.venue_id == gig.venue_id, Gig.sort_day == gig.gig_day, Gig.slot == gig.slot)
    return db.session.execute(select(Gig).where(*night, Gig.challenged_by == gig.id)).scalars().first()


def _asking(gig_id: UUID, rev: int) -> Gig:
    gig = gigs.find(gig_id)
    etags.check(gig.rev, rev)
    if queue.of(gig) is None:
        raise _wrong("Only a hold or an offer can challenge.")
    queue.lock([queue.of(gig)])
    return gig


def _set(holder: Gig, gig: Gig, by: UUID | None, action: str, until: object) -> Gig:
    before = wire.fields(queue.show_level(holder))
    steps.end_challenge(holder)
    if until:
        holder.challenged_until, holder.challenged_by = until, gig.id  # type: ignore[assignment]  # a time
    changes = change.differences(before, wire.fields(holder))
    gigs.save(holder, by, action, changes, [], Cause(action, gig))
    return holder


def _wrong(detail: str) -> Problem:
    return Problem(422, detail, errors=[{"pointer": "/challenged_until", "detail": detail}])
