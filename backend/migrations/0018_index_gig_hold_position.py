"""Let no two holds of a night have the same place, and find the dates of a booking."""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_PLACE = ["venue_id", "slot", "queued_day", "hold_position"]
_PLACES = op.f(f"ix_gig_{'_'.join(_PLACE)}")
_BOOKING = op.f("ix_gig_booking")


def upgrade() -> None:
    """Make the indexes."""
    op.create_index(_PLACES, "gig", _PLACE, unique=True)
    op.create_index(_BOOKING, "gig", ["booking"])


def downgrade() -> None:
    """Drop them."""
    op.drop_index(_BOOKING, "gig")
    op.drop_index(_PLACES, "gig")
