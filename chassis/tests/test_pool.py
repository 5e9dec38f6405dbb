"""How many connections are in use, told to the end of each."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import exc, text
from sqlalchemy.pool import Pool

from gig_chassis import database, metrics, pool

db = SQLAlchemy()


def make_app(url: str) -> Iterator[Flask]:
    app = Flask("pooled")
    metrics.init_app(app, ("t" * 40,))
    database.init_app(app, db, url)
    pool.init_app(app, db, 8)
    with app.app_context():
        db.create_all()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(database_url: str) -> Iterator[Flask]:
    yield from make_app(database_url)


def used(app: Flask) -> float:
    lines = metrics.of(app).text().decode().splitlines()
    return float(next(line.split()[1] for line in lines if line.startswith(pool.USED + " ")))


def test_a_connection_counts_while_it_is_out(app: Flask) -> None:
    with app.app_context():
        with db.engine.connect() as one, db.engine.connect() as other:
            one.execute(text("SELECT 1"))
            other.execute(text("SELECT 1"))
            during = used(app)
        after = used(app)

    assert (during, after) == (2, 0)
    assert f"{pool.PLACES} 8.0" in metrics.of(app).text().decode()


def test_a_connection_that_breaks_in_use_counts_no_more(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        connection.invalidate()

    assert used(app) == 0


@pytest.mark.database
def test_a_connection_that_was_dead_in_the_pool_does_not_count_backwards(
    mysql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for app in make_app(mysql_url):
        with app.app_context():
            monkeypatch.setattr(db.engine.dialect, "do_ping", refuse)
            monkeypatch.setattr(Pool, "_invoke_creator", refuse, raising=False)
            monkeypatch.setattr(db.engine.pool, "_invoke_creator", refuse)

            with pytest.raises(exc.OperationalError):
                db.engine.connect()

        assert used(app) == 0


def refuse(*_: object) -> None:
    raise exc.OperationalError("ping", None, ConnectionRefusedError())
