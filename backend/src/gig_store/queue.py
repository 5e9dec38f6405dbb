"""The queue of holds of a venue's night: an order that is stored, ranks that are counted when read.

At my rooms the rank is the level of a hold; `gig.hold_level` keeps the one that was noted last. Elsewhere it is typed.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import Row, and_, func, or_, select, update
from sqlalchemy.orm.attributes import set_committed_value

from gig_chassis import columns
from gig_chassis.problems import Problem
from gig_store import limits, sentences, standing
from gig_store.models import Gig, Shift, db
from gig_store.seen import SEEN

WAITING = ("hold", "offered")
_COLUMNS = (
    Gig.id, Gig.rev, Gig.label, Gig.status, Gig.slot, Gig.gig_day, Gig.trashed_at, Gig.venue_id, Gig.venue_own,
    Gig.venue_timezone, Gig.hold_level, Gig.hold_position, Gig.hold_expires, Gig.offer_expires, Gig.created_at,
    Gig.challenged_by,
)  # fmt: skip

Waiting: TypeAlias = Gig | Any  # a row with these columns


@dataclass(frozen=True, slots=True, order=True)
class Queue:
    """The night that is waited for."""

    venue_id: UUID
    day: date
    slot: str


def of(gig: Waiting) -> Queue | None:
    """Give the queue a gig stands in, lapsed or not."""
    if gig.status in WAITING and gig.trashed_at is None and gig.venue_id and gig.gig_day:
        return Queue(gig.venue_id, gig.gig_day, gig.slot)
    return None


def ranks(waiting: Iterable[Waiting]) -> dict[UUID, int]:
    """Count those of one queue that have not lapsed, first come first; one without a place stands behind all others."""
    found = sorted((gig for gig in waiting if not lapsed(gig)), key=_place)
    return {gig.id: rank for rank, gig in enumerate(found, 1)}


def lapsed(gig: Waiting) -> bool:
    """Say whether its review date is past."""
    return standing.is_lapsed(gig.status, gig.hold_expires, gig.offer_expires, gig.venue_timezone)


def show_level(gig: Gig) -> Gig:
    """Let a gig that was read say its rank of this moment as its level, which is no change of it."""
    set_committed_value(gig, "hold_level", level(gig))
    return gig


def levels(rows: Sequence[Row[Any]]) -> Mapping[UUID, int | None]:
    """Give the rank of those of a list that wait for a room of mine, None for the lapsed: one query for all."""
    own = [row for row in rows if row.venue_own and of(row)]
    ranked = {
        gig_id: rank for found in _waiting({of(row) for row in own}).values() for gig_id, rank in ranks(found).items()
    }
    return {row.id: shown(ranked.get(row.id)) for row in own}


def levels_of(gig_ids: Collection[UUID]) -> Mapping[UUID, int | None]:
    """Give the ranks of these gigs as `levels` does."""
    rows: Sequence[Any] = db.session.execute(select(*_COLUMNS).where(Gig.id.in_(gig_ids))).all()
    return levels(rows)


def shown(rank: int | None) -> int | None:
    """Give a rank as a level; what an import put behind the ninth has none."""
    return rank if rank is not None and rank <= limits.HOLD_LEVEL else None


def lock(queues: Iterable[Queue | None]) -> None:
    """Let nobody else change these queues before the transaction ends."""
    chosen = _among(queues)
    if chosen is not None:
        these = select(Gig.id).where(chosen, Gig.status.in_(WAITING)).order_by(Gig.id)
        with db.session.no_autoflush:
            db.session.execute(these.with_for_update()).all()


def join(gig: Gig, was: Queue | None, *, stood: bool, fresh: bool) -> None:
    """Give a gig its place: behind all others if it is `fresh`, else the one it has; raises Problem 422 for a tenth.

    `was` is the queue it left, `stood` whether it stood there; what is not in the database yet must not be flushed.
    """
    now = of(gig)
    lock([was, now])
    if now is None:
        return
    if gig.hold_position is None or fresh:
        gig.hold_position = _next(now)
    if gig.venue_own:
        if not lapsed(gig) and not (now == was and stood):
            _refuse_a_tenth(gig, now)
        gig.hold_level = level(gig)


def follow(gig: Gig) -> None:
    """Give a gig that came along with its venue the place behind all others, be it the tenth."""
    if now := of(gig):
        lock([now])
        gig.hold_position = _next(now)
        if gig.venue_own:
            gig.hold_level = level(gig)


def in_order(gigs: Iterable[Gig]) -> list[Gig]:
    """Sort gigs so that those of one queue stand by their places."""
    return sorted(gigs, key=_place)


def settle(queues: Iterable[Queue | None], gig: Gig) -> None:
    """After `gig` was saved, note how the others in these queues moved, or that they lapsed since the last time."""
    db.session.flush()
    for queue, waiting in _waiting(queues).items():
        _give_places(waiting)
        ranked = ranks(waiting)
        for other in waiting:
            if other.challenged_by == gig.id and of(gig) != queue:  # nobody asks any more
                _store(other, challenged_by=None, challenged_until=None)
            rank = shown(ranked.get(other.id))
            if other.venue_own and other.hold_level != rank:
                _store(other, hold_level=rank)
                if other.id != gig.id:
                    db.session.add(_shift(other, rank, gig))


def in_front_of(gig: Gig) -> Row[Any] | None:
    """Give who stands right before it in its queue, None for the first or a lapsed one."""
    waiting = _waiting([of(gig)]).get(of(gig), [])  # type: ignore[arg-type]  # None is no key
    by_rank = {rank: gig_id for gig_id, rank in ranks(waiting).items()}
    ranked = ranks(waiting).get(gig.id)
    ahead = by_rank.get(ranked - 1) if ranked else None
    return next((other for other in waiting if other.id == ahead), None)


def level(gig: Gig) -> int | None:
    """Rank a gig as it is in memory; elsewhere, and where it does not wait, its level is what was typed."""
    queue = of(gig)
    if queue is None or not gig.venue_own:
        return gig.hold_level
    return shown(ranks([gig, *_others(gig, queue)]).get(gig.id))


def _others(gig: Gig, queue: Queue) -> list[Row[Any]]:
    with db.session.no_autoflush:
        return [row for row in _waiting([queue]).get(queue, []) if row.id != gig.id]


def _refuse_a_tenth(gig: Gig, queue: Queue) -> None:
    if len(ranks(_others(gig, queue))) < limits.HOLD_LEVEL:
        return
    full = f"{gig.venue_name} has nine holds on {sentences.day(queue.day)} already."
    detail = f"{full} Release one first, or hold another night."
    raise Problem(422, detail, errors=[{"pointer": "/gig_day", "detail": detail}])


def _among(queues: Iterable[Queue | None]) -> Any:  # noqa: ANN401  # a condition, or None for no queue
    each = [
        and_(Gig.venue_id == queue.venue_id, Gig.sort_day == queue.day, Gig.slot == queue.slot)
        for queue in sorted({queue for queue in queues if queue})
    ]
    return or_(*each) if each else None


def _waiting(queues: Iterable[Queue | None]) -> Mapping[Queue, list[Row[Any]]]:
    found: dict[Queue, list[Any]] = defaultdict(list)
    if (chosen := _among(queues)) is not None:
        for row in db.session.execute(select(*_COLUMNS).where(chosen, SEEN)):
            if queue := of(row):
                found[queue].append(row)
    return found


def _place(gig: Waiting) -> tuple[object, ...]:
    position = gig.hold_position
    return (position is None, position or 0, *(() if position else (gig.created_at, gig.id.bytes)))


def _next(queue: Queue) -> int:
    """Give the place behind all that ever were taken: gigs that left keep theirs."""
    highest = select(func.max(Gig.hold_position)).where(_among([queue]))
    with db.session.no_autoflush:
        return (db.session.execute(highest).scalar() or 0) + 1


def _give_places(waiting: Collection[Row[Any]]) -> None:
    """Line up those that have no place: from an import, or from a replica of the version before."""
    for row in sorted((row for row in waiting if row.hold_position is None), key=_place):
        queue = of(row)
        if queue:
            _store(row, hold_position=_next(queue))


def _store(row: Row[Any], **values: int | None) -> None:
    """Write what makes no revision."""
    change = update(Gig).where(Gig.id == row.id).values(values)
    db.session.execute(change, execution_options={"synchronize_session": False})


def _shift(other: Row[Any], level: int | None, cause: Gig) -> Shift:
    old = other.hold_level
    gone = level is None and lapsed(other)
    action = "lapsed" if gone else "moved_up" if old is None or (level or 0) < old else "moved_down"
    because = {} if gone else {"by": cause.updated_by, "because_id": cause.id, "because_label": cause.label}
    return Shift(
        gig_id=other.id, rev=other.rev, at=columns.now(), action=action, old_level=old, new_level=level, **because
    )
