"""The backend under test, and the people who talk to it."""

import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from testkit.accounts import Account, acting_as, cheap_hashes, give_account, headers
from testkit.published import Published
from testkit.signing import TOKEN
from werkzeug.test import TestResponse

import gig_store
from gig_chassis import migrate
from gig_chassis.acting import Role
from gig_store.migrate import MIGRATIONS
from gig_store.models import db

Body = dict[str, Any]


class Desk:
    """Somebody at the API: sends requests as an account, or without one, and gives what came back."""

    def __init__(self, client: FlaskClient, account: Account | None = None) -> None:
        self._client = client
        self.account = account
        self.newcomer: uuid.UUID | None = None

    def send(self, method: str, path: str, body: object = None, rev: int | str | None = None) -> TestResponse:
        sent = acting_as(self.account) if self.account else headers("guest", person=self.newcomer)
        if rev is not None:
            sent["If-Match"] = rev if isinstance(rev, str) else f'"{rev}"'
        return self._client.open(path, method=method, json=body, headers=sent)

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
def desk(app: Flask, at_desk: Callable[..., Desk]) -> Desk:
    """Give a booker at the API."""
    return at_desk(app)


@pytest.fixture
def at_desk() -> Callable[..., Desk]:
    """Seat somebody at the API of an app: a new account with a role, or nobody's (`guest`)."""

    def seat(app: Flask, role: Role = "booker", name: str = "") -> Desk:
        return Desk(app.test_client(), None if role == "guest" else give_account(app, role, name))

    return seat


@pytest.fixture
def seat() -> Callable[[Flask, Account | None], Desk]:
    """Seat an account that there is at the API of an app, or nobody."""
    return lambda app, account=None: Desk(app.test_client(), account)


@pytest.fixture
def quick_hashes() -> Iterator[None]:
    """Compute cheap hashes, where many are needed."""
    with cheap_hashes():
        yield


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


@pytest.fixture
def published(request: pytest.FixtureRequest) -> Iterator[None]:
    """Hold the answers of the app under test against its OpenAPI document."""
    names = [name for name in ("app", "database_app") if name in request.fixturenames]
    documents = [Published(request.getfixturevalue(name), TOKEN) for name in names]
    yield
    assert [complaint for document in documents for complaint in document.complaints] == []
