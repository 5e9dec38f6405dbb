"""The starter catalogue: real entries, loaded once into an empty database."""

import csv
from pathlib import Path
from typing import Any

from gig_chassis import database
from gig_chassis.catalogue import cells, changes
from gig_chassis.catalogue.declaration import Catalogue


def load(catalogue: Catalogue, path: Path) -> int:
    """Add all of the CSV file at `path` in one transaction, unless there is any entry; give how many were added.

    Raises marshmallow's ValidationError, and adds nothing, when a line breaks a rule of the API.
    """
    bodies = read(catalogue, path)

    def work() -> int:
        if catalogue.session.execute(catalogue.sizes.select()).mappings().one()["entries"]:
            return 0
        return len(changes.add(catalogue, bodies))

    return database.write(catalogue.db, work)


def read(catalogue: Catalogue, path: Path) -> list[dict[str, Any]]:
    """Give the bodies of the file, checked as those of the API are, each marked `starter`."""
    schema = catalogue.body()
    with path.open(encoding="utf-8", newline="") as file:
        lines = [
            {name: cells.read(schema.fields[name], cell) for name, cell in line.items()}
            for line in csv.DictReader(file)
        ]
    bodies: list[dict[str, Any]] = schema.load([{**line, "starter": True} for line in lines], many=True)
    return bodies
