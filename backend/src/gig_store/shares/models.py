"""The table of links to day sheets."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from gig_chassis import database
from gig_chassis.columns import MYSQL_TABLE, Json, Timestamp
from gig_store.models import HASH, Base


class Share(Base):
    """A link to a gig's day sheet, with address and contacts as they were; only the hash of its secret is kept."""

    __tablename__ = "share"
    id: Mapped[uuid.UUID] = mapped_column(database.Uuid, primary_key=True)
    gig_id: Mapped[uuid.UUID] = mapped_column(database.Uuid, ForeignKey("gig.id", ondelete="CASCADE"), index=True)
    secret_hash: Mapped[bytes] = mapped_column(HASH, unique=True)
    contacts: Mapped[dict[str, Any]] = mapped_column(Json)
    created_at: Mapped[datetime] = mapped_column(Timestamp)
    created_by: Mapped[uuid.UUID | None] = mapped_column(database.Uuid)

    __table_args__ = (MYSQL_TABLE,)
