"""Both pickers through their own clients: whatever a catalogue promises holds for bands and venues alike."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from testkit.signing import TOKEN, headers
from werkzeug.test import TestResponse

import band_picker.catalogue
import band_picker.migrate
import venue_picker.catalogue
import venue_picker.migrate
from gig_chassis import database, migrate
from gig_chassis.acting import Role
from gig_chassis.catalogue import Catalogue, changes
from gig_chassis.catalogue.service import Settings


@dataclass(frozen=True, slots=True)
class Picker:
    """One of the two, with the words it has for what both have."""

    catalogue: Catalogue
    create_app: Callable[[Settings], Flask]
    migrations: Path
    starter: Path
    number: str  # draw or capacity
    money: str  # fee or hire_cost
    money_rule: str  # fee or hire
    ranges: str  # unavailable or dark_days


PICKERS = [
    Picker(
        band_picker.catalogue.BANDS,
        band_picker.create_app,
        band_picker.migrate.MIGRATIONS,
        band_picker.migrate.STARTER,
        *("draw", "fee", "fee", "unavailable"),
    ),
    Picker(
        venue_picker.catalogue.VENUES,
        venue_picker.create_app,
        venue_picker.migrate.MIGRATIONS,
        venue_picker.migrate.STARTER,
        *("capacity", "hire_cost", "hire", "dark_days"),
    ),
]


@dataclass(frozen=True, slots=True)
class Api:
    """A picker's API: paths below its resource, as somebody with `role`."""

    picker: Picker
    app: Flask
    client: FlaskClient
    role: Role = "booker"

    def call(self, method: str, path: str = "", *, rev: int | None = None, **options: object) -> TestResponse:
        sent = {**headers(self.role), **({"If-Match": f'"{rev}"'} if rev else {})}
        return self.client.open(f"/v1/{self.picker.catalogue.plural}{path}", method=method, headers=sent, **options)

    def get(self, path: str = "", **query: object) -> Any:  # noqa: ANN401  # any JSON
        answer = self.call("GET", path, query_string=query)
        assert answer.status_code == 200, answer.text
        return answer.json

    def create(self, name: str = "Some Name", **members: object) -> Any:  # noqa: ANN401  # any JSON
        answer = self.call("POST", json={"name": name, **members})
        assert answer.status_code == 201, answer.text
        return answer.json

    def archive(self, entry: Mapping[str, Any]) -> None:
        assert self.call("DELETE", f"/{entry['id']}", rev=entry["rev"]).status_code == 204

    def names(self, path: str = "", **query: object) -> list[str]:
        return [entry["name"] for entry in self.get(path, **query)["items"]]

    def fill(self, bodies: list[dict[str, Any]]) -> None:
        """Add many entries at once, checked as the API checks them."""
        catalogue = self.picker.catalogue
        with self.app.app_context():
            loaded = catalogue.body().load([{"name": "Some Name", **body} for body in bodies], many=True)
            database.write(catalogue.db, lambda: changes.add(catalogue, loaded))


def open_app(picker: Picker, url: str) -> Flask:
    """Make the app over the database at `url`."""
    return picker.create_app(Settings(url, TOKEN))


def migrate_up(picker: Picker, app: Flask) -> None:
    """Bring its database up to date."""
    migrate.upgrade(app, picker.catalogue.db, picker.migrations)


@contextmanager
def serving(picker: Picker, url: str) -> Iterator[Api]:
    """Give the API over the empty database at `url`, migrated; ends its connections afterwards."""
    app = open_app(picker, url)
    migrate_up(picker, app)
    yield Api(picker, app, app.test_client())
    close(picker, app)


def close(picker: Picker, app: Flask) -> None:
    """Give its connections back."""
    with app.app_context():
        picker.catalogue.db.engine.dispose()
