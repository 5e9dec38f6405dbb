"""A database server whose administrator the tests are: its own databases and account for those who test on it.

`TEST_MYSQL_URL` names one that is there already, such as a real MySQL in a container; `TEST_MYSQL_CONTAINER` says
which container that is, for the tests that kill it.
"""

import os
import secrets
import socket
import subprocess
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pymysql
import pytest
from sqlalchemy import make_url
from tenacity import Retrying, retry_if_exception_type, stop_after_delay, wait_fixed

if TYPE_CHECKING:
    from pymysql.cursors import Cursor

HOST = "127.0.0.1"
ACCOUNT = f"gig_tests_{secrets.token_hex(4)}"  # several runs may share a server
PASSWORD = secrets.token_hex(16)
START_SECONDS = 60
Connect = Callable[[], "pymysql.Connection[Cursor]"]
Rows = tuple[tuple[Any, ...], ...]


class DatabaseServer:
    """A server at a port, with a way in for its administrator."""

    options = "ssl_disabled=true"  # it is ours and near: TLS would cost each new connection 20 to 60 ms

    def __init__(self, port: int, connect: Connect) -> None:
        self.port = port
        self._connect = connect

    def execute(self, statement: str, *values: object) -> Rows:
        """Run a statement as the administrator; give the rows it answers."""
        with self._connect() as connection, connection.cursor() as cursor:
            cursor.execute(statement, values or None)
            connection.commit()
            return cursor.fetchall()

    def read(self, question: str) -> tuple[Any, ...]:
        """Give one row, as the administrator."""
        return (*self.execute(question), ())[0]

    def make_account(self, host: str = HOST) -> None:
        """Make the account of those who test."""
        self.execute(f"CREATE USER IF NOT EXISTS {ACCOUNT}@'{host}' IDENTIFIED BY '{PASSWORD}'")
        self.execute(rf"GRANT ALL ON `gig\_%`.* TO {ACCOUNT}@'{host}'")

    def make_database(self) -> str:
        """Make an empty database; give its URL."""
        name = f"gig_{secrets.token_hex(6)}"
        self.execute(f"CREATE DATABASE {name}")
        return f"mysql+pymysql://{ACCOUNT}:{PASSWORD}@{HOST}:{self.port}/{name}?charset=utf8mb4&{self.options}"

    def drop_database(self, url: str) -> None:
        """Drop a database and end what a test left open on it: a transaction under way would block its removal."""
        name = str(make_url(url).database)
        for (connection_id,) in self.execute("SELECT id FROM information_schema.processlist WHERE db = %s", name):
            try:
                self.execute("KILL %s", connection_id)
            except pymysql.err.OperationalError as error:
                if error.args[0] != pymysql.constants.ER.NO_SUCH_THREAD:  # it ended by itself meanwhile
                    raise
        self.execute(f"DROP DATABASE {name}")


class GivenServer(DatabaseServer):
    """The server of `TEST_MYSQL_URL`."""

    options = ""  # as the services come to it in use

    def __init__(self) -> None:
        url = make_url(os.environ["TEST_MYSQL_URL"])
        assert url.host == HOST, "a test talks to no other machine"
        port, user, password = url.port or 3306, url.username or "root", str(url.password)
        super().__init__(port, lambda: pymysql.connect(host=HOST, port=port, user=user, password=password))
        self.make_account("%")  # the gateway's address of a container, not ours

    def kill(self) -> None:
        """End it at once: what it has not written is lost."""
        _docker("kill")

    def stop(self) -> None:
        """Let it end in order."""
        _docker("stop", "--time=60")

    def start(self) -> None:
        """Start it again and wait until it answers."""
        _docker("start")
        await_mysql(self.port)

    def close(self) -> None:
        """Take the account away again."""
        self.execute(f"DROP USER {ACCOUNT}@'%'")


def await_mysql(port: int, seconds: float = START_SECONDS) -> None:
    """Wait until a server greets who connects; the engine's proxy takes connections before there is one."""
    not_yet = retry_if_exception_type(OSError)
    Retrying(stop=stop_after_delay(seconds), wait=wait_fixed(0.1), retry=not_yet, reraise=True)(_greet, port)


def is_given() -> bool:
    """Say whether there is a server already."""
    return bool(os.environ.get("TEST_MYSQL_URL"))


def _greet(port: int) -> None:
    with socket.create_connection((HOST, port), 5) as probe:  # PyMySQL leaves its own open when nobody answers
        if not probe.recv(1):
            raise ConnectionResetError


def _docker(*command: str) -> None:
    container = os.environ.get("TEST_MYSQL_CONTAINER")
    if not container:
        pytest.skip("TEST_MYSQL_CONTAINER does not say which container to stop")
    subprocess.run(["docker", *command, container], check=True, stdout=subprocess.DEVNULL, timeout=120)  # noqa: S607  # the engine's own program
