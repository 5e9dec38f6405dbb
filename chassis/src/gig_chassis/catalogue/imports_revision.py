"""The tables of a picker's imports as revision 0003 of its migrations makes them: frozen, for databases stand on it."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.mysql import BINARY, DATETIME, MEDIUMTEXT

UUID = sa.LargeBinary(16).with_variant(BINARY(16), "mysql", "mariadb")
TIMESTAMP = sa.DateTime().with_variant(DATETIME(fsp=6), "mysql", "mariadb")
JSON = sa.Text().with_variant(MEDIUMTEXT(), "mysql", "mariadb")
TABLE: dict[str, Any] = {"mysql_charset": "utf8mb4", "mysql_collate": "utf8mb4_bin", "mysql_engine": "InnoDB"}


def upgrade(noun: str) -> None:
    """Make the tables, and room for entries that are not there yet: none is."""
    op.create_table(f"{noun}_import", *_import_columns(), _primary(f"{noun}_import", "id"), **TABLE)
    op.create_index(op.f(f"ix_{noun}_import_created_at"), f"{noun}_import", ["created_at"])
    _create_part(noun, "row", _row_columns(), "line", [["action", "line"]])
    _create_part(noun, "plan", _plan_columns(), "entry_id", [["name_folded"], ["external_id"], ["question"]])
    op.add_column(f"{noun}_count", sa.Column("unseen", sa.Integer(), nullable=False, server_default="0"))
    for name in ("held_by", "hold"):
        op.add_column(f"{noun}_count", sa.Column(name, UUID))


def downgrade(noun: str) -> None:
    """Take the tables away again."""
    for name in ("hold", "held_by", "unseen"):
        op.drop_column(f"{noun}_count", name)
    for part in ("_plan", "_row", ""):
        op.drop_table(f"{noun}_import{part}")


def _create_part(
    noun: str, part: str, columns: Iterable[sa.Column[Any]], key: str, indexes: Iterable[list[str]]
) -> None:
    table, owner = f"{noun}_import_{part}", f"{noun}_import"
    foreign = sa.ForeignKeyConstraint(["import_id"], [f"{owner}.id"], name=op.f(f"fk_{table}_import_id_{owner}"))
    own = sa.Column("import_id", UUID, nullable=False)
    op.create_table(table, own, *columns, _primary(table, "import_id", key), foreign, **TABLE)
    for names in indexes:
        op.create_index(op.f(f"ix_{table}_import_id_{'_'.join(names)}"), table, ["import_id", *names])


def _primary(table: str, *names: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*names, name=op.f(f"pk_{table}"))


def _import_columns() -> Iterable[sa.Column[Any]]:
    yield sa.Column("id", UUID, nullable=False)
    yield sa.Column("filename", sa.String(200), nullable=False)
    yield sa.Column("state", sa.String(12), nullable=False)
    yield sa.Column("progress", sa.Double(), nullable=False)
    yield sa.Column("heartbeat_at", TIMESTAMP, nullable=False)
    yield sa.Column("encoding", sa.String(20))
    yield sa.Column("delimiter", sa.String(12))
    yield sa.Column("columns_left_out", JSON, nullable=False)
    yield sa.Column("problem_line", sa.Integer())
    yield sa.Column("problem_detail", sa.String(2000))
    yield sa.Column("questions", JSON, nullable=False)
    for name in ("created", "updated", "duplicates", "errors", "skipped", "kept"):
        yield sa.Column(name, sa.Integer(), nullable=False)
    yield sa.Column("created_at", TIMESTAMP, nullable=False)
    yield sa.Column("created_by", UUID)
    yield sa.Column("committed_at", TIMESTAMP)


def _row_columns() -> Iterable[sa.Column[Any]]:
    yield sa.Column("line", sa.Integer(), autoincrement=False, nullable=False)
    yield sa.Column("action", sa.String(12), nullable=False)
    yield sa.Column("entry_id", UUID)
    for name, length in {"name": 200, "field": 40, "reason": 500}.items():
        yield sa.Column(name, sa.String(length))


def _plan_columns() -> Iterable[sa.Column[Any]]:
    yield sa.Column("entry_id", UUID, nullable=False)
    yield sa.Column("line", sa.Integer(), nullable=False)
    yield sa.Column("kind", sa.String(8), nullable=False)
    yield sa.Column("matched", sa.String(12))
    yield sa.Column("name_folded", sa.String(200), nullable=False)
    yield sa.Column("external_id", sa.String(100))
    yield sa.Column("question", sa.String(200))
    for name in ("said", "filled", "changes", "before"):
        yield sa.Column(name, JSON, nullable=False)
    yield sa.Column("rev", sa.Integer(), nullable=False)
    yield sa.Column("done", sa.Boolean(), nullable=False)
