"""Keep why a gig changed for another one, and how holds move up without a revision of their own."""

import sqlalchemy as sa
from alembic import op

from gig_chassis.columns import MYSQL_TABLE, Timestamp
from gig_chassis.database import Uuid

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_INDEX = op.f("ix_shift_gig_id_rev_id")


def upgrade() -> None:
    """Add the columns of history, and make the table."""
    for column in _because():
        op.add_column("history", column)
    op.create_table("shift", *_shift(), **MYSQL_TABLE)
    op.create_index(_INDEX, "shift", ["gig_id", "rev", "id"])


def downgrade() -> None:
    """Drop both."""
    op.drop_table("shift")
    for column in _because():
        op.drop_column("history", column.name)


def _because() -> list[sa.Column[object]]:
    return [sa.Column("because_id", Uuid), sa.Column("because_label", sa.String(200))]


def _shift() -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gig_id", Uuid, nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("at", Timestamp, nullable=False),
        sa.Column("by", Uuid),
        sa.Column("action", sa.String(12), nullable=False),
        sa.Column("old_level", sa.Integer()),
        sa.Column("new_level", sa.Integer()),
        *_because(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift")),
        sa.ForeignKeyConstraint(["gig_id"], ["gig.id"], name=op.f("fk_shift_gig_id_gig"), ondelete="CASCADE"),
    ]
