"""`make restore FILE=… OF=compose|swarm`: puts a backup in the place of the MySQL schemas, while the services run.

It is loaded and checked beside them first. Then the accounts of the services are locked, so that they answer 503, and
one statement moves the old tables out and the new ones in: whatever fails before it leaves everything as it was.
"""

import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from deploy import mysql_copying, mysql_dump_file, mysql_stage, mysql_swap
from deploy.errors import CannotDeploy
from deploy.mysql_contents import Contents
from deploy.mysql_copying import STAMP, Copying
from deploy.mysql_server import MysqlServer
from deploy.settings import CHECKOUT

PREFIX = "restoring"
MIGRATIONS = {"bands": "service1", "venues": "service2", "gigs": "backend"}
UPGRADE = {"compose": "make up", "swarm": "make deploy TAG=…"}


def restore(environ: Mapping[str, str]) -> str:
    """Restore FILE; give the sentence that says what lies where. Raises CannotDeploy, OSError."""
    chosen = Copying.load(environ)
    if not chosen.file or not chosen.path.is_file():
        raise CannotDeploy(f"FILE={chosen.file} is no file: name a backup, as in `make restore FILE=var/backups/…`.")
    contents = mysql_dump_file.check(chosen.path)
    is_old = _is_older(contents)
    with chosen.opened() as server:
        _ask_whether(chosen, contents)
        with mysql_stage.staged(server, PREFIX, logged=True) as names:
            aside = _replace(server, chosen.path, contents, names)
    said = f"Restored 3 schemas with {contents.rows:,} rows, as of {contents.made_at}; everybody signs in again."
    said += f" What was there before lies in {', '.join(aside)}: drop them when all is well." if aside else ""
    return said + (f" Its tables are of an older version: `{UPGRADE[chosen.of]}` brings them up to date." * is_old)


def _replace(server: MysqlServer, path: Path, contents: Contents, names: Mapping[str, str]) -> list[str]:
    mysql_stage.compare(mysql_stage.load(server, path, names, logged=True), contents)
    mysql_swap.end_sessions(server, names)
    mysql_copying.carry_to_the_end()  # what comes now takes a moment
    with mysql_swap.closed(server):
        return mysql_swap.replace(server, names, f"before_{datetime.now(UTC):{STAMP}}")


def _is_older(contents: Contents) -> bool:
    """Say whether migrations are due after it; raises CannotDeploy for tables of a newer version than this one."""
    for name, schema in contents.schemas.items():
        if schema.revision not in _revisions(name):
            raise CannotDeploy(f"{name} has revision {schema.revision}, of a newer Gig Planner: update this one first.")
    return any(schema.revision != max(_revisions(name)) for name, schema in contents.schemas.items())


def _revisions(schema: str) -> set[str]:
    folder = CHECKOUT / MIGRATIONS[schema] / "migrations"
    return {path.name.partition("_")[0] for path in folder.glob("[0-9]*_*.py")}


def _ask_whether(chosen: Copying, contents: Contents) -> None:
    if chosen.agreed:
        return
    if not sys.stdin.isatty():
        raise CannotDeploy("It replaces what is there now: say so with YES=1.")
    answer = input(f"Replace the data of {chosen.stack} with that of {contents.made_at}? Type yes: ")
    if answer.strip().lower() != "yes":
        raise CannotDeploy("You did not say yes; nothing has changed.")
