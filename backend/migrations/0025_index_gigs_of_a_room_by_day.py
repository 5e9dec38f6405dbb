"""Sort gigs of one venue by day: the list by venue went by id within it."""

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_BY_ID, _BY_DAY = op.f("ix_gig_in_trash_venue_key_id"), op.f("ix_gig_in_trash_venue_key_sort_day_id")


def upgrade() -> None:
    """Replace the index."""
    op.create_index(_BY_DAY, "gig", ["in_trash", "venue_key", "sort_day", "id"])
    op.drop_index(_BY_ID, "gig")


def downgrade() -> None:
    """Bring the one before back."""
    op.create_index(_BY_ID, "gig", ["in_trash", "venue_key", "id"])
    op.drop_index(_BY_DAY, "gig")
