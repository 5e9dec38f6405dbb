"""What the schemas hold, told so exactly that two of the same contents say the same: revision, rows, checksums."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from deploy.errors import CannotDeploy
from deploy.mysql_server import SCHEMAS, UNLOGGED, MysqlServer

FORMAT = 1
_NAME = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Table:
    """The number of its rows, and MySQL's checksum over them."""

    rows: int
    checksum: int


@dataclass(frozen=True, slots=True)
class Schema:
    """The revision of its migrations, and its tables by name."""

    revision: str
    tables: dict[str, Table]


@dataclass(frozen=True, slots=True)
class Contents:
    """A backup: when it was made (UTC), by which MySQL, the SHA-256 of the dump, and the schemas in it."""

    made_at: str
    server: str
    sha256: str
    schemas: dict[str, Schema]

    @property
    def rows(self) -> int:
        """Count the rows of all tables."""
        return sum(table.rows for schema in self.schemas.values() for table in schema.tables.values())


def look_at(server: MysqlServer, names: Mapping[str, str]) -> dict[str, Schema]:
    """Read what each schema holds; `names` says under which name it lies. Raises CannotDeploy."""
    return {schema: _look_at(server, name) for schema, name in names.items()}


def write(contents: Contents) -> str:
    """Give it as one line of JSON."""
    return json.dumps({"format": FORMAT, **asdict(contents)})


def read(text: bytes) -> Contents:
    """Read it back; raises CannotDeploy for what no backup of ours says."""
    try:
        said = json.loads(text)
        if said.pop("format") != FORMAT:
            raise CannotDeploy("The backup is of a format of another Gig Planner: update this one.")
        schemas = {name: _read_schema(said["schemas"].pop(name)) for name in SCHEMAS}
        if said.pop("schemas"):
            raise ValueError("more schemas than there are")
        return Contents(schemas=schemas, **{name: str(value) for name, value in said.items()})
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise CannotDeploy("What the backup says of itself makes no sense.") from error


def tables_of(server: MysqlServer, schema: str) -> list[str]:
    """Give the names of the tables in a schema."""
    question = f"SELECT table_name FROM information_schema.tables WHERE table_schema = '{schema}' ORDER BY 1"  # noqa: S608  # our own names
    tables = [row[0] for row in server.ask(question)]
    if odd := [table for table in tables if not _NAME.fullmatch(table)]:
        raise CannotDeploy(f"{schema} has a table that is none of Gig Planner's: {odd[0]!r}.")
    return tables


def _look_at(server: MysqlServer, name: str) -> Schema:
    tables = tables_of(server, name)
    if "alembic_version" not in tables:
        raise CannotDeploy(f"{name} has no tables of Gig Planner: run its migrations first.")
    [revision, *counts] = server.ask(
        f"SELECT version_num FROM {name}.alembic_version",  # noqa: S608  # our own names
        *(f"SELECT COUNT(*) FROM {name}.{_quote(table)}" for table in tables),  # noqa: S608  # the same
    )
    checksums = server.ask(UNLOGGED, f"CHECKSUM TABLE {_list(name, tables)}")
    found = zip(tables, counts, checksums, strict=True)
    return Schema(revision[0], {table: Table(int(count[0]), int(checksum[1])) for table, count, checksum in found})


def _list(name: str, tables: Iterable[str]) -> str:
    return ", ".join(f"{name}.{_quote(table)}" for table in tables)


def _quote(table: str) -> str:
    return f"`{table}`"


def _read_schema(said: Mapping[str, Any]) -> Schema:
    tables = {name: Table(int(table["rows"]), int(table["checksum"])) for name, table in said["tables"].items()}
    return Schema(str(said["revision"]), tables)
