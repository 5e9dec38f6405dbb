"""Revisions cut short, run again: MySQL keeps each DDL statement at once, so a part of a revision may be there already.

Imported by the migrations' environment. Only what is just as the revision would make it is passed over: anything else
of that name fails as before. SQLite takes a whole upgrade back by itself.
"""

from collections.abc import Callable, Iterable
from typing import Any

from alembic.operations import Operations, ops, toimpl
from sqlalchemy import inspect
from sqlalchemy.engine.reflection import Inspector

Done = Callable[[Inspector, Any], bool]
MYSQL = {"mysql", "mariadb"}


def init() -> None:
    """Let the operations that MySQL cannot take back look first whether they were done."""
    for operation, (run, is_done) in _STEPS.items():
        Operations.implementation_for(operation, replace=True)(_unless_done(run, is_done))


def _unless_done(run: Callable[[Operations, Any], Any], is_done: Done) -> Callable[[Operations, Any], Any]:
    def look_first(operations: Operations, operation: Any) -> Any:  # noqa: ANN401  # alembic's operations
        bind = operations.get_bind()
        if bind.dialect.name in MYSQL and is_done(inspect(bind), operation):
            return operation.to_table() if isinstance(operation, ops.CreateTableOp) else None
        return run(operations, operation)

    return look_first


def _has_table(there: Inspector, wanted: ops.CreateTableOp) -> bool:
    return there.has_table(wanted.table_name) and _columns(there, wanted.table_name) == {
        column.name for column in wanted.to_table().columns
    }


def _lacks_table(there: Inspector, wanted: ops.DropTableOp) -> bool:
    return not there.has_table(wanted.table_name)


def _has_column(there: Inspector, wanted: ops.AddColumnOp) -> bool:
    return wanted.column.name in _columns(there, wanted.table_name)


def _lacks_column(there: Inspector, wanted: ops.DropColumnOp) -> bool:
    return wanted.column_name not in _columns(there, wanted.table_name)


def _has_index(there: Inspector, wanted: ops.CreateIndexOp) -> bool:
    return _index(there, wanted.table_name, wanted.index_name) == [str(column) for column in wanted.columns]


def _lacks_index(there: Inspector, wanted: ops.DropIndexOp) -> bool:
    return _index(there, wanted.table_name or "", wanted.index_name) is None


def _columns(there: Inspector, table: str) -> set[str]:
    return {column["name"] for column in there.get_columns(table)}


def _index(there: Inspector, table: str, name: str | None) -> Iterable[str | None] | None:
    return next((each["column_names"] for each in there.get_indexes(table) if each["name"] == name), None)


def _has_foreign_key(there: Inspector, wanted: ops.CreateForeignKeyOp) -> bool:
    found = _foreign_key(there, wanted.source_table, wanted.constraint_name)
    return found == (wanted.local_cols, wanted.referent_table, wanted.remote_cols)


def _lacks_foreign_key(there: Inspector, wanted: ops.DropConstraintOp) -> bool:
    is_key = wanted.constraint_type == "foreignkey"
    return is_key and _foreign_key(there, wanted.table_name, wanted.constraint_name) is None


def _foreign_key(there: Inspector, table: str, name: object) -> tuple[list[str], str, list[str]] | None:
    keys = (key for key in there.get_foreign_keys(table) if key["name"] == name)
    return next(((key["constrained_columns"], key["referred_table"], key["referred_columns"]) for key in keys), None)


_STEPS: dict[Any, tuple[Callable[..., Any], Done]] = {
    ops.CreateTableOp: (toimpl.create_table, _has_table),
    ops.DropTableOp: (toimpl.drop_table, _lacks_table),
    ops.AddColumnOp: (toimpl.add_column, _has_column),
    ops.DropColumnOp: (toimpl.drop_column, _lacks_column),
    ops.CreateIndexOp: (toimpl.create_index, _has_index),
    ops.DropIndexOp: (toimpl.drop_index, _lacks_index),
    ops.CreateForeignKeyOp: (toimpl.create_constraint, _has_foreign_key),
    ops.DropConstraintOp: (toimpl.drop_constraint, _lacks_foreign_key),
}
