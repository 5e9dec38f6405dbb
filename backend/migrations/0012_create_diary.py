"""Create the tables of their diaries and of the days these say are busy."""

import sqlalchemy as sa
from alembic import op

from gig_chassis.columns import MYSQL_TABLE, Timestamp
from gig_chassis.database import Uuid

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_OWNER = ["kind", "owner_id"]


def upgrade() -> None:
    """Make them."""
    op.create_table("diary", *_diary(), **MYSQL_TABLE)
    op.create_table("diary_day", *_days(), **MYSQL_TABLE)


def downgrade() -> None:
    """Drop them."""
    op.drop_table("diary_day")
    op.drop_table("diary")


def _owner() -> list[sa.Column[object]]:
    return [sa.Column("kind", sa.String(12), nullable=False), sa.Column("owner_id", Uuid, nullable=False)]


def _diary() -> list[sa.schema.SchemaItem]:
    return [
        *_owner(),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text()),
        sa.Column("read_at", Timestamp),
        sa.Column("known_until", sa.Date()),
        sa.Column("tried_at", Timestamp, nullable=False),
        sa.Column("tried_by", Uuid),
        sa.Column("error", sa.String(500)),
        sa.PrimaryKeyConstraint(*_OWNER, name=op.f("pk_diary")),
        sa.CheckConstraint("kind IN ('band', 'venue')", name=op.f("ck_diary_kind")),
    ]


def _days() -> list[sa.schema.SchemaItem]:
    return [
        *_owner(),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint(*_OWNER, "day", name=op.f("pk_diary_day")),
        sa.ForeignKeyConstraint(
            _OWNER,
            ["diary.kind", "diary.owner_id"],
            name=op.f("fk_diary_day_kind_owner_id_diary"),
            ondelete="CASCADE",
        ),
    ]
