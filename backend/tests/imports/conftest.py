"""An admin who sends lists of gigs, on both databases."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from testkit.gig_lists import Importer
from testkit.importing import wait

Desk = Any


@pytest.fixture
def importer(database_app: Flask) -> Iterator[Importer]:
    yield Importer(database_app)
    wait()


@pytest.fixture
def planner(database_app: Flask, importer: Importer, at_desk: Callable[..., Desk]) -> Desk:
    """Give a booker at the planner that lists come into."""
    del importer
    return at_desk(database_app)
