"""Bring the database of the backend up to date (`python -m gig_store.migrate`)."""

from pathlib import Path

from gig_chassis import migrate
from gig_store import create_app
from gig_store.models import db

MIGRATIONS = Path(__file__).parents[2] / "migrations"

if __name__ == "__main__":
    migrate.upgrade(create_app(), db, MIGRATIONS)
