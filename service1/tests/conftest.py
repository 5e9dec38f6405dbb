"""The bands' own API over an empty SQLite database."""

from collections.abc import Iterator

import pytest
from testkit.pickers import PICKERS, Api, serving


@pytest.fixture
def bands(sqlite_url: str) -> Iterator[Api]:
    """Give the API."""
    with serving(PICKERS[0], sqlite_url) as api:
        yield api
