"""The migrations, on SQLite and on MariaDB or MySQL."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import inspect

from gig_chassis import migrate
from gig_store.migrate import MIGRATIONS
from gig_store.models import db

Make = Callable[..., dict[str, Any]]

TABLES = {"gig", "act", "history", "discard", "person", "session", "invite", "attempt"}


def tables(app: Flask) -> set[str]:
    with app.app_context():
        return set(inspect(db.engine).get_table_names()) - {"alembic_version"}


def test_the_models_and_the_migrations_say_the_same(database_app: Flask) -> None:
    migrate.check(database_app, db, MIGRATIONS)


def test_a_filled_database_goes_down_and_up_again(
    database_app: Flask, at_desk: Callable[[Flask], Any], venue: Make, band: Make
) -> None:
    desk = at_desk(database_app)
    gig = desk.add(venue=venue(), lineup=[band()], status="confirmed", gig_day="2027-03-12")
    desk.change(gig, notes="loud")

    migrate.downgrade(database_app, db, MIGRATIONS)
    emptied = tables(database_app)
    migrate.upgrade(database_app, db, MIGRATIONS)

    assert emptied == set()
    assert tables(database_app) == TABLES
    desk = at_desk(database_app)
    assert desk.get("/v1/gigs")["items"] == []
    desk.add(venue=venue(), lineup=[band()], status="confirmed", gig_day="2027-03-12")


def test_each_revision_stands_alone(make_app: Callable[[str], Flask], database_url: str) -> None:
    app = make_app(database_url)

    counts = []
    for step in range(1, 11):
        migrate.upgrade(app, db, MIGRATIONS, f"{step:04}")
        counts.append(len(tables(app)))

    assert counts == [1, 2, 3, 4, 5, 6, 7, 8, 8, 8]
