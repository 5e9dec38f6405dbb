"""What durability hangs on, read from the databases as the running services have set them up."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from testkit.figures import Figures
from testkit.mariadb import DURABLE, Server
from testkit.migrating import KEEPERS, Keeper
from testkit.stacks import CHECKOUT

THREADS = 8
ISOLATION = "SHOW SESSION VARIABLES WHERE variable_name IN ('tx_isolation', 'transaction_isolation')"  # old name, new
keepers = pytest.mark.parametrize("keeper", KEEPERS, ids=lambda keeper: keeper.package)


@keepers
def test_sqlite_writes_through_to_the_disk_and_keeps_references(
    keeper: Keeper, sqlite_url: str, figures: Figures
) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}

    with keeper.over(sqlite_url) as app:
        found = {pragma: ask(keeper, app, f"PRAGMA {pragma}") for pragma in wanted}

    assert found == wanted
    figures("durable SQLite", **found)


@keepers
@pytest.mark.database
def test_mysql_connections_are_bounded_and_read_what_is_committed(
    keeper: Keeper, mysql_url: str, figures: Figures
) -> None:
    with keeper.over(mysql_url) as app:
        with app.app_context():
            pool, options = keeper.db.engine.pool, app.config["SQLALCHEMY_ENGINE_OPTIONS"]
            size, overflow = pool.size(), pool._max_overflow  # type: ignore[attr-defined]  # noqa: SLF001  # no other way
        isolation = ask(keeper, app, ISOLATION, column=1)
        charset = ask(keeper, app, "SELECT @@character_set_connection")

    assert (isolation, charset) == ("READ-COMMITTED", "utf8mb4")
    assert (size, overflow, options["pool_timeout"], options["pool_recycle"]) == (THREADS, 0, 2, 280)
    assert options["pool_pre_ping"] is True
    limits = {name: options["connect_args"][f"{name}_timeout"] for name in ("connect", "read", "write")}
    assert limits == {"connect": 2, "read": 5, "write": 5}
    figures("bounded MySQL connections", pool=size, overflow=overflow, **limits)


@pytest.mark.database
def test_the_server_that_is_killed_here_is_set_as_the_documentation_asks(database_server: Server) -> None:
    documented = (CHECKOUT / "docs" / "operations.md").read_text(encoding="utf-8")

    flush, sync = database_server.read("SELECT @@innodb_flush_log_at_trx_commit, @@sync_binlog")

    assert (flush, sync) == (1, 1)
    for setting in DURABLE[:2]:
        assert setting.removeprefix("--").replace("-", "_") in documented


def ask(keeper: Keeper, app: Flask, question: str, column: int = 0) -> Any:  # noqa: ANN401  # whatever it says
    """Ask over a connection of the service; give a column of the first row."""
    with app.app_context(), keeper.db.engine.connect() as connection:
        return connection.execute(text(question)).all()[0][column]
