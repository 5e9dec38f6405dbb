"""The tables: a diary of a band or venue, and the days it says are busy."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from gig_chassis import database
from gig_chassis.columns import MYSQL_TABLE, Timestamp
from gig_store import limits
from gig_store.models import WORD, Base


class Diary(Base):
    """What is known of one diary; `source` is its address, which may hold a secret, or null where it came as a file.

    `read_at` is when its days were read last, up to `known_until`; `tried_at` also counts the times that failed.
    """

    __tablename__ = "diary"
    kind: Mapped[str] = mapped_column(WORD, primary_key=True)
    owner_id: Mapped[uuid.UUID] = mapped_column(database.Uuid, primary_key=True)
    rev: Mapped[int] = mapped_column()
    source: Mapped[str | None] = mapped_column(Text)
    read_at: Mapped[datetime | None] = mapped_column(Timestamp)
    known_until: Mapped[date | None]  # null also where something in it could not be understood
    tried_at: Mapped[datetime] = mapped_column(Timestamp)
    tried_by: Mapped[uuid.UUID | None] = mapped_column(database.Uuid)
    error: Mapped[str | None] = mapped_column(String(limits.DIARY_ERROR))
    followed_from: Mapped[uuid.UUID | None] = mapped_column(database.Uuid)  # whose it was before a merge

    __mapper_args__ = {"version_id_col": rev}  # noqa: RUF012  # SQLAlchemy declares it so
    __table_args__ = (CheckConstraint("kind IN ('band', 'venue')", name="kind"), MYSQL_TABLE)


class DiaryDay(Base):
    """One gig day a diary says is busy."""

    __tablename__ = "diary_day"
    kind: Mapped[str] = mapped_column(WORD, primary_key=True)
    owner_id: Mapped[uuid.UUID] = mapped_column(database.Uuid, primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)

    __table_args__ = (
        ForeignKeyConstraint(["kind", "owner_id"], ["diary.kind", "diary.owner_id"], ondelete="CASCADE"),
        MYSQL_TABLE,
    )
