"""Create the tables of the venues."""

import sqlalchemy as sa

from gig_chassis.catalogue import first_revision

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    texts = {"address": 300, "postcode": 20, "timezone": 64, "curfew": 5}
    own_columns = [sa.Column(name, sa.String(length)) for name, length in texts.items()]
    own_columns += [sa.Column(name, sa.Integer()) for name in ("capacity", "hire_cost")]
    own_columns.append(sa.Column("dark_days", sa.Text(), nullable=False))
    first_revision.create("venue", "capacity", 500_000, own_columns)


def downgrade() -> None:
    """Drop them."""
    first_revision.drop("venue")
