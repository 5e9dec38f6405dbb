"""Create the table of what is usual in a room: ticket price, costs, tax and share of the gross."""

import sqlalchemy as sa
from alembic import op

from gig_chassis.columns import MYSQL_TABLE, Timestamp
from gig_chassis.database import Uuid

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_AMOUNTS = ("ticket_price", "costs", "tax_pct", "gross_pct")


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "room_money",
        sa.Column("venue_id", Uuid, nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer()) for name in _AMOUNTS),
        sa.Column("updated_at", Timestamp, nullable=False),
        sa.Column("updated_by", Uuid),
        sa.PrimaryKeyConstraint("venue_id", name=op.f("pk_room_money")),
        **MYSQL_TABLE,
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("room_money")
