"""Find the gigs that an import made."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_INDEX = op.f("ix_gig_import_id")


def upgrade() -> None:
    """Make the index."""
    op.create_index(_INDEX, "gig", ["import_id"])


def downgrade() -> None:
    """Drop it."""
    op.drop_index(_INDEX, "gig")
