"""Create the table of the gigs."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

from gig_chassis.columns import MYSQL_TABLE, Timestamp
from gig_chassis.database import Uuid

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_NAME = sa.String(200)
_HASH = sa.LargeBinary(32).with_variant(mysql.BINARY(32), "mysql", "mariadb")
_HAYSTACK = sa.Text().with_variant(mysql.MEDIUMTEXT(), "mysql", "mariadb")
_INDEXES = (
    ("in_trash", "sort_day", "id"),
    ("in_trash", "latest_day", "id"),
    ("in_trash", "updated_at", "id"),
    ("in_trash", "venue_key", "id"),
    ("in_trash", "status", "sort_day", "id"),
    ("in_trash", "city_key", "sort_day", "id"),
    ("in_trash", "held_for_key", "sort_day", "id"),
    ("venue_id", "sort_day", "id"),
)


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "gig",
        *_kept(),
        *_placed(),
        *_written(),
        *_stamped(),
        *_derived(),
        *_generated(),
        *_constraints(),
        **MYSQL_TABLE,
    )
    for columns in _INDEXES:
        op.create_index(op.f(f"ix_gig_{'_'.join(columns)}"), "gig", list(columns))


def downgrade() -> None:
    """Drop it."""
    op.drop_table("gig")


def _kept() -> list[sa.Column[object]]:
    return [
        sa.Column("id", Uuid, nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("creation_hash", _HASH, nullable=False),
        sa.Column("title", _NAME),
        sa.Column("held_for", _NAME),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("hold_level", sa.Integer()),
        sa.Column("hold_expires", sa.Date()),
        sa.Column("challenged_until", Timestamp),
        sa.Column("offer_expires", sa.Date()),
        sa.Column("booking", Uuid),
        sa.Column("asked_on", sa.Date()),
        sa.Column("gig_day", sa.Date()),
        sa.Column("previous_gig_day", sa.Date()),
        *(sa.Column(name, sa.String(5)) for name in ("load_in", "soundcheck", "doors", "start", "end")),
        sa.Column("slot", sa.String(12), nullable=False),
    ]


def _placed() -> list[sa.Column[object]]:
    return [
        sa.Column("venue_id", Uuid),
        sa.Column("venue_name", _NAME),
        sa.Column("venue_city", _NAME),
        sa.Column("venue_capacity", sa.Integer()),
        sa.Column("venue_lat", sa.Double()),
        sa.Column("venue_lon", sa.Double()),
        sa.Column("venue_timezone", sa.String(64)),
        sa.Column("venue_genres", sa.Text(), nullable=False),
        sa.Column("venue_dark_days", sa.Text(), nullable=False),
        sa.Column("venue_own", sa.Boolean()),
    ]


def _written() -> list[sa.Column[object]]:
    return [
        sa.Column("deal", sa.JSON()),
        sa.Column("attendance", sa.Integer()),
        *(sa.Column(name, sa.Text()) for name in ("notes", "staff_notes", "description")),
        sa.Column("published", sa.Boolean(), nullable=False),
    ]


def _stamped() -> list[sa.Column[object]]:
    return [
        sa.Column("created_at", Timestamp, nullable=False),
        sa.Column("created_by", Uuid),
        sa.Column("updated_at", Timestamp, nullable=False),
        sa.Column("updated_by", Uuid),
        sa.Column("trashed_at", Timestamp),
    ]


def _derived() -> list[sa.Column[object]]:
    return [
        sa.Column("label", _NAME, nullable=False),
        sa.Column("search_text", _HAYSTACK, nullable=False),
        sa.Column("venue_key", _NAME, nullable=False),
        sa.Column("city_key", _NAME),
        sa.Column("held_for_key", _NAME),
    ]


def _generated() -> list[sa.Column[object]]:
    confirmed = "CASE WHEN status = 'confirmed' AND trashed_at IS NULL THEN gig_day END"
    trashed = "CASE WHEN trashed_at IS NULL THEN 0 ELSE 1 END"
    return [
        sa.Column("in_trash", sa.Boolean(), sa.Computed(trashed, persisted=True)),
        sa.Column("sort_day", sa.Date(), sa.Computed("coalesce(gig_day, '9999-12-31')", persisted=True)),
        sa.Column("latest_day", sa.Date(), sa.Computed("coalesce(gig_day, '1000-01-01')", persisted=True)),
        sa.Column("confirmed_day", sa.Date(), sa.Computed(confirmed, persisted=True)),
    ]


def _constraints() -> list[sa.Constraint]:
    statuses = "status IN ('idea', 'hold', 'offered', 'confirmed', 'cancelled')"
    return [
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gig")),
        sa.UniqueConstraint("venue_id", "slot", "confirmed_day", name=op.f("uq_gig_venue_id_slot_confirmed_day")),
        sa.CheckConstraint(statuses, name=op.f("ck_gig_status")),
        sa.CheckConstraint("slot IN ('evening', 'matinee', 'late')", name=op.f("ck_gig_slot")),
        sa.CheckConstraint("hold_level BETWEEN 1 AND 9", name=op.f("ck_gig_hold_level")),
    ]
