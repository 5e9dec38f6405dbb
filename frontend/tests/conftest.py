"""The front end with its three services mocked by requests-mock."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache

from gig_web import create_app, deadline
from gig_web.settings import Settings

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
def client(app: Flask) -> FlaskClient:
    return app.test_client()
