"""`make backup` and `make restore` of MySQL for real: while twenty write, and into a new server."""

import os
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event, Lock

import pytest
import requests
from testkit.figures import Figures
from testkit.migrating import KEEPERS, Keeper
from testkit.mysql_containers import SCHEMAS, MysqlContainer, mysql_container
from testkit.sites import Backend, site_on
from testkit.stacks import CHECKOUT

from deploy import mysql_contents, mysql_dump_file
from deploy.mysql_contents import Schema
from deploy.mysql_server import MysqlServer
from gig_chassis import migrate

WRITERS, SAVED_FIRST = 20, 60
BUSY = 503  # also what twenty are told who are more than there are places
HALF_SAVED = "SELECT COUNT(*) FROM gig WHERE (SELECT COUNT(*) FROM history WHERE gig_id = gig.id) <> 1"
Said = subprocess.CompletedProcess[str]


class Writers:
    """Twenty who save gigs until they are told to stop; when each gig was kept, and what they were answered."""

    def __init__(self, backend: Backend) -> None:
        self._backend, self._stop, self._lock = backend, Event(), Lock()
        self.kept: dict[uuid.UUID, float] = {}
        self.answers: Counter[int] = Counter()

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Let them write within this block, once the first gigs are kept."""
        with ThreadPoolExecutor(WRITERS) as threads:
            under_way = [threads.submit(self._write) for _ in range(WRITERS)]
            try:
                while len(self.kept) < SAVED_FIRST and not any(each.done() for each in under_way):
                    self._stop.wait(0.05)
                yield
            finally:
                self._stop.set()
            for each in under_way:
                each.result()

    def _write(self) -> None:
        while not self._stop.is_set():
            gig_id = uuid.uuid4()
            status = self._send(gig_id)
            with self._lock:
                self.answers[status] += 1
                if status in {200, 201}:
                    self.kept[gig_id] = time.time()
            if status == BUSY:
                self._stop.wait(0.1)

    def _send(self, gig_id: uuid.UUID) -> int:
        act = {"band_id": str(gig_id), "name": "Fen", "billing": "headline"}
        try:
            return self._backend.send("PUT", f"/gigs/{gig_id}", {"title": "Late show", "lineup": [act]}).status_code
        except requests.RequestException:
            return 0


@pytest.fixture(scope="module")
def servers(engine: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[MysqlContainer]]:
    """Give two servers with the tables of Gig Planner; the second is new."""
    del engine
    with ExitStack() as started:
        both = [started.enter_context(mysql_container(tmp_path_factory.mktemp("mysql"))) for _ in range(2)]
        for server in both:
            server.migrate()
        yield both


@pytest.fixture(scope="module")
def busy(servers: list[MysqlContainer], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    """Give a backend on the first server."""
    with Backend(site_on(servers[0].url("gigs", "gigs"), tmp_path_factory.mktemp("busy") / "var")) as backend:
        yield backend


@pytest.fixture(scope="module")
def backup(
    servers: list[MysqlContainer], busy: Backend, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Writers, float]:
    """Give a backup made while many wrote, these, and when it was asked for."""
    file, writers = tmp_path_factory.mktemp("backups") / "busy.sql.gz", Writers(busy)
    with writers.at_work():
        began = time.time()
        said = copy("backup", servers[0], file)
    assert said.returncode == 0, said.stderr
    return file, writers, began


def copy(verb: str, server: MysqlContainer, file: Path) -> Said:
    """Run `make backup` or `make restore` of a server."""
    own = {"OF": "compose", "STACK": server.name, "FILE": str(file), "DATA_DIR": str(server.folder / "var"), "YES": "1"}
    command = [sys.executable, "-m", "deploy", verb]
    return subprocess.run(
        command, cwd=CHECKOUT, env={**os.environ, **own}, capture_output=True, text=True, timeout=900, check=False
    )


def look_at(server: MysqlContainer) -> dict[str, Schema]:
    """Read what a server holds."""
    return mysql_contents.look_at(MysqlServer(server.name), {name: name for name in SCHEMAS})


def schemas(server: MysqlContainer) -> set[str]:
    """Give the names of all schemas."""
    return {name for (name,) in server.execute("root", "SHOW DATABASES")}


def test_a_backup_holds_what_was_kept_before_it_and_no_half_of_anything(
    servers: list[MysqlContainer], backup: tuple[Path, Writers, float], figures: Figures
) -> None:
    file, writers, began = backup
    contents = mysql_dump_file.check(file)

    before = sum(kept < began for kept in writers.kept.values())
    tables = contents.schemas["gigs"].tables
    assert set(writers.answers) <= {201, BUSY}
    assert SAVED_FIRST <= before <= tables["gig"].rows < len(writers.kept)
    assert tables["gig"].rows == tables["act"].rows == tables["history"].rows
    assert not {name for name in schemas(servers[0]) if name.startswith("checking")}
    figures("MySQL backed up", writers=WRITERS, saves_meanwhile=len(writers.kept) - before, rows=contents.rows)


def test_a_damaged_backup_changes_nothing(
    servers: list[MysqlContainer], backup: tuple[Path, Writers, float], tmp_path: Path
) -> None:
    packed, present = bytearray(backup[0].read_bytes()), look_at(servers[1])
    packed[len(packed) // 2] ^= 1
    damaged = tmp_path / "damaged.sql.gz"
    damaged.write_bytes(packed)

    said = copy("restore", servers[1], damaged)

    assert said.returncode == 1
    assert "is damaged, cut short or no backup" in said.stderr
    assert look_at(servers[1]) == present


def test_a_backup_restores_into_a_new_server_while_its_services_run(
    servers: list[MysqlContainer], backup: tuple[Path, Writers, float], tmp_path: Path, figures: Figures
) -> None:
    file, new = backup[0], servers[1]
    contents = mysql_dump_file.check(file)

    with Backend(site_on(new.url("gigs", "gigs"), tmp_path / "var")) as backend:
        writers = Writers(backend)
        with writers.at_work():
            began = time.monotonic()
            said = copy("restore", new, file)
            seconds = time.monotonic() - began
        restored = look_at(new)
        served = backend.process.exit_code is None

    assert said.returncode == 0, said.stderr
    assert set(writers.answers) <= {201, 401, BUSY}  # saved, signed out by the restore, shut out for a moment
    assert served
    assert {name: restored[name] for name in ("bands", "venues")} == {
        name: contents.schemas[name] for name in ("bands", "venues")
    }
    assert new.execute("gigs", HALF_SAVED, schema="gigs") == [(0,)]
    assert restored["gigs"].tables["session"].rows == 0
    assert not {name for name in schemas(new) if name.startswith("restoring")}
    figures("MySQL restored", rows=contents.rows, seconds=seconds, **{"503": writers.answers[BUSY]})


def test_what_is_restored_is_what_was_backed_up(
    servers: list[MysqlContainer], backup: tuple[Path, Writers, float]
) -> None:
    contents = mysql_dump_file.check(backup[0])

    said = copy("restore", servers[1], backup[0])

    restored, wanted = look_at(servers[1]), contents.schemas
    assert said.returncode == 0, said.stderr
    for schema in (restored["gigs"], wanted["gigs"]):
        schema.tables.pop("session")
    assert restored == wanted


@pytest.mark.parametrize("keeper", KEEPERS, ids=lambda keeper: keeper.package)
def test_the_migrations_have_nothing_to_change_after_a_restore(
    servers: list[MysqlContainer], backup: tuple[Path, Writers, float], keeper: Keeper
) -> None:
    copy("restore", servers[1], backup[0])
    [schema] = [name for name, (_, package) in SCHEMAS.items() if package == keeper.package]

    servers[1].migrate()

    with keeper.over(servers[1].url("migrations", schema)) as app:
        migrate.check(app, keeper.db, keeper.migrations)
