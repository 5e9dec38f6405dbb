"""What the tests of diaries share: a diary that is put, and what it is asked about."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from werkzeug.test import TestResponse

Body = dict[str, Any]
Desk = Any

NOW = "2027-01-01T12:00:00Z"


@pytest.fixture(autouse=True)
def new_year() -> Iterator[None]:
    """Stand still at noon of New Year's Day."""
    with time_machine.travel(NOW, tick=False):
        yield


class Diaries:
    """Diaries of a band, the Howl, and a venue, the Wardrobe, as somebody at the API puts and sees them."""

    howl, wardrobe = (str(uuid.uuid5(uuid.NAMESPACE_DNS, name)) for name in ("The Howl", "The Wardrobe"))

    def put(self, desk: Desk, kind: str, *busy: str, rev: int | None = None, **fields: object) -> TestResponse:
        """Put a diary as it was just read."""
        owner = fields.pop("owner", self._owner(kind))
        body = {"source": None, "busy": list(busy), "known_until": "2029-01-01", "error": None, **fields}
        answer: TestResponse = desk.send("PUT", f"/v1/diaries/{kind}/{owner}", body, rev)
        return answer

    def of(self, desk: Desk, kind: str) -> Body | None:
        """Give the diary of the band or venue."""
        items = desk.get(f"/v1/diaries?kind={kind}&ids={self._owner(kind)}")["items"]
        return items[0] if items else None

    def _owner(self, kind: str) -> str:
        return self.howl if kind == "band" else self.wardrobe


@pytest.fixture
def diaries() -> Diaries:
    """Give the diaries."""
    return Diaries()
