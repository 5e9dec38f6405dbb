"""Bring the database up to date (`python -m band_picker.migrate`): a job of its own, before the service starts."""

from pathlib import Path

from band_picker import create_app
from band_picker.catalogue import BANDS
from gig_chassis.catalogue import setup

MIGRATIONS = Path(__file__).parents[2] / "migrations"
STARTER = Path(__file__).with_name("starter.csv")


def main() -> None:
    """Migrate, and load the starter catalogue into an empty database; settings from the environment."""
    setup.prepare(create_app(), BANDS, MIGRATIONS, STARTER)


if __name__ == "__main__":
    main()
