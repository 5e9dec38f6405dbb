"""Keep whose diary it was before a merge, so that it can go back."""

import sqlalchemy as sa
from alembic import op

from gig_chassis.database import Uuid

revision = "0023"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("diary", sa.Column("followed_from", Uuid))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("diary", "followed_from")
