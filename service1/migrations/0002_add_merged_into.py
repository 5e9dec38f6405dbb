"""Keep which band a merged one went into."""

from gig_chassis.catalogue import second_revision

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column and its indexes."""
    second_revision.upgrade("band")


def downgrade() -> None:
    """Drop them."""
    second_revision.downgrade("band")
