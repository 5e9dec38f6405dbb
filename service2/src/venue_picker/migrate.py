"""Bring the database up to date (`python -m venue_picker.migrate`): a job of its own, before the service starts."""

from pathlib import Path

from gig_chassis.catalogue import setup
from venue_picker import create_app
from venue_picker.catalogue import VENUES

MIGRATIONS = Path(__file__).parents[2] / "migrations"
STARTER = Path(__file__).with_name("starter.csv")


def main() -> None:
    """Migrate, and load the starter catalogue into an empty database; settings from the environment."""
    setup.prepare(create_app(), VENUES, MIGRATIONS, STARTER)


if __name__ == "__main__":
    main()
