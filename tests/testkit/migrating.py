"""The three services that keep something, as their migrations see them; rows compared; a migration that dies midway."""

import os
import signal
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import sqlalchemy as sa
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from testkit.pickers import PICKERS, Picker, open_app
from testkit.signing import TOKEN

import gig_store
import gig_store.migrate
from gig_chassis.catalogue import starter
from gig_chassis.catalogue.importing import staging
from gig_chassis.ids import uuid7
from gig_chassis.imports.store import Store
from gig_store.importing import jobs as gig_imports
from gig_store.importing import staging as gig_staging
from gig_store.models import db as gigs

Rows = dict[str, list[dict[str, Any]]]
LIST = b"name,city\nThe Howl,Leeds\n"
GIG_LISTS = (b"title,date\nOne,2190-03-12\n", b"act,date\nThe Howl,2190-03-12\n")  # without names, and with one
OWN_OF_ALEMBIC = "alembic_version"
DEATH = """
import os, signal, sys
from sqlalchemy import Engine, event
left = [int(sys.argv[1])]
@event.listens_for(Engine, "after_cursor_execute")
def die_at_last(_connection, _cursor, statement, *_rest):
    left[0] -= statement.split()[0] in {"CREATE", "ALTER", "DROP", "INSERT", "UPDATE", "DELETE"}
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
import runpy
runpy.run_module(sys.argv[2], run_name="__main__")
"""


@dataclass(frozen=True, slots=True)
class Keeper:
    """A service that keeps something: how to make it over a database, its migrations, its catalogue if it has one."""

    package: str
    make: Callable[[str], Flask]
    db: SQLAlchemy
    migrations: Path
    picker: Picker | None = None

    @property
    def revisions(self) -> list[str]:
        """Give its revisions, the oldest first."""
        return sorted(path.stem.split("_")[0] for path in self.migrations.glob("[0-9]*.py"))

    @contextmanager
    def over(self, url: str) -> Iterator[Flask]:
        """Give the app over a database; its connections end afterwards."""
        app = self.make(url)
        yield app
        with app.app_context():
            self.db.engine.dispose()

    def fill(self, app: Flask) -> None:
        """Load the starter catalogue, where there is one, and lists that were looked at and not committed."""
        with app.app_context():
            if self.picker:
                catalogue = self.picker.catalogue
                starter.load(catalogue, self.picker.starter)
                _stage_a_list(catalogue.imports, LIST, lambda *list_: staging.stage(catalogue, *list_))
            else:
                for content in GIG_LISTS:
                    _stage_a_list(gig_imports.STORE, content, gig_staging.stage)


def _stage_a_list(imports: Store, content: bytes, stage: Callable[[uuid.UUID, BinaryIO], None]) -> None:
    import_id = uuid7()
    imports.begin(import_id, "list.csv")
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        stage(import_id, file)


def _of_picker(picker: Picker) -> Keeper:
    package = picker.create_app.__module__
    return Keeper(package, lambda url: open_app(picker, url), picker.catalogue.db, picker.migrations, picker)


def _make_backend(url: str) -> Flask:
    return gig_store.create_app(gig_store.Settings(url, TOKEN))


KEEPERS = [*map(_of_picker, PICKERS), Keeper("gig_store", _make_backend, gigs, gig_store.migrate.MIGRATIONS)]


def rows(url: str) -> Rows:
    """Read every row of every table, in a fixed order."""
    engine = sa.create_engine(url)
    tables = sa.MetaData()
    with engine.connect() as connection:
        tables.reflect(connection)
        found = {
            table.name: sorted((dict(row) for row in connection.execute(sa.select(table)).mappings()), key=repr)
            for table in tables.sorted_tables
            if table.name != OWN_OF_ALEMBIC
        }
    engine.dispose()
    return found


def narrowed(wide: Rows, narrow: Rows) -> Rows:
    """Leave out of `wide` the tables and columns that `narrow` lacks."""
    kept = {table: wide.get(table, []) for table in narrow}
    columns = {table: set(found[0]) if found else set() for table, found in narrow.items()}
    return {
        table: sorted(({n: v for n, v in row.items() if n in columns[table]} for row in found), key=repr)
        for table, found in kept.items()
    }


def migrate_dying(keeper: Keeper, url: str, statement: int) -> int:
    """Run the migrations as the job does, killed after so many statements that change something; give its exit code."""
    environ = {**os.environ, "DATABASE_URL": url, "SERVICE_TOKEN": TOKEN, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", DEATH, str(statement), f"{keeper.package}.migrate"]
    run = subprocess.run(command, env=environ, capture_output=True, text=True, check=False, timeout=120)
    assert run.returncode in {0, -signal.SIGKILL}, run.stderr
    return run.returncode
