"""Keep which import made a gig, so that its gigs can appear at once."""

import sqlalchemy as sa
from alembic import op

from gig_chassis.database import Uuid

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("gig", sa.Column("import_id", Uuid))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("gig", "import_id")
