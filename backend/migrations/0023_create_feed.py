"""Create the table of calendar feeds, and find gigs by the night they had before."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

from gig_chassis.columns import MYSQL_TABLE, Timestamp
from gig_chassis.database import Uuid

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_HASH = sa.LargeBinary(32).with_variant(mysql.BINARY(32), "mysql", "mariadb")
_BY_PERSON = op.f("ix_feed_person_id_created_at_id")
_BY_NIGHT = op.f("ix_gig_previous_gig_day")


def upgrade() -> None:
    """Make both."""
    op.create_table("feed", *_columns(), *_constraints(), **MYSQL_TABLE)
    op.create_index(_BY_PERSON, "feed", ["person_id", "created_at", "id"])
    op.create_index(_BY_NIGHT, "gig", ["previous_gig_day"])


def downgrade() -> None:
    """Drop them."""
    op.drop_index(_BY_NIGHT, "gig")
    op.drop_table("feed")


def _columns() -> list[sa.Column[object]]:
    return [
        sa.Column("id", Uuid, nullable=False),
        sa.Column("person_id", Uuid, nullable=False),
        sa.Column("secret_hash", _HASH, nullable=False),
        sa.Column("name", sa.String(200)),
        sa.Column("created_at", Timestamp, nullable=False),
    ]


def _constraints() -> list[sa.Constraint]:
    return [
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_feed_secret_hash")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_feed_person_id_person"), ondelete="CASCADE"
        ),
    ]
