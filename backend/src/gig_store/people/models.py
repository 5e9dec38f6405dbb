"""The tables of people: accounts, sessions, invites, and how often somebody tried to sign in."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from gig_chassis import database, fields
from gig_chassis.columns import MYSQL_TABLE, Timestamp
from gig_store import limits
from gig_store.models import HASH, NAME, WORD, Base


class Person(Base):
    """Somebody with an account; `name` is what they sign in with and what history shows."""

    __tablename__ = "person"
    id: Mapped[uuid.UUID] = mapped_column(database.Uuid, primary_key=True)
    rev: Mapped[int] = mapped_column()
    name: Mapped[str] = mapped_column(String(limits.PERSON))
    name_key: Mapped[str] = mapped_column(NAME, unique=True)  # folded: SAM is Sam
    password_hash: Mapped[str] = mapped_column(String(limits.PASSWORD_HASH))
    role: Mapped[str] = mapped_column(WORD)
    disabled: Mapped[bool]
    time_zone: Mapped[str | None] = mapped_column(String(fields.MAX_TIMEZONE))
    theme: Mapped[str] = mapped_column(WORD)
    keys: Mapped[bool]
    constraints: Mapped[str] = mapped_column(String(limits.CONSTRAINTS))
    created_at: Mapped[datetime] = mapped_column(Timestamp)
    first: Mapped[bool | None] = mapped_column(unique=True)  # true for one, null for all others

    __mapper_args__ = {"version_id_col": rev}  # noqa: RUF012  # SQLAlchemy declares it so
    __table_args__ = (
        CheckConstraint("role IN ('viewer', 'booker', 'admin')", name="role"),
        CheckConstraint("theme IN ('auto', 'light', 'dark')", name="theme"),
        MYSQL_TABLE,
    )


class Session(Base):
    """A browser somebody is signed in with; whoever knows the token is that person, so only its hash is kept."""

    __tablename__ = "session"
    token_hash: Mapped[bytes] = mapped_column(HASH, primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(database.Uuid, ForeignKey("person.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime] = mapped_column(Timestamp, index=True)

    __table_args__ = (MYSQL_TABLE,)


class Invite(Base):
    """A link that makes one account; it is gone once it is used or revoked."""

    __tablename__ = "invite"
    id: Mapped[uuid.UUID] = mapped_column(database.Uuid, primary_key=True)
    secret_hash: Mapped[bytes] = mapped_column(HASH, unique=True)
    role: Mapped[str] = mapped_column(WORD)
    note: Mapped[str | None] = mapped_column(NAME)
    invited_by: Mapped[uuid.UUID] = mapped_column(
        database.Uuid, ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[datetime] = mapped_column(Timestamp)
    expires_at: Mapped[datetime] = mapped_column(Timestamp, index=True)

    __table_args__ = (
        CheckConstraint("role IN ('viewer', 'booker', 'admin')", name="role"),
        MYSQL_TABLE,
    )


class Attempt(Base):
    """How often one name or one address tried a password since `since`; `key` hashes which."""

    __tablename__ = "attempt"
    key: Mapped[bytes] = mapped_column(HASH, primary_key=True)
    since: Mapped[datetime] = mapped_column(Timestamp, index=True)
    count: Mapped[int]

    __table_args__ = (MYSQL_TABLE,)
