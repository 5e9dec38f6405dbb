"""An empty database for each test: a SQLite file, or one on a MariaDB or MySQL server started once a session.

With `TEST_MYSQL_URL` that server is taken instead of one of our own.
"""

import getpass
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pymysql
import pytest
from pytest_mysql import factories
from testkit.database_servers import HOST, DatabaseServer, GivenServer, is_given

NO_SERVER = "no MariaDB or MySQL server: apt install mariadb-server"
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
def given_server() -> Iterator[GivenServer]:
    """Give the server of `TEST_MYSQL_URL`."""
    server = GivenServer()
    yield server
    server.close()


@pytest.fixture(scope="session")
def mysql_server(request: pytest.FixtureRequest) -> DatabaseServer:
    """Give the server for all tests that do not stop it: the given one, else start one."""
    if is_given():
        given: DatabaseServer = request.getfixturevalue("given_server")
        return given
    if not (_mysqld and _safe and _admin):
        pytest.skip(NO_SERVER)
    process = request.getfixturevalue("mysql_process")
    admin = getpass.getuser() if process.implementation() == "mariadb" else "root"
    server = DatabaseServer(
        process.port, lambda: pymysql.connect(unix_socket=process.unixsocket, user=admin, ssl_disabled=True)
    )
    server.make_account()
    return server


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Give the URL of an empty SQLite database."""
    return f"sqlite:///{tmp_path / 'test.db'}"


@pytest.fixture
def mysql_url(mysql_server: DatabaseServer) -> Iterator[str]:
    """Give the URL of an empty database on the MariaDB or MySQL server; ask for it with the marker `database`."""
    url = mysql_server.make_database()
    yield url
    mysql_server.drop_database(url)


@pytest.fixture(params=["sqlite", pytest.param("mysql", marks=DATABASE)])
def database_url(request: pytest.FixtureRequest) -> str:
    """Give the URL of an empty database, once on SQLite and once on MariaDB or MySQL."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url
