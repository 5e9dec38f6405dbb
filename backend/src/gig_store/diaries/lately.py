"""What the diaries that were read lately say about some days: one indexed query."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import and_, bindparam, or_, select

from gig_chassis import columns
from gig_store import limits
from gig_store.diaries.models import Diary, DiaryDay
from gig_store.models import db
from gig_store.nights import Reading

FRESH = timedelta(limits.DIARY_FRESH_DAYS)
_OF_OWNERS = or_(
    and_(Diary.kind == "band", Diary.owner_id.in_(bindparam("bands", expanding=True))),
    and_(Diary.kind == "venue", Diary.owner_id.in_(bindparam("venues", expanding=True))),
)
_ITS_DAYS = and_(DiaryDay.kind == Diary.kind, DiaryDay.owner_id == Diary.owner_id)
_AROUND = (
    select(Diary.owner_id, Diary.read_at, Diary.known_until, DiaryDay.day)
    .outerjoin(DiaryDay, and_(_ITS_DAYS, DiaryDay.day.in_(bindparam("days", expanding=True))))
    .where(_OF_OWNERS, Diary.read_at > bindparam("since"))
)


def around(asked: Collection[date], bands: Sequence[UUID], venues: Sequence[UUID]) -> dict[UUID, Reading]:
    """Give the diaries of these that were read within 30 days, with their busy days of those asked about."""
    if not bands and not venues:
        return {}
    since = columns.now() - FRESH
    rows = db.session.execute(_AROUND, {"bands": bands, "venues": venues, "days": list(asked), "since": since}).all()
    busy: defaultdict[UUID, set[date]] = defaultdict(set)
    for row in rows:
        busy[row.owner_id] |= {row.day} - {None}
    return {row.owner_id: Reading(row.read_at, row.known_until, frozenset(busy[row.owner_id])) for row in rows}
