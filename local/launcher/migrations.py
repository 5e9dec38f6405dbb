"""Brings the SQLite databases up to date; only those behind, as a look costs a millisecond and a run a second."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from launcher.errors import CannotStart
from launcher.services import Service, Site

TAIL_LINES = 5


def upgrade(site: Site, services: Iterable[Service]) -> None:
    """Migrate every database that is behind, all at once; raises CannotStart with the end of what a failed one said."""
    running = {service: _start(site, service) for service in services if is_behind(site, service)}
    try:
        for service, process in running.items():
            said, _ = process.communicate()
            if process.returncode:
                raise CannotStart(_say_failed(service, said))
            unfinished(site, service).unlink()
    finally:
        for process in running.values():
            _end(process)


def is_behind(site: Site, service: Service) -> bool:
    """Say whether the database lacks a revision, or an earlier run was cut short (before the starter data was in)."""
    newest = max(list_revisions(site, service))
    return unfinished(site, service).exists() or _revision(site.database(service)) != newest


def list_revisions(site: Site, service: Service) -> set[str]:
    """Give the revisions the code knows."""
    migrations = site.checkout / service.folder / "migrations"
    return {path.stem.split("_")[0] for path in migrations.glob("[0-9]*.py")}


def mark(site: Site, service: Service) -> None:
    """Let the next start run the migrations, whatever the revision."""
    unfinished(site, service).touch()


def unfinished(site: Site, service: Service) -> Path:
    """Give the file that stands for a run that has not ended well."""
    return site.database(service).with_suffix(".migrating")


def _revision(database: Path) -> str | None:
    try:
        with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.OperationalError:  # no file or no table yet
        return None
    return row[0] if row else None


def _start(site: Site, service: Service) -> subprocess.Popen[str]:
    mark(site, service)
    return subprocess.Popen(
        [sys.executable, "-m", f"{service.package}.migrate"],
        cwd=site.folder,
        env=site.environment(service, {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def _say_failed(service: Service, said: str) -> str:
    tail = "\n".join(said.strip().splitlines()[-TAIL_LINES:])
    return f"The database of {service.package} could not be brought up to date:\n{tail}"


def _end(process: subprocess.Popen[str]) -> None:
    with process:  # waits for its end
        process.terminate()
