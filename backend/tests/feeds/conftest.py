"""People with calendar feeds, in November 2026; every answer is held against what the service publishes."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from flask import Flask

Desk = Any
Entries = list[dict[str, Any]]


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    """Let it be Sunday 22 November 2026."""
    with time_machine.travel("2026-11-22T12:00:00Z", tick=False):
        yield


@pytest.fixture(autouse=True)
def _quick(quick_hashes: None) -> None:
    """Compute cheap hashes."""


@pytest.fixture(autouse=True)
def _published(published: None) -> None:
    """Hold each answer against what the service publishes."""


@pytest.fixture
def told(at_desk: Callable[..., Desk]) -> Callable[..., Entries]:
    """Read what a calendar is told by a new feed of somebody's."""

    def read(desk: Desk, app: Flask, **asked: object) -> Entries:
        secret = desk.send("POST", "/v1/feeds", {}).json["secret"]
        answer = at_desk(app, "guest").send("POST", "/v1/feeds/look", {"secret": secret, **asked})
        assert answer.status_code == 200, answer.text
        items: Entries = answer.json["items"]
        return items

    return read
