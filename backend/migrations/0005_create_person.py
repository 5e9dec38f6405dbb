"""Create the table of the people with an account."""

import sqlalchemy as sa
from alembic import op

from gig_chassis.columns import MYSQL_TABLE, Timestamp
from gig_chassis.database import Uuid

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it."""
    op.create_table("person", *_columns(), *_constraints(), **MYSQL_TABLE)


def downgrade() -> None:
    """Drop it."""
    op.drop_table("person")


def _columns() -> list[sa.Column[object]]:
    return [
        sa.Column("id", Uuid, nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("name_key", sa.String(200), nullable=False),
        sa.Column("password_hash", sa.String(255), nullable=False),
        sa.Column("role", sa.String(12), nullable=False),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("time_zone", sa.String(64)),
        sa.Column("theme", sa.String(12), nullable=False),
        sa.Column("keys", sa.Boolean(), nullable=False),
        sa.Column("constraints", sa.String(1000), nullable=False),
        sa.Column("created_at", Timestamp, nullable=False),
        sa.Column("first", sa.Boolean()),
    ]


def _constraints() -> list[sa.Constraint]:
    return [
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("name_key", name=op.f("uq_person_name_key")),
        sa.UniqueConstraint("first", name=op.f("uq_person_first")),
        sa.CheckConstraint("role IN ('viewer', 'booker', 'admin')", name=op.f("ck_person_role")),
        sa.CheckConstraint("theme IN ('auto', 'light', 'dark')", name=op.f("ck_person_theme")),
    ]
