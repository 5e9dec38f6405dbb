"""Create the table of the open invites."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

from gig_chassis.columns import MYSQL_TABLE, Timestamp
from gig_chassis.database import Uuid

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_HASH = sa.LargeBinary(32).with_variant(mysql.BINARY(32), "mysql", "mariadb")


def upgrade() -> None:
    """Make it."""
    op.create_table("invite", *_columns(), *_constraints(), **MYSQL_TABLE)
    for column in ("invited_by", "expires_at"):
        op.create_index(op.f(f"ix_invite_{column}"), "invite", [column])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("invite")


def _columns() -> list[sa.Column[object]]:
    return [
        sa.Column("id", Uuid, nullable=False),
        sa.Column("secret_hash", _HASH, nullable=False),
        sa.Column("role", sa.String(12), nullable=False),
        sa.Column("note", sa.String(200)),
        sa.Column("invited_by", Uuid, nullable=False),
        sa.Column("created_at", Timestamp, nullable=False),
        sa.Column("expires_at", Timestamp, nullable=False),
    ]


def _constraints() -> list[sa.Constraint]:
    return [
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invite")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_invite_secret_hash")),
        sa.ForeignKeyConstraint(
            ["invited_by"], ["person.id"], name=op.f("fk_invite_invited_by_person"), ondelete="CASCADE"
        ),
        sa.CheckConstraint("role IN ('viewer', 'booker', 'admin')", name=op.f("ck_invite_role")),
    ]
