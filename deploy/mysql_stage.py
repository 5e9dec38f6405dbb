"""Schemas made to load a dump into, and dropped again: nobody but the administrator sees them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from deploy import mysql_contents, mysql_dump_file
from deploy.errors import CannotDeploy
from deploy.mysql_contents import Contents, Schema
from deploy.mysql_server import SCHEMAS, UNLOGGED, MysqlServer

CHARACTERS = "CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"


@contextmanager
def staged(server: MysqlServer, prefix: str, *, logged: bool) -> Iterator[dict[str, str]]:
    """Give empty schemas, `logged` in the binary log or not; what an earlier run has left goes first."""
    names = {schema: f"{prefix}_{schema}" for schema in SCHEMAS}
    before = [] if logged else [UNLOGGED]
    drop = [*before, *(f"DROP DATABASE IF EXISTS {name}" for name in names.values())]
    try:
        server.ask(*drop, *(f"CREATE DATABASE {name} {CHARACTERS}" for name in names.values()))
        yield names
    finally:
        server.ask(*drop)


def load(server: MysqlServer, path: Path, names: Mapping[str, str], *, logged: bool) -> dict[str, Schema]:
    """Load the dump in a file; give what it turns out to hold. Raises CannotDeploy."""
    server.load(_lines(path, names, logged=logged))
    return mysql_contents.look_at(server, names)


def compare(found: Mapping[str, Schema], contents: Contents) -> None:
    """Raise CannotDeploy unless what was loaded is what the backup says."""
    for name, schema in contents.schemas.items():
        differing = set(found[name].tables.items()) ^ set(schema.tables.items())
        if differing or found[name].revision != schema.revision:
            tables = ", ".join(sorted({table for table, _ in differing})) or "revision"
            raise CannotDeploy(f"{name} turns out otherwise than the backup says: {tables}.")


def _lines(path: Path, names: Mapping[str, str], *, logged: bool) -> Iterator[bytes]:
    if not logged:
        yield f"{UNLOGGED};\n".encode()
    yield from mysql_dump_file.read(path, names)
