"""The tables of a picker as revision 0001 of its migrations makes them: frozen, for databases stand on it.

What changes later is a revision of its own; `models` says how the tables are now.
"""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.mysql import BINARY, DATETIME

UUID = sa.LargeBinary(16).with_variant(BINARY(16), "mysql", "mariadb")
TIMESTAMP = sa.DateTime().with_variant(DATETIME(fsp=6), "mysql", "mariadb")
TABLE: dict[str, Any] = {"mysql_charset": "utf8mb4", "mysql_collate": "utf8mb4_bin", "mysql_engine": "InnoDB"}


def create(noun: str, number: str, highest: int, own_columns: Iterable[sa.Column[Any]]) -> None:
    """Make the tables of the entries, of their genres and of their number, which begins at 0."""
    columns = (*_columns(), *own_columns)
    op.create_table(noun, *columns, *_constraints(noun, number, highest), **TABLE)
    for names in _indexes(number):
        op.create_index(op.f(f"ix_{noun}_{'_'.join(names)}"), noun, names)
    _create_genres(noun)
    op.create_table(
        f"{noun}_count",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{noun}_count")),
        **TABLE,
    )
    op.bulk_insert(sa.table(f"{noun}_count", sa.column("id"), sa.column("entries")), [{"id": 1, "entries": 0}])


def drop(noun: str) -> None:
    """Take the tables away again."""
    for table in (f"{noun}_count", f"{noun}_genre", noun):
        op.drop_table(table)


def _columns() -> Iterable[sa.Column[Any]]:
    texts = {
        "external_id": 100,
        "city": 120,
        "city_folded": 200,
        "country": 2,
        "contact": 200,
        "email": 254,
        "phone": 50,
    }
    yield sa.Column("id", UUID, nullable=False)
    for name in ("position", "rev"):
        yield sa.Column(name, sa.Integer(), nullable=False)
    for name in ("name", "name_folded"):
        yield sa.Column(name, sa.String(200), nullable=False)
    for name, length in texts.items():
        yield sa.Column(name, sa.String(length))
    for name in ("lat", "lon", "x", "y", "z"):
        yield sa.Column(name, sa.Double())
    for name in ("own", "starter"):
        yield sa.Column(name, sa.Boolean(), nullable=False)
    yield sa.Column("notes", sa.Text())
    yield sa.Column("archived_at", TIMESTAMP)
    yield sa.Column("archived", sa.Boolean(), sa.Computed("archived_at IS NOT NULL", persisted=True))
    for name in ("created_at", "updated_at"):
        yield sa.Column(name, TIMESTAMP, nullable=False)


def _constraints(noun: str, number: str, highest: int) -> Iterable[sa.Constraint]:
    yield sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{noun}"))
    for name in ("position", "external_id"):
        yield sa.UniqueConstraint(name, name=op.f(f"uq_{noun}_{name}"))
    yield sa.CheckConstraint(f"{number} BETWEEN 1 AND {highest}", name=op.f(f"ck_{noun}_{number}"))
    yield sa.CheckConstraint("(lat IS NULL) = (lon IS NULL)", name=op.f(f"ck_{noun}_lat_with_lon"))


def _indexes(number: str) -> Iterable[list[str]]:
    yield ["archived", "name_folded", "id", "city_folded"]
    yield ["archived", "city_folded", "name_folded", "id"]
    yield ["archived", "city_folded", "country", "city"]
    yield ["archived", number, "id"]
    yield ["archived", "updated_at", "id"]
    yield ["archived", "own", "name_folded", "id"]
    yield ["archived", "country"]
    yield ["archived", "lat"]


def _create_genres(noun: str) -> None:
    table = f"{noun}_genre"
    op.create_table(
        table,
        sa.Column("entry_id", UUID, nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(50), nullable=False),
        sa.Column("folded", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("entry_id", "place", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("entry_id", "folded", name=op.f(f"uq_{table}_entry_id_folded")),
        sa.ForeignKeyConstraint(["entry_id"], [f"{noun}.id"], name=op.f(f"fk_{table}_entry_id_{noun}")),
        **TABLE,
    )
    op.create_index(op.f(f"ix_{table}_folded_name_entry_id"), table, ["folded", "name", "entry_id"])
