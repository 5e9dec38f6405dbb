"""The front end with its three services mocked by requests-mock."""

import time
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache

from gig_web import create_app, deadline
from gig_web.clients.people import People, Person, Present
from gig_web.settings import Settings

SAM = Person(
    id="0192f3a0-7c1e-7abc-8def-00000000aaaa",
    name="Sam",
    role="booker",
    disabled=False,
    time_zone=None,
    theme="auto",
    keys=True,
    constraints="",
    created_at="2026-01-01T12:00:00Z",
    rev=1,
)
BANDS, VENUES, GIGS = "http://bands.test", "http://venues.test", "http://gigs.test"


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Keep the compiled templates: compiling them anew for each test's app took longer than the tests."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(compiled_templates: FileSystemBytecodeCache) -> Iterator[Flask]:
    """Give the app; CSRF is off here and tested where it belongs, by name."""
    app = create_app(Settings(BANDS, VENUES, GIGS, service_token="t" * 40, secret_key="k" * 40))
    app.config["WTF_CSRF_ENABLED"] = False
    app.jinja_env.bytecode_cache = compiled_templates
    yield app
    for client in (app.extensions["clients"].bands, app.extensions["clients"].venues, app.extensions["clients"].gigs):
        client.upstream.close()


@pytest.fixture(autouse=True)
def forgotten_deadline() -> Iterator[None]:
    """Leave no deadline behind for the tests that follow in this thread."""
    yield
    deadline.end()


@pytest.fixture
def stranger(app: Flask) -> FlaskClient:
    """Give somebody who is not signed in."""
    return app.test_client()


@pytest.fixture
def client(app: Flask, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """Give somebody signed in, whose session the backend confirms; the entrance has tests of its own."""
    monkeypatch.setattr(People, "present", lambda _people: Present(SAM, newcomer=False))
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie |= {"_user_id": "session", "_fresh": True, "checked": time.time()}
        cookie["account"] = {"id": SAM.id, "name": SAM.name, "role": SAM.role, "rev": SAM.rev}
    return client
