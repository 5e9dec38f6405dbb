"""The table: usual amounts of a room, in the planner's currency."""

import uuid
from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Mapped, mapped_column

from gig_chassis import database
from gig_chassis.columns import MYSQL_TABLE, Money, Timestamp
from gig_store.models import Base


class RoomMoney(Base):
    """What is usual in one room; an amount that is null is as the settings have it."""

    __tablename__ = "room_money"
    venue_id: Mapped[uuid.UUID] = mapped_column(database.Uuid, primary_key=True)
    rev: Mapped[int] = mapped_column()
    ticket_price: Mapped[Decimal | None] = mapped_column(Money)
    costs: Mapped[Decimal | None] = mapped_column(Money)
    tax_pct: Mapped[Decimal | None] = mapped_column(Money)
    gross_pct: Mapped[Decimal | None] = mapped_column(Money)
    updated_at: Mapped[datetime] = mapped_column(Timestamp)
    updated_by: Mapped[uuid.UUID | None] = mapped_column(database.Uuid)
    followed_from: Mapped[uuid.UUID | None] = mapped_column(database.Uuid)  # whose it was before a merge

    __mapper_args__ = {"version_id_col": rev}  # noqa: RUF012  # SQLAlchemy declares it so
    __table_args__ = (MYSQL_TABLE,)
