"""Create the table of the line-ups."""

import sqlalchemy as sa
from alembic import op

from gig_chassis.columns import MYSQL_TABLE
from gig_chassis.database import Uuid

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it."""
    op.create_table("act", *_columns(), *_constraints(), **MYSQL_TABLE)
    op.create_index(op.f("ix_act_band_id_sort_day_gig_id"), "act", ["band_id", "sort_day", "gig_id"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("act")


def _columns() -> list[sa.Column[object]]:
    return [
        sa.Column("gig_id", Uuid, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sort_day", sa.Date(), nullable=False),
        sa.Column("band_id", Uuid),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("billing", sa.String(12), nullable=False),
        sa.Column("set_time", sa.String(5)),
        sa.Column("fee", sa.Integer()),
        sa.Column("lat", sa.Double()),
        sa.Column("lon", sa.Double()),
        sa.Column("genres", sa.Text(), nullable=False),
        sa.Column("draw", sa.Integer()),
        sa.Column("unavailable", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Integer()) for name in ("radius_km", "days_before", "days_after")),
    ]


def _constraints() -> list[sa.Constraint]:
    return [
        sa.PrimaryKeyConstraint("gig_id", "position", name=op.f("pk_act")),
        sa.ForeignKeyConstraint(["gig_id"], ["gig.id"], name=op.f("fk_act_gig_id_gig"), ondelete="CASCADE"),
        sa.CheckConstraint("billing IN ('headline', 'support')", name=op.f("ck_act_billing")),
    ]
