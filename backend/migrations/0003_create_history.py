"""Create the table of what was done to the gigs."""

import sqlalchemy as sa
from alembic import op

from gig_chassis.columns import MYSQL_TABLE, Timestamp
from gig_chassis.database import Uuid

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "history",
        sa.Column("gig_id", Uuid, nullable=False),
        sa.Column("rev", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", Timestamp, nullable=False),
        sa.Column("by", Uuid),
        sa.Column("action", sa.String(12), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("accepted_warnings", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("gig_id", "rev", name=op.f("pk_history")),
        sa.ForeignKeyConstraint(["gig_id"], ["gig.id"], name=op.f("fk_history_gig_id_gig"), ondelete="CASCADE"),
        **MYSQL_TABLE,
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("history")
