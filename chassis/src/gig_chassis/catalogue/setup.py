"""Bring a picker's database up to date and fill an empty one; imports alembic, so no serving process imports this."""

from pathlib import Path

import structlog
from flask import Flask
from sqlalchemy import text

from gig_chassis import migrate
from gig_chassis.catalogue import starter
from gig_chassis.catalogue.declaration import Catalogue

_log = structlog.get_logger()


def prepare(app: Flask, catalogue: Catalogue, migrations: Path, starter_csv: Path) -> None:
    """Run the migrations, then load the starter catalogue if there is nothing yet."""
    migrate.upgrade(app, catalogue.db, migrations)
    with app.app_context():
        added = starter.load(catalogue, starter_csv)
        _analyze(catalogue)
        catalogue.db.engine.dispose()
    _log.info("database ready", service=app.name, starter_entries=added)


def _analyze(catalogue: Catalogue) -> None:
    """Let SQLite see how the values are spread: it takes every index for equally good otherwise. MySQL looks itself."""
    with catalogue.db.engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.execute(text("ANALYZE"))
