"""Say of the pairs that rest for one person that this person discarded them."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Copy the person; who left something out for everybody was never noted."""
    op.execute("UPDATE discard SET created_by = person_id")


def downgrade() -> None:
    """Leave it: the column goes with the revision before."""
