"""A made-up checkout: four tiny services in place of the real ones, so that the launcher is tested in milliseconds."""

import itertools
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from testkit.copies import Copies
from testkit.fake_swarm import FakeSwarm

from deploy import docker, jobs, secret_files, settings, watching
from deploy.settings import Settings
from launcher import data_dir, migrations
from launcher.services import APIS, SERVICES, Site

MADE_UP = "made-up-checkout"  # coverage leaves it out by this name
ROOT = Path(__file__).resolve().parents[2]
RUN = "import signal, sys, time; from pathlib import Path; from launcher import main; "
RUN += "signal.signal(signal.SIGINT, signal.SIG_DFL); signal.signal(signal.SIGHUP, signal.SIG_DFL); "
RUN += "sys.exit(main.run(time.monotonic(), Path(sys.argv[1])))"

APP = """
import json, os, pathlib
from dataclasses import dataclass

from gig_chassis import settings

@dataclass
class Needs:
    nobody_set_this: str

def create_app():
    if pathlib.Path(__file__).with_name("broken").exists():
        settings.load(Needs)

    def answer(environ, start_response):
        ready = not pathlib.Path(__file__).with_name("waiting").exists()
        start_response("200 OK" if ready else "503 Service Unavailable", [("Content-Type", "application/json")])
        return [json.dumps({**os.environ, "pid": os.getpid(), "master": os.getppid()}).encode()]

    return answer
"""
MIGRATE = """
import os, pathlib, sqlite3, sys

here = pathlib.Path(__file__)
if here.with_name("failing").exists():
    sys.exit("first line\\nthe table is on fire")
with sqlite3.connect(os.environ["DATABASE_URL"].removeprefix("sqlite:///")) as connection:
    connection.execute("CREATE TABLE IF NOT EXISTS alembic_version (version_num TEXT)")
    connection.execute("DELETE FROM alembic_version")
    connection.execute("INSERT INTO alembic_version VALUES ('0002')")
with here.with_name("runs").open("a") as runs:
    runs.write("x")
"""

FILLED = """
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE night (id INTEGER PRIMARY KEY, place INTEGER NOT NULL REFERENCES place (id));
INSERT INTO place VALUES (1, 'The Wardrobe'), (2, 'Brudenell');
WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 500)
INSERT INTO night SELECT n, 1 + n % 2 FROM number;
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Give the folder of the made-up checkout."""
    folder = tmp_path / MADE_UP
    for service in SERVICES:
        package_of(folder, service.package).mkdir(parents=True)
        (package_of(folder, service.package) / "__init__.py").write_text(APP)
    for service in APIS:
        (package_of(folder, service.package) / "migrate.py").write_text(MIGRATE)
        (folder / service.folder / "migrations").mkdir()
        for revision in ("0001_create", "0002_add"):
            (folder / service.folder / "migrations" / f"{revision}.py").touch()
    (folder / "chassis").symlink_to(ROOT / "chassis")
    return folder


@pytest.fixture
def site(checkout: Path, tmp_path: Path) -> Site:
    """Give an installation of the made-up checkout, its data folder made."""
    data_dir.prepare(tmp_path / "var")
    return Site(checkout, tmp_path / "var")


@pytest.fixture
def package(checkout: Path) -> Callable[[str], Path]:
    """Find the folder of a made-up package: a file named broken, waiting or failing there makes it so."""
    return lambda name: package_of(checkout, name)


@pytest.fixture
def launch(checkout: Path, tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start the launcher as `make run` does, with settings; what is left of it is ended after the test."""
    started = []

    def start(**settings: str) -> subprocess.Popen[str]:
        environ = {**os.environ, "PORT": "0", "DATA_DIR": str(tmp_path / "var"), **settings}
        environ["PYTHONPATH"] = os.pathsep.join([str(ROOT / "local"), str(ROOT / "chassis" / "src")])
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        started.append(subprocess.Popen([sys.executable, "-c", RUN, str(checkout)], env=environ, **pipes))
        return started[-1]

    yield start
    for process in started:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=20)


@pytest.fixture
def copies(checkout: Path) -> Copies:
    """Give somebody who backs up and restores the made-up planner."""
    return Copies(checkout)


@pytest.fixture
def folder(site: Site) -> Path:
    """Give a data folder whose databases hold rows, the last of them still in the write-ahead log."""
    migrations.upgrade(site, APIS)
    for api in APIS:
        with closing(sqlite3.connect(site.database(api))) as database:
            database.execute("PRAGMA journal_mode=WAL")
            database.executescript(FILLED)
    return site.folder


def package_of(checkout: Path, name: str) -> Path:
    """Give the folder of a package in `checkout`."""
    folder = next(service.folder for service in SERVICES if service.package == name)
    return checkout / folder / "src" / name


@pytest.fixture
def swarm(monkeypatch: pytest.MonkeyPatch) -> FakeSwarm:
    """Give a swarm in which each look takes half a second."""
    fake, clock = FakeSwarm(), itertools.count()
    monkeypatch.setattr(docker, "run", fake.run)
    for module in (watching, jobs):
        monkeypatch.setattr(module.time, "sleep", lambda _seconds: None)
        monkeypatch.setattr(module.time, "monotonic", lambda: next(clock) / 2)
    return fake


@pytest.fixture
def at(tmp_path: Path) -> Callable[[str], Settings]:
    """Give what makes the settings for a version."""
    given = settings.load({"SECRETS_DIR": str(tmp_path / "secrets")})
    secret_files.make(given)
    return lambda tag: replace(given, tag=tag)
