"""Puts loaded schemas in the place of the present ones, wholly or not at all, while nobody else is in."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from deploy import mysql_contents
from deploy.errors import CannotDeploy
from deploy.mysql_server import ACCOUNTS, SCHEMAS, MysqlServer
from deploy.mysql_stage import CHARACTERS

EMPTY_SECONDS = 30
POLL_SECONDS = 0.2
_SESSIONS = ("gigs", "session")


@contextmanager
def closed(server: MysqlServer) -> Iterator[None]:
    """Keep the services and the migrations out: what they are asked meanwhile they answer 503 and keep nothing of."""
    try:
        server.ask(*(f"ALTER USER '{account}'@'%' ACCOUNT LOCK" for account in ACCOUNTS))
        _end_connections(server)
        yield
    finally:
        _open(server)


def replace(server: MysqlServer, names: Mapping[str, str], suffix: str) -> list[str]:
    """Move the tables in and the present ones into schemas of their own, all in one statement; name these schemas."""
    present = {schema: tables for schema in SCHEMAS if (tables := mysql_contents.tables_of(server, schema))}
    out = [f"{old}.`{each}` TO {old}_{suffix}.`{each}`" for old, tables in present.items() for each in tables]
    into = [
        f"{new}.`{each}` TO {schema}.`{each}`"
        for schema, new in names.items()
        for each in mysql_contents.tables_of(server, new)
    ]
    server.ask(
        *(f"CREATE DATABASE {old}_{suffix} {CHARACTERS}" for old in present),
        "SET SESSION lock_wait_timeout = 60",
        f"RENAME TABLE {', '.join(out + into)}",
    )
    return [f"{old}_{suffix}" for old in present]


def end_sessions(server: MysqlServer, names: Mapping[str, str]) -> None:
    """Sign everybody out: a session that was ended since the backup must not come back."""
    schema, table = names[_SESSIONS[0]], _SESSIONS[1]
    if table in mysql_contents.tables_of(server, schema):
        server.ask(f"DELETE FROM {schema}.{table}")  # noqa: S608  # our own names


def _end_connections(server: MysqlServer) -> None:
    """End what is under way; new connections are refused by now."""
    accounts = ", ".join(f"'{account}'" for account in ACCOUNTS)
    question = f"SELECT id FROM information_schema.processlist WHERE user IN ({accounts})"  # noqa: S608  # our own names
    deadline = time.monotonic() + EMPTY_SECONDS
    while connections := server.ask(question):
        if time.monotonic() > deadline:
            raise CannotDeploy(f"{len(connections)} connections of the services do not end.")
        for (number,) in connections:
            _end(server, number)
        time.sleep(POLL_SECONDS)


def _end(server: MysqlServer, number: str) -> None:
    try:
        server.ask(f"KILL {number}")
    except CannotDeploy as error:
        if "Unknown thread id" not in str(error):  # it ended by itself meanwhile
            raise


def _open(server: MysqlServer) -> None:
    try:
        server.ask(*(f"ALTER USER '{account}'@'%' ACCOUNT UNLOCK" for account in ACCOUNTS))
    except CannotDeploy as error:
        raise CannotDeploy(
            "The accounts of the services are locked still, so they answer 503: restore once more to open them."
            f"\n{error}"
        ) from error
