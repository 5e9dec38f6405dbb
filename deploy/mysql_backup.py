"""`make backup OF=compose|swarm`: the MySQL schemas as of one moment in one file, loaded once to prove it."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from deploy import mysql_dump_file, mysql_stage
from deploy.errors import CannotDeploy
from deploy.mysql_contents import Contents
from deploy.mysql_copying import STAMP, Copying
from deploy.mysql_server import MysqlServer

UNFINISHED = ".unfinished"
PREFIX = "checking"


def back_up(environ: Mapping[str, str]) -> str:
    """Write the backup; give the sentence that says which and how large. Raises CannotDeploy, OSError."""
    chosen = Copying.load(environ)
    with chosen.opened() as server:
        target = chosen.path if chosen.file else _make_target(chosen.folder)
        if target.exists():
            raise CannotDeploy(f"{target} is there already.")
        unfinished = target.with_name(f".{target.name}{UNFINISHED}")
        unfinished.unlink(missing_ok=True)
        try:
            contents = _write(server, unfinished)
            unfinished.rename(target)
            _sync(target.parent)
        finally:
            unfinished.unlink(missing_ok=True)
    size = target.stat().st_size
    return f"Backed up 3 schemas with {contents.rows:,} rows to {target} ({size:,} bytes); no password is in it."


def _write(server: MysqlServer, path: Path) -> Contents:
    """Dump, then load the dump beside the present schemas: what it holds can be told only there, as many write here."""
    [[version]] = server.ask("SELECT VERSION()")
    made_at = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    digest = mysql_dump_file.write(path, server.dump())
    with mysql_stage.staged(server, PREFIX, logged=False) as names:
        schemas = mysql_stage.load(server, path, names, logged=False)
    contents = Contents(made_at, version, digest, schemas)
    mysql_dump_file.seal(path, contents)
    if mysql_dump_file.check(path) != contents:
        raise CannotDeploy("What was written reads otherwise.")
    return contents


def _make_target(folder: Path) -> Path:
    """Name the file by the time; what backups that were killed have left is cleared away."""
    for left in folder.glob(f".mysql-*{UNFINISHED}"):
        left.unlink()
    return folder / f"mysql-{datetime.now(UTC):{STAMP}}.sql.gz"


def _sync(folder: Path) -> None:
    """Wait until what a folder names is on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
