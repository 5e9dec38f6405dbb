"""Create the tables of the imports: with their rows, the names in them, and what becomes of each gig."""

from collections.abc import Iterable

import sqlalchemy as sa
from alembic import op

from gig_chassis.columns import MYSQL_TABLE, Json, Timestamp
from gig_chassis.database import Uuid

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_OWNER = "gig_import"
_COUNTS = ("created", "updated", "duplicates", "errors", "skipped", "kept", "gigs")


def upgrade() -> None:
    """Make them, with the row by which one import at a time holds the planner."""
    op.create_table(_OWNER, *_import(), _primary(_OWNER, "id"), **MYSQL_TABLE)
    op.create_index(op.f("ix_gig_import_created_at"), _OWNER, ["created_at"])
    _create_part("row", _rows(), "line", [["action", "line"]])
    _create_part("name", _names(), "key", [["state", "key"]])
    _create_part("plan", _plans(), "gig_id", [["night"], ["sort_day", "gig_id"]])
    hold = op.create_table("gig_import_hold", *_hold(), _primary("gig_import_hold", "id"), **MYSQL_TABLE)
    op.bulk_insert(hold, [{"id": 1}])


def downgrade() -> None:
    """Drop them, and the gigs that nobody has seen yet."""
    op.execute("DELETE FROM gig WHERE import_id = (SELECT arriving FROM gig_import_hold)")
    for table in ("_hold", "_plan", "_name", "_row", ""):
        op.drop_table(f"{_OWNER}{table}")


def _create_part(part: str, columns: Iterable[sa.Column[object]], key: str, indexes: list[list[str]]) -> None:
    table = f"{_OWNER}_{part}"
    foreign = sa.ForeignKeyConstraint(["import_id"], [f"{_OWNER}.id"], name=op.f(f"fk_{table}_import_id_{_OWNER}"))
    own = sa.Column("import_id", Uuid, nullable=False)
    op.create_table(table, own, *columns, _primary(table, "import_id", key), foreign, **MYSQL_TABLE)
    for names in indexes:
        op.create_index(op.f(f"ix_{table}_import_id_{'_'.join(names)}"), table, ["import_id", *names])


def _primary(table: str, *names: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*names, name=op.f(f"pk_{table}"))


def _import() -> list[sa.Column[object]]:
    return [
        sa.Column("id", Uuid, nullable=False),
        sa.Column("filename", sa.String(200), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("progress", sa.Double(), nullable=False),
        sa.Column("heartbeat_at", Timestamp, nullable=False),
        sa.Column("encoding", sa.String(20)),
        sa.Column("delimiter", sa.String(12)),
        sa.Column("columns_left_out", Json, nullable=False),
        sa.Column("problem_line", sa.Integer()),
        sa.Column("problem_detail", sa.String(2000)),
        sa.Column("questions", Json, nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in _COUNTS),
        sa.Column("names", Json, nullable=False),
        sa.Column("said", Json, nullable=False),
        sa.Column("created_at", Timestamp, nullable=False),
        sa.Column("created_by", Uuid),
        sa.Column("committed_at", Timestamp),
    ]


def _rows() -> list[sa.Column[object]]:
    return [
        sa.Column("line", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action", sa.String(12), nullable=False),
        sa.Column("entry_id", Uuid),
        sa.Column("name", sa.String(200)),
        sa.Column("field", sa.String(40)),
        sa.Column("reason", sa.String(500)),
        sa.Column("cells", Json, nullable=False),
    ]


def _names() -> list[sa.Column[object]]:
    return [
        sa.Column("key", sa.String(48), nullable=False),
        sa.Column("external_id", sa.String(100)),
        sa.Column("name", sa.String(200)),
        sa.Column("city", sa.String(200)),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("found_id", Uuid),
        sa.Column("candidates", sa.Integer(), nullable=False),
        sa.Column("facts", Json),
    ]


def _plans() -> list[sa.Column[object]]:
    return [
        sa.Column("gig_id", Uuid, nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("night", sa.String(64)),
        sa.Column("sort_day", sa.Date(), nullable=False),
        sa.Column("said", Json, nullable=False),
        sa.Column("wanted", Json, nullable=False),
        sa.Column("before", Json, nullable=False),
        sa.Column("ready", Json),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
    ]


def _hold() -> list[sa.Column[object]]:
    return [
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("held_by", Uuid),
        sa.Column("hold", Uuid),
        sa.Column("arriving", Uuid),
    ]
