"""A diary follows its band or venue when that is merged into another, and goes back when it is parted again."""

from uuid import UUID

from sqlalchemy import update

from gig_store.diaries.models import Diary, DiaryDay
from gig_store.models import db

_OF_ANOTHER = {"owner_id", "followed_from", "rev"}  # what a diary that moves does not keep


def follow(kind: str, gone: UUID, kept: UUID) -> None:
    """Give the kept one the diary of the gone one, unless it has its own."""
    there = db.session.get(Diary, (kind, gone))
    if there and db.session.get(Diary, (kind, kept)) is None:
        _move(there, kept, followed_from=gone)


def go_back(kind: str, gone: UUID, kept: UUID) -> None:
    """Give the gone one back the diary that followed, unless it has another by now."""
    there = db.session.get(Diary, (kind, kept))
    if there and there.followed_from == gone and db.session.get(Diary, (kind, gone)) is None:
        _move(there, gone, followed_from=None)


def _move(diary: Diary, owner: UUID, followed_from: UUID | None) -> None:
    kept = {name: getattr(diary, name) for name in Diary.__table__.columns.keys() if name not in _OF_ANOTHER}  # noqa: SIM118  # a table's columns, no dict
    db.session.add(Diary(owner_id=owner, followed_from=followed_from, **kept))
    db.session.flush()  # the days need somebody to belong to
    days = update(DiaryDay).where(DiaryDay.kind == diary.kind, DiaryDay.owner_id == diary.owner_id)
    db.session.execute(days.values(owner_id=owner).execution_options(synchronize_session=False))
    db.session.delete(diary)
