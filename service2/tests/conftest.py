"""The venues' own API over an empty SQLite database."""

from collections.abc import Iterator

import pytest
from testkit.pickers import PICKERS, Api, close, migrate_up, open_app


@pytest.fixture
def venues(sqlite_url: str) -> Iterator[Api]:
    """Give the API; ends its connections afterwards."""
    picker = next(each for each in PICKERS if each.catalogue.noun == "venue")
    app = open_app(picker, sqlite_url)
    migrate_up(picker, app)
    yield Api(picker, app, app.test_client())
    close(picker, app)
