"""One SQLite file: copied while others write to it, checked and counted, closed off from everybody."""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from launcher.errors import CannotCopy

PAGES = 256  # a step of a copy; between two of them Ctrl-C is heard
WAIT_SECONDS = 2.0
BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
BESIDE = ("", "-wal", "-shm", "-journal")  # what SQLite keeps beside a database belongs to it


@dataclass(frozen=True, slots=True)
class Contents:
    """What a whole database holds: its revision and the number of rows in each table."""

    revision: str
    tables: dict[str, int]


@contextmanager
def snapshot(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a database as it is now: what is written meanwhile is not seen, and no writer waits."""
    with _telling(path), closing(_open(path)) as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # the first read takes the snapshot
        yield connection


def copy(source: sqlite3.Connection, path: Path) -> None:
    """Copy a snapshot into a new file at `path` that needs no other file beside it.

    The open snapshot is what lets the copy end: without it, each commit of another process starts it afresh.
    """
    with _telling(path), closing(sqlite3.connect(path)) as target:
        source.backup(target, pages=PAGES, progress=_hear_signals)
        target.execute("PRAGMA journal_mode=DELETE")


def read(path: Path) -> Contents:
    """Check the whole database and count its rows; raises CannotCopy when it is damaged or no planner's."""
    with _telling(path), closing(_open(path)) as connection:
        _check(connection, path.name)
        return Contents(_revision(connection, path.name), _count(connection))


def close_off(path: Path) -> None:
    """Take what lies in the write-ahead log into the file; raises CannotCopy while somebody still uses it.

    A damaged one stays as it is, with the files beside it.
    """
    try:
        with closing(sqlite3.connect(path, timeout=WAIT_SECONDS)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")  # the one change SQLite makes for a sole user only
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in BUSY:
            raise CannotCopy(f"Something still uses {path}: end it first.") from error


def digest(path: Path) -> str:
    """Give the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _open(path: Path) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?mode=ro"
    return sqlite3.connect(address, uri=True, isolation_level=None, timeout=WAIT_SECONDS)


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise CannotCopy(f"{path.name}: {error}.") from error


def _hear_signals(*_progress: int) -> None:
    """Do nothing: Python hears Ctrl-C whenever SQLite calls it."""


def _check(connection: sqlite3.Connection, name: str) -> None:
    (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if said != "ok":
        raise CannotCopy(f"{name} is damaged: {' '.join(said.split())}.")
    if lost := connection.execute("PRAGMA foreign_key_check").fetchone():
        raise CannotCopy(f"{name} is damaged: a row of {lost[0]} refers to one of {lost[2]} that is not there.")


def _revision(connection: sqlite3.Connection, name: str) -> str:
    tables = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'").fetchone()[0]
    found = tables and connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if not found:
        raise CannotCopy(f"{name} holds no planner yet: `make run` makes one.")
    return str(found[0])


def _count(connection: sqlite3.Connection) -> dict[str, int]:
    named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY 1"
    names = [name for (name,) in connection.execute(named)]
    return {name: connection.execute(f"SELECT count(*) FROM {_quoted(name)}").fetchone()[0] for name in names}  # noqa: S608  # quoted


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
