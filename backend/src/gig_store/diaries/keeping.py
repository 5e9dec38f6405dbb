"""Keep diaries: put, list and forget them."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from gig_chassis import columns, database, etags
from gig_chassis.problems import Problem
from gig_store.diaries import days
from gig_store.diaries.models import Diary, DiaryDay
from gig_store.models import db
from gig_store.people.models import Person

Result = TypeVar("Result")

_SAID = select(Diary, Person.name).outerjoin(Person, Person.id == Diary.tried_by)


@dataclass(frozen=True, slots=True)
class Kept:
    """A diary with its busy days as ranges, and the name of who read it last."""

    diary: Diary
    busy: list[str]
    by: str | None


def listed(kind: str, owners: Collection[UUID]) -> list[Kept]:
    """Give the diaries that there are of these."""
    found = db.session.execute(_SAID.where(Diary.kind == kind, Diary.owner_id.in_(owners)).order_by(Diary.owner_id))
    ranges = _busy(kind, owners)
    return [Kept(diary, ranges.get(diary.owner_id, []), name) for diary, name in found]


def put(kind: str, owner: UUID, body: dict[str, Any], rev: int | None, by: UUID | None) -> tuple[Kept, bool]:
    """Keep what was read, and say whether the diary is new. Raises Problem 404, 412, 422 or 428."""

    def work() -> tuple[Kept, bool]:
        there = db.session.get(Diary, (kind, owner))
        diary = _new(kind, owner, rev) if there is None else _known(there, rev)
        _note(diary, body, by)
        db.session.flush()
        if body["busy"] is not None:
            _replace_days(diary, body["busy"])
        return Kept(*_find(kind, owner)), there is None

    return _write(work)


def forget(kind: str, owner: UUID, rev: int) -> None:
    """Forget a diary with its address and its days; one that is gone stays gone. Raises Problem 412."""

    def work() -> None:
        if there := db.session.get(Diary, (kind, owner)):
            etags.check(there.rev, rev)
            db.session.delete(there)

    _write(work)


def _write(work: Callable[[], Result]) -> Result:
    """Run `work` again where somebody was quicker: it then sees their change."""
    try:
        return database.write(db, work)
    except (IntegrityError, StaleDataError):
        return database.write(db, work)


def _new(kind: str, owner: UUID, rev: int | None) -> Diary:
    if rev is not None:
        raise Problem(404, "There is no such diary any more.")
    diary = Diary(kind=kind, owner_id=owner)
    db.session.add(diary)
    return diary


def _known(diary: Diary, rev: int | None) -> Diary:
    if rev is None:
        raise Problem(428, "This diary is known. Read it first, then send its ETag as If-Match.")
    etags.check(diary.rev, rev)
    return diary


def _note(diary: Diary, body: dict[str, Any], by: UUID | None) -> None:
    """Note the time by our own clock: a diary read in the future would count as known for ever."""
    diary.source, diary.error = body["source"], body["error"]
    diary.tried_at, diary.tried_by = columns.now(), by
    if body["busy"] is not None:
        diary.read_at, diary.known_until = diary.tried_at, body["known_until"]


def _replace_days(diary: Diary, ranges: list[str]) -> None:
    owner = {"kind": diary.kind, "owner_id": diary.owner_id}
    db.session.execute(delete(DiaryDay).filter_by(**owner))
    if rows := [owner | {"day": day} for day in sorted(set(days.spread(ranges)))]:
        db.session.execute(insert(DiaryDay), rows)


def _find(kind: str, owner: UUID) -> tuple[Diary, list[str], str | None]:
    diary, name = db.session.execute(_SAID.where(Diary.kind == kind, Diary.owner_id == owner)).one()
    return diary, _busy(kind, [owner]).get(owner, []), name


def _busy(kind: str, owners: Collection[UUID]) -> dict[UUID, list[str]]:
    query = select(DiaryDay).where(DiaryDay.kind == kind, DiaryDay.owner_id.in_(owners)).order_by(DiaryDay.owner_id)
    by_owner = groupby(db.session.scalars(query), key=lambda row: row.owner_id)
    return {owner: days.merge(row.day for row in rows) for owner, rows in by_owner}
