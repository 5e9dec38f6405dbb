"""Create the tables of the bands."""

import sqlalchemy as sa

from gig_chassis.catalogue import first_revision

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    numbers = ("draw", "fee", "radius_km", "days_before", "days_after")
    own_columns = [sa.Column(name, sa.Integer()) for name in numbers]
    own_columns.append(sa.Column("unavailable", sa.Text(), nullable=False))
    first_revision.create("band", "draw", 1_000_000, own_columns)


def downgrade() -> None:
    """Drop them."""
    first_revision.drop("band")
