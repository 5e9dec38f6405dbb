"""Make, replace, change, trash and restore gigs; each change and its history in one transaction."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from gig_chassis import columns, database, etags, metrics
from gig_chassis.problems import Problem
from gig_store import change, counts, guard, history, limits, queue, seen, steps, transitions, wire
from gig_store.history import Cause
from gig_store.importing import arriving
from gig_store.models import Gig, db

Result = TypeVar("Result")

COLLISIONS = 3
ARRIVING = "A list that is being imported just now has a gig in the way. Try again when that is done."
_NIGHT = ("status", "gig_day", "slot", "venue")
_CLAIMS = ("band_id", "lat", "lon", "unavailable", "radius_km", "days_before", "days_after")  # of an act


@dataclass(frozen=True, slots=True)
class Wish:
    """What a body asks for: the fields sent, who sends them, whether a suggestion made it, the warnings ticked."""

    sent: Mapping[str, Any]
    by: UUID | None
    from_suggestion: bool = False
    accepted: Collection[str] = field(default_factory=list)
    release: Sequence[Mapping[str, Any]] = ()  # {id, rev} of others that make room
    bring_back: Sequence[Mapping[str, Any]] = ()


def find(gig_id: UUID) -> Gig:
    """Give a gig; raises Problem 404, or 410 when it has been in the trash for more than 30 days."""
    gig = db.session.get(Gig, gig_id)
    if gig is None or not seen.is_seen(gig):
        raise Problem(404, "There is no gig with this id.")
    if gig.trashed_at and gig.trashed_at < columns.now() - timedelta(limits.TRASH_DAYS):
        raise Problem(410, f"This gig has been in the trash for more than {limits.TRASH_DAYS} days.")
    return gig


def find_or_wait(gig_id: UUID) -> Gig:
    """Give a gig there is; raises Problem 409 for one that is not to be seen yet, 410 as `find` does."""
    try:
        return find(gig_id)
    except Problem as problem:
        raise (Problem(409, ARRIVING) if problem.code == HTTPStatus.NOT_FOUND else problem) from problem


def put(gig_id: UUID, wish: Wish, body_hash: bytes, rev: int | None) -> tuple[Gig, bool]:
    """Make the gig, or replace revision `rev` of it; say whether it is new. The creating body again changes nothing."""

    def work() -> tuple[Gig, bool]:
        if db.session.get(Gig, gig_id) is None:
            return create(gig_id, wish, body_hash, rev), True
        gig = find_or_wait(gig_id)
        if rev is not None:
            return alter(gig, wish, rev, {**change.BLANK, "status": gig.status, **wish.sent}), False
        if gig.creation_hash != body_hash:
            raise Problem(428, "A gig with this id exists. Read it first, then send its ETag as If-Match.")
        return gig, False

    return write(work)


def trash(gig_id: UUID, rev: int, by: UUID | None) -> Gig:
    """Put a gig into the trash; one that lies there already stays as it is."""

    def work() -> Gig:
        gig = find(gig_id)
        if gig.trashed_at is None:
            etags.check(gig.rev, rev)
            was = queue.of(gig)
            queue.lock([was])
            gig.trashed_at = columns.now()
            steps.end_challenge(gig)
            save(gig, by, "trashed", [], [])
            queue.settle([was], gig)
        return gig

    return write(work)


def restore(gig_id: UUID, rev: int, wish: Wish, *, as_idea: bool) -> Gig:
    """Take a gig out of the trash; raises Problem 409 when it cannot have its night, unless it comes as an idea."""

    def work() -> Gig:
        gig = find(gig_id)
        etags.check(gig.rev, rev)
        return _restore(gig, wish, as_idea=as_idea) if gig.trashed_at else gig

    return write(work)


def create(gig_id: UUID, wish: Wish, body_hash: bytes, rev: int | None) -> Gig:
    """Make a gig inside the transaction under way; with a `rev` there should be one, which is Problem 412."""
    if rev is not None:
        raise Problem(412, "There is no gig with this id to replace. Leave If-Match out to make one.")
    gig = Gig(id=gig_id, creation_hash=body_hash, created_at=columns.now(), created_by=wish.by, lineup=[])
    change.assign(gig, {**change.BLANK, **wish.sent})
    transitions.check_first(gig.status)
    steps.follow(gig, None, None)
    queue.join(gig, None, stood=False, fresh=True)
    steps.set_review_date(gig, None, wish.sent)
    after = wire.fields(gig)
    transitions.require(gig.status, {name for name, value in after.items() if value})
    accepted = _guard(gig, wish, moved=True)
    db.session.add(gig)
    save(gig, wish.by, "created", change.differences(change.NOTHING, after), accepted)
    queue.settle([queue.of(gig)], gig)
    return gig


def alter(gig: Gig, wish: Wish, rev: int, values: Mapping[str, Any], cause: Cause | None = None) -> Gig:
    """Change revision `rev` of a gig within a transaction, for another gig where there is a `cause`."""
    etags.check(gig.rev, rev)
    if gig.trashed_at:
        raise Problem(409, "This gig is in the trash. Restore it first.")
    was, stood = queue.of(gig), not queue.lapsed(gig)
    before, status, day = wire.fields(queue.show_level(gig)), gig.status, gig.gig_day
    transitions.check(status, values.get("status", status))
    change.assign(gig, values)
    if {"hold_expires", "challenged_until"}.intersection(wish.sent) == {"hold_expires"} and gig.status == status:
        steps.end_challenge(gig)  # renewed: that answers it
    steps.follow(gig, status, day)
    gig.previous_gig_day = values.get("previous_gig_day", gig.previous_gig_day)  # no body has it, but an undo may
    never_held = status == "confirmed" and gig.hold_position is None and gig.hold_expires is None
    queue.join(gig, was, stood=stood, fresh=status == "idea" and cause is None)
    if was != queue.of(gig):
        steps.end_challenge(gig)  # who asked waits for the night it left
    steps.set_review_date(gig, None if never_held else status, wish.sent)
    after = wire.fields(gig)
    transitions.require(gig.status, {name for name, value in after.items() if value})
    if changes := change.differences(before, after):
        is_back = not stood and not queue.lapsed(gig)  # renewed: others may have taken the night meanwhile
        accepted = _guard(gig, wish, moved=is_back or _is_moved(before, after))
        action = cause.action if cause else transitions.ACTIONS.get((status, gig.status), "edited")
        save(gig, wish.by, action, changes, accepted, cause)
        queue.settle([was, queue.of(gig)], gig)
    return gig


def _is_moved(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Say whether a change puts the gig onto another night, or another act onto it."""
    acts = [{name: act[name] for name in _CLAIMS} for act in before["lineup"]]
    return any(before[name] != after[name] for name in _NIGHT) or any(
        {name: act[name] for name in _CLAIMS} not in acts for act in after["lineup"]
    )


def _restore(gig: Gig, wish: Wish, *, as_idea: bool) -> Gig:
    before, gig.trashed_at = wire.fields(gig), None
    if as_idea:
        gig.status = "idea"
        steps.let_go(gig)
    queue.join(gig, None, stood=False, fresh=False)
    warned = _guard(gig, wish, moved=True, hint="Restore it as an idea instead.")
    save(gig, wish.by, "restored", change.differences(before, wire.fields(gig)), warned)
    queue.settle([queue.of(gig)], gig)
    return gig


def _guard(gig: Gig, wish: Wish, *, moved: bool, hint: str = "") -> list[str]:
    """Check a gig that comes onto a night; a suggestion as if it were to be confirmed, another idea not at all."""
    if wish.from_suggestion:
        return guard.check(gig, "confirmed", wish.accepted, hint)
    if moved and gig.status in transitions.BINDING:
        return guard.check(gig, gig.status, wish.accepted, hint)
    return []


def save(  # noqa: PLR0913, PLR0917  # all that history says of it
    gig: Gig,
    by: UUID | None,
    action: str,
    changes: list[dict[str, Any]],
    accepted: list[str],
    cause: Cause | None = None,
) -> None:
    """Note who changed what: a revision and its entry in history."""
    change.finish(gig, by)
    history.record(gig, action, changes, accepted, cause)
    db.session.info[counts.SAVES] = action


def write(work: Callable[[], Result]) -> Result:
    """Run `work` again when it collides with another change: it then sees that change and says what is wrong."""
    for _ in range(COLLISIONS):
        try:
            return _write_once(work)
        except (IntegrityError, StaleDataError):
            continue
    try:
        return _write_once(work)
    except IntegrityError as error:  # what takes the night, or the id, is not to be seen
        if not arriving.sweep_dead():
            raise Problem(409, ARRIVING) from error
    return _write_once(work)


def _write_once(work: Callable[[], Result]) -> Result:
    """Write, and count what was saved once it is kept."""
    db.session.info.pop(counts.SAVES, None)
    result = database.write(db, work)
    if action := db.session.info.pop(counts.SAVES, None):
        metrics.count(counts.SAVES, action=action)
    return result
