"""Create the table of the browsers people are signed in with."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

from gig_chassis.columns import MYSQL_TABLE, Timestamp
from gig_chassis.database import Uuid

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_HASH = sa.LargeBinary(32).with_variant(mysql.BINARY(32), "mysql", "mariadb")


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "session",
        sa.Column("token_hash", _HASH, nullable=False),
        sa.Column("person_id", Uuid, nullable=False),
        sa.Column("expires_at", Timestamp, nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_session")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_session_person_id_person"), ondelete="CASCADE"
        ),
        **MYSQL_TABLE,
    )
    for column in ("person_id", "expires_at"):
        op.create_index(op.f(f"ix_session_{column}"), "session", [column])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("session")
