"""Backups of the real planner: while twenty people save, and of one that is a version behind."""

import itertools
import sqlite3
import threading
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from testkit.copies import Copies, checksums
from testkit.making import Body, Maker, act, named, night
from testkit.people import People
from testkit.stacks import CHECKOUT

from band_picker.catalogue import BANDS
from gig_chassis import database, migrate
from gig_chassis.catalogue import changes
from gig_store.migrate import MIGRATIONS
from gig_store.models import db as gigs
from launcher import archive, data_dir, migrations
from launcher.services import APIS, Site
from launcher.stack import Stack

WRITERS = 20
FEWEST = 100  # saves before a backup begins


def app_on(db: SQLAlchemy, file: Path) -> Flask:
    """Bind a service's tables to a database file, without the service."""
    app = Flask(file.stem)
    database.init_app(app, db, f"sqlite:///{file}")
    return app


@contextmanager
def writing(save: Callable[[int, int], str]) -> Iterator[list[str]]:
    """Let everybody save until the block ends; give the growing list of what was acknowledged."""
    acknowledged: list[str] = []
    over, enough = threading.Event(), threading.Event()

    def write(writer: int) -> None:
        try:
            for number in itertools.takewhile(lambda _: not over.is_set(), itertools.count()):
                acknowledged.append(save(writer, number))
                if len(acknowledged) >= FEWEST:
                    enough.set()
        finally:
            enough.set()  # one who fails ends the wait

    with ThreadPoolExecutor(WRITERS) as pool:
        writers = [pool.submit(write, writer) for writer in range(WRITERS)]
        try:
            assert enough.wait(60), "nobody gets anywhere"
            yield acknowledged  # less than enough when somebody failed, who says so below
        finally:
            over.set()
        for writer in writers:
            writer.result()


@pytest.fixture
def planner(tmp_path: Path) -> Site:
    """Give a real planner, migrated and with its starter bands."""
    site = Site(CHECKOUT, tmp_path / "planner")
    data_dir.prepare(site.folder)
    migrations.upgrade(site, APIS)
    return site


def sent(maker: Maker, method: str, package: str, path: str, body: Body) -> Body:
    """Send until it is taken: a service that has too much to do says 503."""
    answer = maker.send(method, package, path, body)
    while answer.status_code == 503:
        answer = maker.send(method, package, path, body)
    assert answer.ok, answer.text
    return dict(answer.json())


def column(file: Path, query: str) -> set[str]:
    with closing(sqlite3.connect(file)) as connection:
        return {value for (value,) in connection.execute(query)}


def test_a_backup_while_twenty_write_holds_all_that_was_acknowledged_before(planner: Site, tmp_path: Path) -> None:
    copies, elsewhere, app = Copies(), tmp_path / "elsewhere", app_on(BANDS.db, planner.folder / "bands.db")
    (tmp_path / "unpacked").mkdir()

    def save(writer: int, number: int) -> str:
        body = BANDS.body().load({"name": f"Band {writer}/{number}", "genres": ["ska"]})
        with app.app_context():
            database.write(BANDS.db, lambda: changes.add(BANDS, [body]))
        return str(body["name"])

    with writing(save) as acknowledged:
        before = set(acknowledged)
        file = copies.made(planner.folder)
        during = len(acknowledged) - len(before)
    said = copies.restore(elsewhere, file)
    with app.app_context():
        BANDS.db.engine.dispose()

    archive.read(file, tmp_path / "unpacked")
    assert (said.returncode, said.stderr) == (0, "")
    assert during > 0, "nobody wrote while it was made"
    assert before <= column(elsewhere / "bands.db", "SELECT name FROM band")
    assert checksums(elsewhere) == checksums(tmp_path / "unpacked")
    assert column(elsewhere / "bands.db", "SELECT entries FROM band_count") == column(
        elsewhere / "bands.db", "SELECT count(*) FROM band"
    )


def test_a_backup_of_the_running_planner_has_every_band_its_gigs_name(
    stack: Stack, people: People, tmp_path: Path
) -> None:
    copies, elsewhere, booker = Copies(), tmp_path / "elsewhere", people.add("booker")
    makers = [Maker(stack, booker) for _ in range(WRITERS)]

    def save(writer: int, _number: int) -> str:
        band = act(sent(makers[writer], "POST", "band_picker", "/bands", {"name": named("Band")}))
        gig = uuid.uuid4()
        sent(makers[writer], "PUT", "gig_store", f"/gigs/{gig}", {"lineup": [band], "gig_day": night()})
        return gig.hex.upper()

    with writing(save) as acknowledged:
        before = set(acknowledged)
        said = copies.back_up(stack.site.folder, tmp_path / "backup.tar.gz")
    for maker in makers:
        maker.close()
    copies.restore(elsewhere, tmp_path / "backup.tar.gz")

    assert (said.returncode, said.stderr) == (0, "")
    assert before <= column(elsewhere / "gigs.db", "SELECT hex(id) FROM gig")
    bands = column(elsewhere / "bands.db", "SELECT hex(id) FROM band")
    assert column(elsewhere / "gigs.db", "SELECT hex(band_id) FROM act WHERE band_id IS NOT NULL") <= bands


def test_an_older_backup_is_brought_up_to_date_and_served(planner: Site, tmp_path: Path) -> None:
    fresh, app = Site(CHECKOUT, tmp_path / "fresh"), app_on(gigs, planner.folder / "gigs.db")
    migrate.downgrade(app, gigs, MIGRATIONS, "-1")
    with app.app_context():
        gigs.engine.dispose()
    copies = Copies()
    said = copies.restore(fresh.folder, copies.made(planner.folder))
    behind = migrations.is_behind(fresh, APIS[2])

    with Stack(fresh) as stack:
        ready = [process.is_ready(within=5) for process in stack.processes.values()]

    assert (said.returncode, behind, ready) == (0, True, [True] * 4)
    assert not any(migrations.is_behind(fresh, api) for api in APIS)
    names = "SELECT name FROM band"
    assert column(fresh.folder / "bands.db", names) == column(planner.folder / "bands.db", names)
