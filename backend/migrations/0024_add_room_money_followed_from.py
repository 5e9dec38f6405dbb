"""Keep whose usual amounts they were before a merge, so that they can go back."""

import sqlalchemy as sa
from alembic import op

from gig_chassis.database import Uuid

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("room_money", sa.Column("followed_from", Uuid))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("room_money", "followed_from")
