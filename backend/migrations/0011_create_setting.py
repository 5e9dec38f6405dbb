"""Create the table of the planner's settings, with nothing set yet."""

import sqlalchemy as sa
from alembic import op

from gig_chassis.columns import MYSQL_TABLE, Timestamp
from gig_chassis.database import Uuid

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it, with the row that all changes go to."""
    table = op.create_table("setting", *_columns(), sa.PrimaryKeyConstraint("name", name="pk_setting"), **MYSQL_TABLE)
    op.bulk_insert(table, [{"name": "planner", "rev": 1, "value": {}}])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("setting")


def _columns() -> list[sa.Column[object]]:
    return [
        sa.Column("name", sa.String(12), nullable=False),
        sa.Column("rev", sa.Integer, nullable=False),
        sa.Column("value", sa.JSON, nullable=False),
        sa.Column("updated_at", Timestamp),
        sa.Column("updated_by", Uuid),
    ]
