"""SQLite and MySQL behind one set of functions: read, write (with reruns), readiness, ids as 16 bytes."""

import threading
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any, TypeVar

from flask import Flask, current_app
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    URL,
    Connection,
    Dialect,
    Engine,
    LargeBinary,
    NullPool,
    TypeDecorator,
    create_engine,
    event,
    exc,
    text,
)
from sqlalchemy.dialects.mysql import BINARY
from sqlalchemy.engine import make_url
from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_random_exponential

from gig_chassis.outage import Outage
from gig_chassis.problems import DATABASE_AWAY, Problem, render

Result = TypeVar("Result")

NAMING = {  # every constraint has a name, or a migration could not change it
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
SESSION_OPTIONS = {"expire_on_commit": False}
RERUNS = 4
MYSQL_RERUN_CODES = {1205, 1213}  # lock wait timeout, deadlock: rolled back by the server, safe to run again
MYSQL_FULL_CODES = {1021, 1114}  # the disk is full, the table space is
FULL = ("disk is full", "No space left on device")  # SQLite's words; the system's, within others of MySQL's
BUSY_SECONDS = 5
CACHE_KIB = 8_000  # of each connection to SQLite; with its 2,000 a pick from a million reads the same pages again
READY_SECONDS = 1.0
STATEMENT_SECONDS = 5
ISOLATION = "READ COMMITTED"
CONNECTING = {"connect_timeout": 2, "charset": "utf8mb4"}
UNAVAILABLE = (exc.OperationalError, exc.InterfaceError, exc.TimeoutError)

_probes = ThreadPoolExecutor(max_workers=1, thread_name_prefix="readiness")  # one hanging probe is enough


class Uuid(TypeDecorator[uuid.UUID]):
    """A UUID in 16 bytes, on SQLite and MySQL alike."""

    impl = LargeBinary(16).with_variant(BINARY(16), "mysql", "mariadb")
    cache_ok = True

    def process_bind_param(self, value: uuid.UUID | None, dialect: Dialect) -> bytes | None:
        """Store the 16 bytes."""
        del dialect
        return None if value is None else value.bytes

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> uuid.UUID | None:
        """Read them back."""
        del dialect
        return None if value is None else uuid.UUID(bytes=bytes(value))


def init_app(app: Flask, db: SQLAlchemy, url: str | URL, *, threads: int = 8) -> None:
    """Bind `db` to the database at `url`; an unreachable one answers 503 without harm to the process."""
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    sqlite = make_url(url).get_backend_name() == "sqlite"
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = _sqlite_options() if sqlite else _mysql_options(threads)
    app.extensions["write_lock"] = threading.Lock() if sqlite else None
    db.init_app(app)
    with app.app_context():
        if sqlite:
            event.listen(db.engine, "connect", _set_pragmas)
            event.listen(db.engine, "begin", _begin)
        else:
            outage = Outage()
            event.listen(db.engine, "do_connect", outage.connect)
            event.listen(db.engine, "checkin", outage.heard)
    for unavailable in UNAVAILABLE:
        app.register_error_handler(unavailable, _answer_unavailable)


def patient_engine(db: SQLAlchemy) -> Engine:
    """Give an engine for migrations: to change a large table takes longer than any statement of a request may."""
    return _engine_beside(db, CONNECTING)


def engine_beside(db: SQLAlchemy) -> Engine:
    """Give an engine for what runs beside the requests: it takes no connection of theirs."""
    return _engine_beside(db, _hurrying())


def _engine_beside(db: SQLAlchemy, connecting: dict[str, Any]) -> Engine:
    if db.engine.dialect.name == "sqlite":
        return db.engine
    options = {"hide_parameters": True, "isolation_level": ISOLATION, "poolclass": NullPool}
    return create_engine(db.engine.url, connect_args=connecting, **options)


def is_up(db: SQLAlchemy) -> bool:
    """Say whether the database answers within a second."""
    probe = _probes.submit(_answers, db.engine)
    try:
        return probe.result(timeout=READY_SECONDS)
    except TimeoutError:
        return False


def _answers(engine: Engine) -> bool:
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    except UNAVAILABLE:
        return False
    return True


@contextmanager
def reading(db: SQLAlchemy) -> Iterator[None]:
    """Read within this block; its connection is given back at the end, not at teardown."""
    try:
        yield
    finally:
        db.session.close()


def write(db: SQLAlchemy, work: Callable[[], Result]) -> Result:
    """Run `work` in one transaction and commit; a deadlock runs it again, at most 4 times."""
    attempts = Retrying(
        stop=stop_after_attempt(1 + RERUNS),
        wait=wait_random_exponential(multiplier=0.02, max=0.3),
        retry=retry_if_exception(_may_rerun),
        reraise=True,
    )
    lock: threading.Lock | None = current_app.extensions["write_lock"]
    result: Result = attempts(_write_once, db, lock, work)
    return result


def _write_once(db: SQLAlchemy, lock: "threading.Lock | None", work: Callable[[], Result]) -> Result:
    with _held(lock):
        try:
            db.session.connection(execution_options={"writes": True})
            result = work()
            db.session.commit()
        except BaseException:
            db.session.rollback()
            raise
        finally:
            db.session.close()
    return result


def _held(lock: "threading.Lock | None") -> AbstractContextManager[object]:
    return nullcontext() if lock is None else _held_within_busy_time(lock)


@contextmanager
def _held_within_busy_time(lock: "threading.Lock") -> Iterator[None]:
    if not lock.acquire(timeout=BUSY_SECONDS):
        raise Problem(503, "Many changes are being saved at once. Try again in a moment.", headers={"Retry-After": "1"})
    try:
        yield
    finally:
        lock.release()


def _may_rerun(error: BaseException) -> bool:
    return (
        isinstance(error, exc.OperationalError)
        and error.orig is not None
        and bool(error.orig.args)
        and error.orig.args[0] in MYSQL_RERUN_CODES
    )


def _answer_unavailable(error: Exception) -> Any:  # noqa: ANN401  # what a Flask error handler may return
    if _is_full(error):
        detail = "The disk of the database is full, so nothing was saved. Make room on it, then try again."
        return render(Problem(503, detail, code="disk_full", headers={"Retry-After": "30"}))
    return render(unavailable())


def unavailable() -> Problem:
    """Make the 503 of a database that does not answer."""
    detail = "The database does not answer just now. Try again in a moment."
    return Problem(503, detail, code=DATABASE_AWAY, headers={"Retry-After": "2"})


def _is_full(error: Exception) -> bool:
    said = getattr(error, "orig", None)
    if said is None:
        return False
    return (*said.args, None)[0] in MYSQL_FULL_CODES or any(words in str(said) for words in FULL)


def _sqlite_options() -> dict[str, object]:
    return {"hide_parameters": True, "connect_args": {"timeout": BUSY_SECONDS}}


def _mysql_options(threads: int) -> dict[str, object]:
    return {
        "hide_parameters": True,  # what people typed does not belong into the log
        "pool_size": threads,
        "max_overflow": 0,
        "pool_timeout": 2,
        "pool_recycle": 280,
        "pool_pre_ping": True,
        "isolation_level": ISOLATION,
        "connect_args": _hurrying(),
    }


def _hurrying() -> dict[str, Any]:
    return CONNECTING | {"read_timeout": STATEMENT_SECONDS, "write_timeout": STATEMENT_SECONDS}


def _set_pragmas(connection: Any, _record: object) -> None:  # noqa: ANN401  # the driver's own connection
    connection.isolation_level = None  # transactions are begun by `_begin`, never by the driver
    own = (f"busy_timeout={BUSY_SECONDS * 1000}", f"cache_size=-{CACHE_KIB}")
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL", *own):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """Take SQLite's write lock at once for a write: a deferred transaction fails when it must upgrade."""
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
