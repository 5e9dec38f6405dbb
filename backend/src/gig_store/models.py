"""The tables: gigs with their line-up, what was done to them, and what people do not want to be shown."""

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    CheckConstraint,
    Computed,
    Double,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects import mysql
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from gig_chassis import database, fields
from gig_chassis.columns import MYSQL_TABLE, Joined, Money, Timestamp
from gig_store import limits

NAME = String(limits.NAME)
WORD = String(limits.LONGEST_WORD)
CLOCK = String(fields.CLOCK_TIME)
HASH = LargeBinary(32).with_variant(mysql.BINARY(32), "mysql", "mariadb")
HAYSTACK = Text().with_variant(mysql.MEDIUMTEXT(), "mysql", "mariadb")


class Base(DeclarativeBase):
    """The base of this service's tables."""

    metadata = MetaData(naming_convention=database.NAMING)


db = SQLAlchemy(model_class=Base, session_options=database.SESSION_OPTIONS)


class Gig(Base):
    """A night from idea to played; band and venue facts are kept as they were."""

    __tablename__ = "gig"
    id: Mapped[uuid.UUID] = mapped_column(database.Uuid, primary_key=True)
    rev: Mapped[int] = mapped_column()
    creation_hash: Mapped[bytes] = mapped_column(HASH)
    title: Mapped[str | None] = mapped_column(NAME)
    held_for: Mapped[str | None] = mapped_column(NAME)
    status: Mapped[str] = mapped_column(WORD)
    hold_level: Mapped[int | None]
    hold_expires: Mapped[date | None]
    challenged_until: Mapped[datetime | None] = mapped_column(Timestamp)
    challenged_by: Mapped[uuid.UUID | None] = mapped_column(database.Uuid)  # the gig that waits behind it
    offer_expires: Mapped[date | None]
    booking: Mapped[uuid.UUID | None] = mapped_column(database.Uuid)
    asked_on: Mapped[date | None]
    gig_day: Mapped[date | None]
    previous_gig_day: Mapped[date | None]
    load_in: Mapped[str | None] = mapped_column(CLOCK)
    soundcheck: Mapped[str | None] = mapped_column(CLOCK)
    doors: Mapped[str | None] = mapped_column(CLOCK)
    start: Mapped[str | None] = mapped_column(CLOCK)
    end: Mapped[str | None] = mapped_column(CLOCK)
    slot: Mapped[str] = mapped_column(WORD)
    venue_id: Mapped[uuid.UUID | None] = mapped_column(database.Uuid)
    venue_name: Mapped[str | None] = mapped_column(NAME)
    venue_city: Mapped[str | None] = mapped_column(NAME)
    venue_capacity: Mapped[int | None]
    venue_lat: Mapped[float | None] = mapped_column(Double)
    venue_lon: Mapped[float | None] = mapped_column(Double)
    venue_timezone: Mapped[str | None] = mapped_column(String(fields.MAX_TIMEZONE))
    venue_genres: Mapped[list[str]] = mapped_column(Joined)
    venue_dark_days: Mapped[list[str]] = mapped_column(Joined)
    venue_own: Mapped[bool | None]
    deal: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    attendance: Mapped[int | None]
    notes: Mapped[str | None] = mapped_column(Text)
    staff_notes: Mapped[str | None] = mapped_column(Text)
    description: Mapped[str | None] = mapped_column(Text)
    published: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(Timestamp)
    created_by: Mapped[uuid.UUID | None] = mapped_column(database.Uuid)
    updated_at: Mapped[datetime] = mapped_column(Timestamp)
    updated_by: Mapped[uuid.UUID | None] = mapped_column(database.Uuid)
    trashed_at: Mapped[datetime | None] = mapped_column(Timestamp)
    import_id: Mapped[uuid.UUID | None] = mapped_column(database.Uuid, index=True)  # that made it: see `seen`
    hold_position: Mapped[int | None]  # its place in the order of its night's queue: see `queue`

    label: Mapped[str] = mapped_column(NAME)  # what other gigs call it
    search_text: Mapped[str] = mapped_column(HAYSTACK)
    venue_key: Mapped[str] = mapped_column(NAME)
    city_key: Mapped[str | None] = mapped_column(NAME)
    held_for_key: Mapped[str | None] = mapped_column(NAME)

    in_trash: Mapped[bool] = mapped_column(
        Computed("CASE WHEN trashed_at IS NULL THEN 0 ELSE 1 END", persisted=True), nullable=True
    )
    sort_day: Mapped[date] = mapped_column(Computed("coalesce(gig_day, '9999-12-31')", persisted=True), nullable=True)
    latest_day: Mapped[date] = mapped_column(Computed("coalesce(gig_day, '1000-01-01')", persisted=True), nullable=True)
    confirmed_day: Mapped[date | None] = mapped_column(
        Computed("CASE WHEN status = 'confirmed' AND trashed_at IS NULL THEN gig_day END", persisted=True)
    )
    queued_day: Mapped[date | None] = mapped_column(  # not persisted: SQLite adds no such column to a table
        Computed("CASE WHEN status IN ('hold', 'offered') AND trashed_at IS NULL THEN gig_day END", persisted=False)
    )

    lineup: Mapped[list["Act"]] = relationship(
        order_by="Act.position", cascade="all, delete-orphan", lazy="selectin", passive_deletes=True
    )

    __mapper_args__ = {"version_id_col": rev, "eager_defaults": False}  # noqa: RUF012  # SQLAlchemy declares it so
    __table_args__ = (
        UniqueConstraint("venue_id", "slot", "confirmed_day"),  # two confirmed gigs cannot share a night
        CheckConstraint("status IN ('idea', 'hold', 'offered', 'confirmed', 'cancelled')", name="status"),
        CheckConstraint("slot IN ('evening', 'matinee', 'late')", name="slot"),
        CheckConstraint("hold_level BETWEEN 1 AND 9", name="hold_level"),
        Index(None, "in_trash", "sort_day", "id"),
        Index(None, "in_trash", "latest_day", "id"),
        Index(None, "in_trash", "updated_at", "id"),
        Index(None, "in_trash", "venue_key", "sort_day", "id"),
        Index(None, "in_trash", "status", "sort_day", "id"),
        Index(None, "in_trash", "city_key", "sort_day", "id"),
        Index(None, "in_trash", "held_for_key", "sort_day", "id"),
        Index(None, "venue_id", "sort_day", "id"),
        Index(None, "previous_gig_day"),
        Index(None, "venue_id", "slot", "queued_day", "hold_position", unique=True),  # one place is one hold's
        Index(None, "booking"),
        MYSQL_TABLE,
    )


class Act(Base):
    """One act of a line-up, with the facts about the band that conflicts are found by."""

    __tablename__ = "act"
    gig_id: Mapped[uuid.UUID] = mapped_column(database.Uuid, ForeignKey("gig.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sort_day: Mapped[date]  # the gig's, so that a band's gigs are found by day
    band_id: Mapped[uuid.UUID | None] = mapped_column(database.Uuid)
    name: Mapped[str] = mapped_column(NAME)
    billing: Mapped[str] = mapped_column(WORD)
    set_time: Mapped[str | None] = mapped_column(CLOCK)
    fee: Mapped[Decimal | None] = mapped_column(Money)
    lat: Mapped[float | None] = mapped_column(Double)
    lon: Mapped[float | None] = mapped_column(Double)
    genres: Mapped[list[str]] = mapped_column(Joined)
    draw: Mapped[int | None]
    unavailable: Mapped[list[str]] = mapped_column(Joined)
    radius_km: Mapped[int | None]
    days_before: Mapped[int | None]
    days_after: Mapped[int | None]

    __table_args__ = (
        CheckConstraint("billing IN ('headline', 'support')", name="billing"),
        Index(None, "band_id", "sort_day", "gig_id"),
        MYSQL_TABLE,
    )


class History(Base):
    """What one revision of a gig changed; written in the transaction that changed it."""

    __tablename__ = "history"
    gig_id: Mapped[uuid.UUID] = mapped_column(database.Uuid, ForeignKey("gig.id", ondelete="CASCADE"), primary_key=True)
    rev: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Timestamp)
    by: Mapped[uuid.UUID | None] = mapped_column(database.Uuid)
    action: Mapped[str] = mapped_column(WORD)
    changes: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    accepted_warnings: Mapped[list[str]] = mapped_column(Joined)
    because_id: Mapped[uuid.UUID | None] = mapped_column(database.Uuid)  # the gig another one changed for
    because_label: Mapped[str | None] = mapped_column(NAME)

    __table_args__ = (MYSQL_TABLE,)


class Shift(Base):
    """A hold's place that changed without a revision of its own: another one came, went, or lapsed."""

    __tablename__ = "shift"
    id: Mapped[int] = mapped_column(primary_key=True)
    gig_id: Mapped[uuid.UUID] = mapped_column(database.Uuid, ForeignKey("gig.id", ondelete="CASCADE"))
    rev: Mapped[int]  # of the gig when it happened
    at: Mapped[datetime] = mapped_column(Timestamp)
    by: Mapped[uuid.UUID | None] = mapped_column(database.Uuid)
    action: Mapped[str] = mapped_column(WORD)
    old_level: Mapped[int | None]
    new_level: Mapped[int | None]
    because_id: Mapped[uuid.UUID | None] = mapped_column(database.Uuid)
    because_label: Mapped[str | None] = mapped_column(NAME)

    __table_args__ = (Index(None, "gig_id", "rev", "id"), MYSQL_TABLE)


class Discard(Base):
    """A pair that rests for one person, or a band or venue that everybody leaves out (the other id is null)."""

    __tablename__ = "discard"
    id: Mapped[uuid.UUID] = mapped_column(database.Uuid, primary_key=True)
    person_id: Mapped[uuid.UUID | None] = mapped_column(database.Uuid)  # null: everybody's
    band_id: Mapped[uuid.UUID | None] = mapped_column(database.Uuid)
    band_name: Mapped[str | None] = mapped_column(NAME)
    venue_id: Mapped[uuid.UUID | None] = mapped_column(database.Uuid)
    venue_name: Mapped[str | None] = mapped_column(NAME)
    gig_day: Mapped[date | None]
    until: Mapped[datetime | None] = mapped_column(Timestamp)
    created_at: Mapped[datetime] = mapped_column(Timestamp)
    created_by: Mapped[uuid.UUID | None] = mapped_column(database.Uuid)

    __table_args__ = (
        Index(None, "band_id", "venue_id"),
        Index(None, "venue_id", "band_id"),
        Index(None, "person_id", "created_at", "id"),
        MYSQL_TABLE,
    )


class Setting(Base):
    """What holds for the whole planner, as one document under one name; what nobody has set is not in it."""

    __tablename__ = "setting"
    name: Mapped[str] = mapped_column(WORD, primary_key=True)
    rev: Mapped[int] = mapped_column()
    value: Mapped[dict[str, Any]] = mapped_column(JSON)
    updated_at: Mapped[datetime | None] = mapped_column(Timestamp)
    updated_by: Mapped[uuid.UUID | None] = mapped_column(database.Uuid)

    __mapper_args__ = {"version_id_col": rev}  # noqa: RUF012  # SQLAlchemy declares it so
    __table_args__ = (MYSQL_TABLE,)
