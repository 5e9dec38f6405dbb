"""Create the table of what people do not want to be shown."""

import sqlalchemy as sa
from alembic import op

from gig_chassis.columns import MYSQL_TABLE, Timestamp
from gig_chassis.database import Uuid

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_INDEXES = (("band_id", "venue_id"), ("venue_id", "band_id"), ("person_id", "created_at", "id"))


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "discard",
        sa.Column("id", Uuid, nullable=False),
        sa.Column("person_id", Uuid),
        sa.Column("band_id", Uuid),
        sa.Column("band_name", sa.String(200)),
        sa.Column("venue_id", Uuid),
        sa.Column("venue_name", sa.String(200)),
        sa.Column("gig_day", sa.Date()),
        sa.Column("until", Timestamp),
        sa.Column("created_at", Timestamp, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discard")),
        **MYSQL_TABLE,
    )
    for columns in _INDEXES:
        op.create_index(op.f(f"ix_discard_{'_'.join(columns)}"), "discard", list(columns))


def downgrade() -> None:
    """Drop it."""
    op.drop_table("discard")
