"""Keep the order of the holds of a night, and who challenged the one in front."""

import sqlalchemy as sa
from alembic import op

from gig_chassis.database import Uuid

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_QUEUED = "CASE WHEN status IN ('hold', 'offered') AND trashed_at IS NULL THEN gig_day END"


def upgrade() -> None:
    """Add the columns; the day on which a gig waits is worked out when read, as SQLite can add no other."""
    op.add_column("gig", sa.Column("hold_position", sa.Integer))
    op.add_column("gig", sa.Column("challenged_by", Uuid))
    op.add_column("gig", sa.Column("queued_day", sa.Date, sa.Computed(_QUEUED, persisted=False)))


def downgrade() -> None:
    """Drop them."""
    for column in ("queued_day", "challenged_by", "hold_position"):
        op.drop_column("gig", column)
