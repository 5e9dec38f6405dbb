"""Let the index that serves a radius know the longitudes of venues."""

from gig_chassis.catalogue import fourth_revision

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Put the longer index in place of the shorter."""
    fourth_revision.upgrade("venue")


def downgrade() -> None:
    """Put the shorter one back."""
    fourth_revision.downgrade("venue")
