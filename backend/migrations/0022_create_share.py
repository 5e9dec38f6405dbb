"""Create the table of links to day sheets."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

from gig_chassis.columns import MYSQL_TABLE, Json, Timestamp
from gig_chassis.database import Uuid

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_HASH = sa.LargeBinary(32).with_variant(mysql.BINARY(32), "mysql", "mariadb")


def upgrade() -> None:
    """Make it."""
    op.create_table("share", *_columns(), *_constraints(), **MYSQL_TABLE)
    op.create_index(op.f("ix_share_gig_id"), "share", ["gig_id"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("share")


def _columns() -> list[sa.Column[object]]:
    return [
        sa.Column("id", Uuid, nullable=False),
        sa.Column("gig_id", Uuid, nullable=False),
        sa.Column("secret_hash", _HASH, nullable=False),
        sa.Column("contacts", Json, nullable=False),
        sa.Column("created_at", Timestamp, nullable=False),
        sa.Column("created_by", Uuid),
    ]


def _constraints() -> list[sa.Constraint]:
    return [
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_share_secret_hash")),
        sa.ForeignKeyConstraint(["gig_id"], ["gig.id"], name=op.f("fk_share_gig_id_gig"), ondelete="CASCADE"),
    ]
