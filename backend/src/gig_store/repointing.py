"""Gigs follow a band or venue that was merged into another, all or none, with diary and usual money, and go back.

What a gig was before stands in its history, so that it gets back exactly that.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased

from gig_chassis.problems import Problem
from gig_store import change, gigs, queue, wire
from gig_store.diaries import following as diaries
from gig_store.models import Act, Gig, History, db
from gig_store.rooms import following as rooms
from gig_store.schemas import ActBody, BandFacts, VenueFacts
from gig_store.seen import SEEN

BAND, VENUE = "band", "venue"
FIELDS = {BAND: "lineup", VENUE: "venue"}
MERGED, PARTED = "merged", "parted"  # as history calls it
BESIDE = (diaries, rooms)  # what follows beside the gigs
_CLAUSE = ("radius_km", "days_before", "days_after")
MOST_CLASHES = 100  # that are named

Change = Mapping[str, Any]  # {field, old, new}


@dataclass(frozen=True, slots=True)
class Move:
    """Who was merged into whom; `by` is who says so."""

    kind: str
    gone: UUID
    kept: UUID
    by: UUID | None


def repoint(move: Move, facts: Mapping[str, Any]) -> list[UUID]:
    """Let all gigs of the gone one, trashed ones too, name the kept one with its `facts`; give their ids.

    Raises Problem 409 with `clashes` where two confirmed gigs would share a night: then nothing moves.
    """

    def work() -> list[UUID]:
        _refuse_clashes(move.gone, move.kept, move.kind)
        found = queue.in_order(_naming(move.kind, move.gone))
        for gig in found:
            _save(gig, move, MERGED, _with_kept(_named_by(gig, move), move, facts))
        for beside in BESIDE:
            beside.follow(move.kind, move.gone, move.kept)
        return [gig.id for gig in found]

    return gigs.write(work)


def part(move: Move) -> tuple[list[UUID], list[UUID]]:
    """Give the gigs that followed what they had before; those that cannot be told apart any more stay, named second.

    Raises Problem 409 with `clashes` as `repoint` does.
    """

    def work() -> tuple[list[UUID], list[UUID]]:
        found = queue.in_order(_naming(move.kind, move.kept))
        moved = _moved(move, found)
        back = {gig: value for gig in found if gig.id in moved if (value := _parted(gig, move, moved[gig.id]))}
        _refuse_clashes(move.kept, move.gone, move.kind, [gig.id for gig in back])
        left = {queue.of(gig): gig for gig in back}
        for gig, value in back.items():
            _save(gig, move, PARTED, value)
        for night, gig in left.items():
            queue.settle([night], gig)
        for beside in BESIDE:
            beside.go_back(move.kind, move.gone, move.kept)
        ids = [gig.id for gig in back]
        return ids, [gig_id for gig_id in moved if gig_id not in ids]

    return gigs.write(work)


def look(move: Move) -> list[UUID]:
    """Give the ids of the gigs that would follow; raises Problem 409 as `repoint` does."""
    _refuse_clashes(move.gone, move.kept, move.kind)
    return list(db.session.execute(select(Gig.id).where(_names(move.kind, [move.gone]), SEEN)).scalars())


def used(kind: str, ids: Sequence[UUID]) -> list[UUID]:
    """Give those of `ids` that any gig names, in the trash or not."""
    column = Act.band_id if kind == BAND else Gig.venue_id
    query = select(column).where(column.in_(ids), SEEN).distinct()
    found = db.session.execute(query.join(Gig, Gig.id == Act.gig_id) if kind == BAND else query).scalars()
    return [each for each in found if each is not None]


def _naming(kind: str, named: UUID) -> Sequence[Gig]:
    return db.session.execute(select(Gig).where(_names(kind, [named]), SEEN).order_by(Gig.id)).scalars().all()


def _names(kind: str, ids: Sequence[UUID]) -> ColumnElement[bool]:
    if kind == VENUE:
        return Gig.venue_id.in_(ids)
    return Gig.id.in_(select(Act.gig_id).where(Act.band_id.in_(ids)))


def _refuse_clashes(leaving: UUID, taking: UUID, kind: str, only: Sequence[UUID] | None = None) -> None:
    """Look for nights on which both venues have a confirmed gig; two gigs of a band on one day clash nowhere."""
    if kind != VENUE:
        return
    other = aliased(Gig)
    same_night = (other.venue_id == taking, other.slot == Gig.slot, other.confirmed_day == Gig.confirmed_day)
    query = select(Gig, other).join(other, same_night[0] & same_night[1] & same_night[2])
    query = query.where(Gig.venue_id == leaving, SEEN).order_by(Gig.confirmed_day, Gig.id)
    if only is not None:
        query = query.where(Gig.id.in_(only))
    if found := db.session.execute(query.limit(MOST_CLASHES)).all():
        clashes = [{"moving": _named(moving), "standing": _named(standing)} for moving, standing in found]
        raise Problem(409, "Both venues have a confirmed gig on the same night. Nothing was moved.", clashes=clashes)


def _named(gig: Gig) -> dict[str, Any]:
    day = gig.gig_day and gig.gig_day.isoformat()
    return {"id": str(gig.id), "title": gig.label, "gig_day": day, "status": gig.status}


def _named_by(gig: Gig, move: Move) -> Any:  # noqa: ANN401  # a venue or a line-up, as history has it
    return wire.fields(gig)[FIELDS[move.kind]]


def _save(gig: Gig, move: Move, action: str, value: Any) -> None:  # noqa: ANN401  # the same
    """Change the field of a gig that names band or venue, and write its history; holds line up behind those there."""
    before = wire.fields(queue.show_level(gig))
    change.assign(gig, {FIELDS[move.kind]: _loaded(move.kind, value)})
    if move.kind == VENUE:
        queue.follow(gig)
    gigs.save(gig, move.by, action, change.differences(before, wire.fields(gig)), [])
    db.session.flush()  # the next one lines up behind it


def _loaded(kind: str, value: Any) -> Any:  # noqa: ANN401  # a venue or a line-up, as history has it
    return VenueFacts().load(value) if kind == VENUE else ActBody(many=True).load(value)


def _with_kept(value: Any, move: Move, facts: Mapping[str, Any]) -> Any:  # noqa: ANN401  # the same
    if move.kind == VENUE:
        return {**facts, "id": str(move.kept)}
    return list(_united(value, str(move.gone), {**facts, "band_id": str(move.kept)}))


def _united(lineup: Sequence[Change], gone: str, kept: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Give the acts with `kept` at the place of the one that is gone; where both play, once, at the first's place."""
    theirs = [act for act in lineup if act["band_id"] in {gone, kept["band_id"]}]
    own = {name: next((act[name] for act in theirs if act[name]), None) for name in ("billing", "set_time", "fee")}
    agreed = next(({name: act[name] for name in _CLAUSE} for act in theirs if act["radius_km"]), {})
    for act in lineup:
        if act is theirs[0]:
            yield {**own, **kept, **agreed}
        elif act not in theirs:
            yield dict(act)


def _moved(move: Move, found: Sequence[Gig]) -> dict[UUID, Change]:
    """Give the last change by which each gig followed from the gone one to the kept one."""
    ids, field = [gig.id for gig in found], FIELDS[move.kind]
    query = select(History).where(History.gig_id.in_(ids), History.action == MERGED).order_by(History.rev)
    last: dict[UUID, Change] = {}
    for entry in db.session.execute(query).scalars():
        for each in entry.changes:
            if each["field"] == field and _ids(each["old"]) - _ids(each["new"]) == {str(move.gone)}:
                last[entry.gig_id] = each
    return last


def _parted(gig: Gig, move: Move, moved: Change) -> Any:  # noqa: ANN401  # a venue or a line-up, as history has it
    """Give what the gig had before; None where both bands played and the line-up was changed since."""
    now = _named_by(gig, move)
    if move.kind == VENUE or now == moved["new"]:
        return moved["old"]
    gone, kept = str(move.gone), str(move.kept)
    if kept in _ids(moved["old"]):
        return None
    before = next(act for act in moved["old"] if act["band_id"] == gone)
    identity = {name: before[name] for name in (*BandFacts().fields, "band_id")}
    return [{**act, **identity} if act["band_id"] == kept else act for act in now]


def _ids(value: Any) -> set[str]:  # noqa: ANN401  # a venue or a line-up, as history has it
    if isinstance(value, list):
        return {act["band_id"] for act in value if act["band_id"]}
    return {value["id"]} if value else set()
