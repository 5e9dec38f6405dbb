"""Reads and writes on SQLite and on MariaDB or MySQL: whole or not at all, by many at once, honest when down."""

import socket
import threading
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pymysql
import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import ForeignKey, MetaData, String, exc, select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from gig_chassis import database, problems


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=database.NAMING)


db = SQLAlchemy(model_class=Base, session_options=database.SESSION_OPTIONS)


class Amp(Base):
    __tablename__ = "amp"
    id: Mapped[uuid.UUID] = mapped_column(database.Uuid, primary_key=True)
    name: Mapped[str] = mapped_column(String(20))
    knobs: Mapped[int] = mapped_column(default=0)
    stacked_on: Mapped[uuid.UUID | None] = mapped_column(database.Uuid, ForeignKey("amp.id"))


ONE, TWO = uuid.UUID(int=1), uuid.UUID(int=2)


def make_app(url: str) -> Iterator[Flask]:
    app = Flask("amps")
    database.init_app(app, db, url)
    with app.app_context():
        db.create_all()
        db.session.add_all([Amp(id=ONE, name="Orange"), Amp(id=TWO, name="Vox 🎸")])
        db.session.commit()
        db.session.remove()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(database_url: str) -> Iterator[Flask]:
    yield from make_app(database_url)


@pytest.fixture
def mysql_app(mysql_url: str) -> Iterator[Flask]:
    yield from make_app(mysql_url)


@pytest.fixture
def sqlite_app(sqlite_url: str) -> Iterator[Flask]:
    yield from make_app(sqlite_url)


def write(app: Flask, work: Callable[[], object]) -> object:
    with app.app_context():
        return database.write(db, work)


def read(app: Flask, id_: uuid.UUID = ONE) -> Amp:
    with app.app_context(), database.reading(db):
        return db.session.scalars(select(Amp).where(Amp.id == id_)).one()


def turn_up(id_: uuid.UUID = ONE) -> int:
    amp = db.session.scalars(select(Amp).where(Amp.id == id_).with_for_update()).one()
    amp.knobs += 1
    return amp.knobs


def checked_out(app: Flask) -> int:
    with app.app_context():
        return db.engine.pool.checkedout()


def test_an_id_and_a_text_come_back_as_they_were(app: Flask) -> None:
    amp = read(app, TWO)

    assert (amp.id, amp.name, amp.stacked_on) == (TWO, "Vox 🎸", None)


def test_a_write_is_kept_and_gives_its_result(app: Flask) -> None:
    assert write(app, turn_up) == 1

    assert read(app).knobs == 1
    assert checked_out(app) == 0


def test_a_write_that_fails_leaves_nothing_behind(app: Flask) -> None:
    def turn_up_and_trip() -> None:
        turn_up()
        db.session.flush()
        raise RuntimeError("the fuse")

    with pytest.raises(RuntimeError, match="the fuse"):
        write(app, turn_up_and_trip)

    assert read(app).knobs == 0
    assert checked_out(app) == 0


def test_a_constraint_holds_on_both_engines(app: Flask) -> None:
    with pytest.raises(exc.IntegrityError):
        write(app, lambda: db.session.add(Amp(id=uuid.UUID(int=3), name="Fender", stacked_on=uuid.UUID(int=9))))


def test_no_write_of_many_at_once_is_lost(app: Flask) -> None:
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda _: write(app, turn_up), range(64)))

    assert sorted(results) == list(range(1, 65))
    assert checked_out(app) == 0


def test_a_database_that_answers_is_up(app: Flask) -> None:
    with app.app_context():
        assert database.is_up(db)


@pytest.mark.database
def test_a_deadlock_is_run_again_until_both_writes_are_in(mysql_app: Flask) -> None:
    meeting = threading.Barrier(2)
    tries: list[uuid.UUID] = []

    def cross(first: uuid.UUID, second: uuid.UUID) -> None:
        def turn_up_both() -> None:
            tries.append(first)
            turn_up(first)
            db.session.flush()
            if len(tries) <= 2:
                meeting.wait(timeout=5)  # each holds what the other wants next
            turn_up(second)

        write(mysql_app, turn_up_both)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(cross, (ONE, TWO), (TWO, ONE)))

    assert (read(mysql_app, ONE).knobs, read(mysql_app, TWO).knobs) == (2, 2)
    assert len(tries) == 3, "one of the two was rolled back by the server and run again"


def fail_with(code: int) -> Callable[[], None]:
    def fail() -> None:
        fail.tries += 1
        raise exc.OperationalError("UPDATE amp", {}, pymysql.err.OperationalError(code, "…"))

    fail.tries = 0
    return fail


@pytest.mark.parametrize(
    ("code", "tries"), [(1213, 5), (1205, 5), (2006, 1)], ids=["deadlock", "lock wait", "connection lost"]
)
def test_only_what_the_server_rolled_back_is_run_again_and_not_for_ever(
    sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch, code: int, tries: int
) -> None:
    monkeypatch.setattr("tenacity.nap.time.sleep", lambda _seconds: None)
    work = fail_with(code)

    with pytest.raises(exc.OperationalError):
        write(sqlite_app, work)

    assert work.tries == tries


def test_sqlite_is_set_to_keep_what_it_confirmed(sqlite_app: Flask) -> None:
    pragmas = ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")

    with sqlite_app.app_context(), database.reading(db):
        values = [db.session.execute(text(f"PRAGMA {pragma}")).scalar_one() for pragma in pragmas]

    assert values == ["wal", 1, 2, 5000]


def test_a_write_that_waits_too_long_for_its_turn_is_told_so(
    sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.01)

    with sqlite_app.extensions["write_lock"], pytest.raises(problems.Problem) as raised:
        write(sqlite_app, turn_up)

    assert (raised.value.code, dict(raised.value.get_headers())["Retry-After"]) == (503, "1")


def test_reads_go_on_while_a_write_is_under_way(sqlite_app: Flask) -> None:
    def turn_up_and_look() -> int:
        turn_up()
        db.session.flush()
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(read, sqlite_app).result(timeout=5).knobs

    assert write(sqlite_app, turn_up_and_look) == 0
    assert read(sqlite_app).knobs == 1


@pytest.mark.database
def test_mysql_reads_what_is_committed_through_a_pool_of_its_own(mysql_app: Flask) -> None:
    with mysql_app.app_context(), database.reading(db):
        isolation = db.session.connection().get_isolation_level()
        charset = db.session.execute(text("SELECT @@character_set_connection")).scalar_one()
        size = db.engine.pool.size()

    assert (isolation, charset, size) == ("READ COMMITTED", "utf8mb4", 8)


def test_a_database_that_is_gone_answers_503_and_not_500() -> None:
    app = Flask("amps")
    problems.init_app(app)
    database.init_app(app, db, "mysql+pymysql://nobody:none@127.0.0.1:1/gigs")
    app.add_url_rule("/", "turn up", lambda: str(database.write(db, turn_up)))

    answer = app.test_client().get("/")
    with app.app_context():
        up = database.is_up(db)

    assert (answer.status_code, answer.mimetype) == (503, "application/problem+json")
    assert answer.headers["Retry-After"] == "2"
    assert up is False


def test_a_database_that_hangs_is_not_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "READY_SECONDS", 0.05)
    app = Flask("amps")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        database.init_app(app, db, f"mysql+pymysql://nobody:none@127.0.0.1:{silent.getsockname()[1]}/gigs")

        with app.app_context():
            assert not database.is_up(db)
