"""An empty database for each test: a SQLite file, or one on a MariaDB or MySQL server started once a session."""

import getpass
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

import pymysql
import pytest
from pymysql.cursors import Cursor
from pytest_mysql import factories

NO_SERVER = "no MariaDB or MySQL server: apt install mariadb-server"
HOST = "127.0.0.1"
ACCOUNT = "gig_tests"
PASSWORD = secrets.token_hex(16)
PARAMS = (
    f"--bind-address={HOST} --skip-name-resolve --skip-log-bin "
    "--character-set-server=utf8mb4 --collation-server=utf8mb4_unicode_ci "
    "--innodb-flush-log-at-trx-commit=0 --innodb-buffer-pool-size=64M"
)
DATABASE = pytest.mark.database


def find_program(*names: str) -> str | None:
    """Give the path of the first program found by name; the system's own folders count too."""
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"])
    return next((found for name in names if (found := shutil.which(name, path=path))), None)


_mysqld = find_program("mariadbd", "mysqld")
_safe = find_program("mariadbd-safe", "mysqld_safe")
_admin = find_program("mariadb-admin", "mysqladmin")
mysql_process = factories.mysql_proc(
    mysqld_exec=Path(_mysqld or "mysqld"),
    mysqld_safe=Path(_safe or "mysqld_safe"),
    admin_executable=_admin,
    install_db=find_program("mariadb-install-db", "mysql_install_db"),
    host=HOST,
    port=None,
    user=getpass.getuser(),
    params=PARAMS,
)


@pytest.fixture(scope="session")
def mysql_server(request: pytest.FixtureRequest) -> Iterator[tuple[int, Cursor]]:
    """Start the server; give its port and a cursor of its administrator."""
    if not (_mysqld and _safe and _admin):
        pytest.skip(NO_SERVER)
    server = request.getfixturevalue("mysql_process")
    admin = getpass.getuser() if server.implementation() == "mariadb" else "root"
    with pymysql.connect(unix_socket=server.unixsocket, user=admin) as connection, connection.cursor() as cursor:
        cursor.execute(f"CREATE USER {ACCOUNT}@'{HOST}' IDENTIFIED BY '{PASSWORD}'")
        cursor.execute(rf"GRANT ALL ON `gig\_%`.* TO {ACCOUNT}@'{HOST}'")
        yield server.port, cursor


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Give the URL of an empty SQLite database."""
    return f"sqlite:///{tmp_path / 'test.db'}"


@pytest.fixture
def mysql_url(mysql_server: tuple[int, Cursor]) -> Iterator[str]:
    """Give the URL of an empty database on the MariaDB or MySQL server; ask for it with the marker `database`."""
    port, cursor = mysql_server
    name = f"gig_{secrets.token_hex(6)}"
    cursor.execute(f"CREATE DATABASE {name}")
    yield f"mysql+pymysql://{ACCOUNT}:{PASSWORD}@{HOST}:{port}/{name}?charset=utf8mb4"
    _end_connections(cursor, name)
    cursor.execute(f"DROP DATABASE {name}")


@pytest.fixture(params=["sqlite", pytest.param("mysql", marks=DATABASE)])
def database_url(request: pytest.FixtureRequest) -> str:
    """Give the URL of an empty database, once on SQLite and once on MariaDB or MySQL."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


def _end_connections(cursor: Cursor, name: str) -> None:
    """End what a test left open on the database: a transaction under way would block its removal."""
    cursor.execute("SELECT id FROM information_schema.processlist WHERE db = %s", (name,))
    for (connection_id,) in cursor.fetchall():
        try:
            cursor.execute("KILL %s", (connection_id,))
        except pymysql.err.OperationalError as error:
            if error.args[0] != pymysql.constants.ER.NO_SUCH_THREAD:  # it ended by itself meanwhile
                raise
