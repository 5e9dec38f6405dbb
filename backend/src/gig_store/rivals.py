"""Gigs that make room when another one is confirmed, and come back when it no longer is: all in one transaction."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select

from gig_chassis.problems import Problem
from gig_store import clock, gigs, queue
from gig_store.gigs import Wish
from gig_store.history import Cause
from gig_store.importing import making
from gig_store.models import Gig, History, db

CLEARED, BACK = "cleared", "brought_back"
_HOLD = ("status", "hold_level", "hold_expires", "offer_expires")


def patch(gig_id: UUID, wish: Wish, rev: int) -> Gig:
    """Change the fields that were sent, and with them the gigs that make room or come back."""

    def work() -> Gig:
        gig = gigs.find(gig_id)
        _check_asked(gig, wish)
        for other in _found(wish.release):
            _clear(other, gig, wish)
        changed = gigs.alter(gig, wish, rev, wish.sent)
        for other in _found(wish.bring_back):
            _bring_back(other, gig, wish)
        return queue.show_level(changed)

    return gigs.write(work)


def cleared_by(gig_id: UUID) -> ColumnElement[bool]:
    """Match the gigs that made room for that one and have not changed since."""
    last = and_(History.gig_id == Gig.id, History.rev == Gig.rev)
    made_room = select(History.rev).where(last, History.action == CLEARED, History.because_id == gig_id)
    return made_room.correlate(Gig).exists()


def _check_asked(gig: Gig, wish: Wish) -> None:
    """Raise Problem 422 for others named in a step that is not theirs."""
    to = wish.sent.get("status")
    if wish.release and to != "confirmed":
        raise _wrong("/release", "Others make room only for a gig that is being confirmed.")
    if wish.bring_back and (gig.status, to) != ("confirmed", "hold"):
        raise _wrong("/bring_back", "Others come back only with a gig that is being un-confirmed.")


def _wrong(pointer: str, detail: str) -> Problem:
    return Problem(422, detail, errors=[{"pointer": pointer, "detail": detail}])


def _found(named: Sequence[Mapping[str, Any]]) -> list[Gig]:
    """Give them as they were read; raises Problem 409 where one was changed since."""
    found = []
    for each in sorted(named, key=lambda each: str(each["id"])):
        gig = gigs.find(each["id"])
        if gig.rev != each["rev"] or gig.trashed_at:
            raise Problem(409, f"{gig.label} was changed meanwhile, so nothing was done. Look again, then repeat it.")
        found.append(gig)
    return found


def _clear(other: Gig, gig: Gig, wish: Wish) -> None:
    is_rival = queue.of(other) and _night(other) == _night(gig)
    is_other_date = other.booking is not None and other.booking == gig.booking
    if other.id == gig.id or other.status not in queue.WAITING or not (is_rival or is_other_date):
        raise _wrong("/release", f"{other.label} does not stand in the way: it is no hold of this night or booking.")
    asked = Wish({"status": "idea"}, wish.by)
    gigs.alter(other, asked, other.rev, asked.sent, Cause(CLEARED, gig))


def _bring_back(other: Gig, gig: Gig, wish: Wish) -> None:
    entry = db.session.get(History, (other.id, other.rev))
    if entry is None or entry.action != CLEARED or entry.because_id != gig.id:
        raise _wrong("/bring_back", f"{other.label} did not make room for this gig, or has changed since.")
    old = {each["field"]: each["old"] for each in entry.changes if each["field"] in _HOLD}
    values = making.loaded(old)
    ends = values.get("hold_expires")
    is_past = ends is not None and ends < clock.gig_day_in(other.venue_timezone)
    kept = {} if is_past else {"hold_expires": ends}  # what is sent is not set anew
    asked = Wish({"status": "hold", **kept}, wish.by, accepted=wish.accepted)
    gigs.alter(other, asked, other.rev, {**values, "status": values["status"]}, Cause(BACK, gig))


def _night(gig: Gig) -> tuple[object, ...]:
    return gig.venue_id, gig.gig_day, gig.slot
