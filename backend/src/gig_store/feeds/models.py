"""The table of calendar feeds."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from gig_chassis import database
from gig_chassis.columns import MYSQL_TABLE, Timestamp
from gig_store.models import HASH, NAME, Base


class Feed(Base):
    """An address a person's calendar reads; whoever knows its secret reads too, so only the hash is kept."""

    __tablename__ = "feed"
    id: Mapped[uuid.UUID] = mapped_column(database.Uuid, primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(database.Uuid, ForeignKey("person.id", ondelete="CASCADE"))
    secret_hash: Mapped[bytes] = mapped_column(HASH, unique=True)
    name: Mapped[str | None] = mapped_column(NAME)
    created_at: Mapped[datetime] = mapped_column(Timestamp)

    __table_args__ = (Index(None, "person_id", "created_at", "id"), MYSQL_TABLE)
