"""The accounts and settings of MySQL in its container: each account may what it must, and no more."""

from collections.abc import Iterator

import pymysql
import pytest
from testkit.mysql_containers import ACCOUNTS, SCHEMAS, MysqlContainer, mysql_container

REFUSED = {1044, 1045, 1142, 1227}  # to a schema, to log in, to do it to a table, to administer
SHARED = {"information_schema", "performance_schema"}
CHANGES = (
    "CREATE TABLE {0}.other (id INT)",
    "ALTER TABLE {0}.probe ADD COLUMN more INT",
    "CREATE INDEX by_name ON {0}.probe (name)",
    "DROP TABLE {0}.probe",
    "TRUNCATE TABLE {0}.probe",
)
ADMINISTRATION = (
    "CREATE DATABASE more",
    "CREATE USER more",
    "SELECT * FROM mysql.user",
    "SET GLOBAL max_connections = 5",
    "GRANT SELECT ON gigs.* TO bands",
    "SELECT LOAD_FILE('/run/secrets/mysql_root_password') FROM mysql.user",
)


@pytest.fixture(scope="module")
def server(engine: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MysqlContainer]:
    """Give a server with a table in each schema, made by the migrations' account."""
    del engine
    with mysql_container(tmp_path_factory.mktemp("mysql")) as server:
        for schema in SCHEMAS:
            server.execute("migrations", f"CREATE TABLE {schema}.probe (id INT PRIMARY KEY, name VARCHAR(20))")
        yield server


def refused(server: MysqlContainer, account: str, statement: str) -> bool:
    """Say whether an account may not do it; any other trouble is raised."""
    try:
        server.execute(account, statement)
    except pymysql.err.MySQLError as error:
        if error.args[0] not in REFUSED:
            raise
        return True
    return False


@pytest.mark.parametrize("account", SCHEMAS)
def test_a_service_reads_and_writes_its_own_tables(server: MysqlContainer, account: str) -> None:
    found = server.execute(
        account,
        "INSERT INTO probe VALUES (1, 'Björk 🎸')",
        "UPDATE probe SET id = 2",
        "SELECT * FROM probe",
        schema=account,
    )
    server.execute(account, "DELETE FROM probe", schema=account)

    assert found == [(2, "Björk 🎸")]
    assert {name for (name,) in server.execute(account, "SHOW DATABASES")} == SHARED | {account}


@pytest.mark.parametrize("account", SCHEMAS)
def test_a_service_changes_no_table_and_sees_no_other_services(server: MysqlContainer, account: str) -> None:
    others = [name for name in SCHEMAS if name != account]
    foreign = [f"{verb} {name}.probe" for name in others for verb in ("SELECT * FROM", "DELETE FROM")]
    forbidden = [*(change.format(account) for change in CHANGES), *foreign, *ADMINISTRATION]

    allowed = [statement for statement in forbidden if not refused(server, account, statement)]

    assert allowed == []


@pytest.mark.parametrize("schema", SCHEMAS)
def test_the_migrations_change_the_tables_of_each_service(server: MysqlContainer, schema: str) -> None:
    server.execute(
        "migrations",
        "CREATE TABLE parent (id INT PRIMARY KEY)",
        "CREATE TABLE child (id INT, CONSTRAINT of_parent FOREIGN KEY (id) REFERENCES parent (id))",
        "INSERT INTO parent VALUES (1)",
        "ALTER TABLE child ADD COLUMN twice INT GENERATED ALWAYS AS (id * 2) STORED",
        "CREATE INDEX by_twice ON child (twice)",
        "UPDATE parent SET id = 2",
        "DELETE FROM parent",
        "DROP TABLE child, parent",
        schema=schema,
    )

    assert server.execute("migrations", f"SHOW TABLES IN {schema}") == [("probe",)]


def test_the_migrations_administer_nothing(server: MysqlContainer) -> None:
    allowed = [statement for statement in ADMINISTRATION if not refused(server, "migrations", statement)]

    assert allowed == []


def test_the_server_is_durable_and_speaks_unicode(server: MysqlContainer) -> None:
    settings = "@@innodb_flush_log_at_trx_commit, @@sync_binlog, @@log_bin, @@innodb_doublewrite, @@max_connections"
    schemas = "SELECT schema_name, default_collation_name FROM information_schema.schemata WHERE schema_name IN {}"

    assert server.execute("gigs", f"SELECT {settings}") == [(1, 1, 1, "ON", 200)]
    assert dict(server.execute("migrations", schemas.format(tuple(SCHEMAS)))) == dict.fromkeys(SCHEMAS, "utf8mb4_bin")


@pytest.mark.parametrize("how", ["bash", "set -eo pipefail; shopt -s nullglob; source"], ids=["run", "sourced"])
def test_run_again_it_gives_each_account_the_password_of_its_secret(server: MysqlContainer, how: str) -> None:
    before = server.secret("gigs").read_text(encoding="utf-8").rstrip("\n")
    server.give_password("gigs", before + "'2\\")

    said = server.set_up_accounts(how=how)

    assert (said.returncode, said.stdout, said.stderr) == (0, "goes on\n", "")
    assert server.execute("gigs", "SELECT CURRENT_USER()") == [("gigs@%",)]
    assert server.execute("gigs", "SELECT COUNT(*) FROM gigs.probe") == [(0,)]


@pytest.mark.parametrize("how", ["bash", "source"])
def test_a_missing_secret_changes_no_account_and_is_told(server: MysqlContainer, how: str) -> None:
    passwords = {account: server.secret(account).read_text(encoding="utf-8").rstrip("\n") for account in ACCOUNTS}
    server.give_password("migrations", "new")
    server.secret("gigs").unlink()

    said = server.set_up_accounts("set -e;", how)
    for account, password in passwords.items():
        server.give_password(account, password)

    assert (said.returncode, said.stdout) == (1, "")
    assert "mysql_gigs_password" in said.stderr
    assert server.execute("migrations", "SELECT 1") == [(1,)]
