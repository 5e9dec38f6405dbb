"""The backend under test, and the people who talk to it."""

import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import gig_store
from gig_chassis import migrate
from gig_store.migrate import MIGRATIONS
from gig_store.models import db

TOKEN = "t" * 40
PERSON = str(uuid.UUID("0192f3a0-7c1e-7abc-8def-00000000aaaa"))
Body = dict[str, Any]


class Desk:
    """Somebody at the API: sends requests with the token and gives what came back."""

    def __init__(self, client: FlaskClient) -> None:
        self._client = client
        self.person: str | None = None

    def send(self, method: str, path: str, body: object = None, rev: int | str | None = None) -> TestResponse:
        headers = {"Authorization": f"Bearer {TOKEN}"}
        if rev is not None:
            headers["If-Match"] = rev if isinstance(rev, str) else f'"{rev}"'
        if self.person:
            headers["X-Person-Id"] = self.person
        return self._client.open(path, method=method, json=body, headers=headers)

    def get(self, path: str) -> Body:
        answer = self.send("GET", path)
        assert answer.status_code == 200, answer.text
        return dict(answer.json)

    def put(self, gig_id: str, body: Body, rev: int | None = None) -> TestResponse:
        return self.send("PUT", f"/v1/gigs/{gig_id}", body, rev)

    def add(self, **fields: object) -> Body:
        answer = self.put(str(uuid.uuid4()), fields)
        assert answer.status_code == 201, answer.text
        return dict(answer.json)

    def patch(self, gig: Body, **fields: object) -> TestResponse:
        return self.send("PATCH", f"/v1/gigs/{gig['id']}", fields, gig["rev"])

    def change(self, gig: Body, **fields: object) -> Body:
        answer = self.patch(gig, **fields)
        assert answer.status_code == 200, answer.text
        return dict(answer.json)

    def trash(self, gig: Body) -> Body:
        answer = self.send("DELETE", f"/v1/gigs/{gig['id']}", rev=gig["rev"])
        assert answer.status_code == 204, answer.text
        return self.get(f"/v1/gigs/{gig['id']}")

    def restore(self, gig: Body, query: str = "") -> TestResponse:
        return self.send("POST", f"/v1/gigs/{gig['id']}/restore{query}", rev=gig["rev"])

    def titles(self, query: str = "") -> list[str]:
        return [item["title"] for item in self.get(f"/v1/gigs{query}")["items"]]


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a SQLite file the migrations made, to copy from."""
    path = tmp_path_factory.mktemp("migrated") / "gigs.db"
    app = gig_store.create_app(gig_store.Settings(f"sqlite:///{path}", TOKEN))
    migrate.upgrade(app, db, MIGRATIONS)
    with app.app_context():
        db.engine.dispose()
    return path


@pytest.fixture
def make_app() -> Iterator[Callable[[str], Flask]]:
    """Make the backend on a database and close its connections at the end."""
    made: list[Flask] = []

    def make(url: str) -> Flask:
        made.append(gig_store.create_app(gig_store.Settings(url, TOKEN)))
        return made[-1]

    yield make
    for app in made:
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def app(make_app: Callable[[str], Flask], migrated: Path, tmp_path: Path) -> Flask:
    """Give the backend on a migrated SQLite database of its own."""
    path = tmp_path / "gigs.db"
    shutil.copy(migrated, path)
    return make_app(f"sqlite:///{path}")


@pytest.fixture
def database_app(make_app: Callable[[str], Flask], database_url: str) -> Flask:
    """Give the backend on a migrated database, once on SQLite and once on MariaDB or MySQL."""
    app = make_app(database_url)
    migrate.upgrade(app, db, MIGRATIONS)
    return app


@pytest.fixture
def desk(app: Flask) -> Desk:
    """Give somebody at the API."""
    return Desk(app.test_client())


@pytest.fixture
def at_desk() -> Callable[[Flask], Desk]:
    """Seat somebody at the API of an app."""
    return lambda app: Desk(app.test_client())


@pytest.fixture
def band() -> Callable[..., Body]:
    """Make an act of a line-up; the same name is the same band."""
    return lambda name="The Howl", **facts: {
        "band_id": str(uuid.uuid5(uuid.NAMESPACE_DNS, name)),
        "name": name,
        "billing": "headline",
        **facts,
    }


@pytest.fixture
def venue() -> Callable[..., Body]:
    """Make a venue; the same name is the same venue."""
    return lambda name="The Wardrobe", **facts: {
        "id": str(uuid.uuid5(uuid.NAMESPACE_DNS, name)),
        "name": name,
        **facts,
    }
