"""Create the table that counts who tries passwords."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

from gig_chassis.columns import MYSQL_TABLE, Timestamp

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_HASH = sa.LargeBinary(32).with_variant(mysql.BINARY(32), "mysql", "mariadb")


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "attempt",
        sa.Column("key", _HASH, nullable=False),
        sa.Column("since", Timestamp, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_attempt")),
        **MYSQL_TABLE,
    )
    op.create_index(op.f("ix_attempt_since"), "attempt", ["since"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("attempt")
