"""Keep who left a band or venue out for everybody."""

import sqlalchemy as sa
from alembic import op

from gig_chassis.database import Uuid

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("discard", sa.Column("created_by", Uuid))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("discard", "created_by")
