"""Create the tables of the imports of bands."""

from gig_chassis.catalogue import imports_revision

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    imports_revision.upgrade("band")


def downgrade() -> None:
    """Drop them."""
    imports_revision.downgrade("band")
