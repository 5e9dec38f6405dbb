"""The running stack, somebody at its APIs, and visits to its pages."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from testkit.forms import Client
from testkit.making import Maker
from testkit.visits import Visits

from launcher.stack import Stack


@pytest.fixture
def maker(stack: Stack) -> Iterator[Maker]:
    """Give somebody who makes bands, venues and gigs through the APIs."""
    maker = Maker(stack)
    yield maker
    maker.close()


@pytest.fixture
def visits(browser: Browser, stack: Stack) -> Iterator[Visits]:
    """Give visits to the pages; afterwards none of them may have broken what holds on every page."""
    visits = Visits(browser, stack.url)
    yield visits
    visits.end()
    assert visits.complaints == []


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def script(request: pytest.FixtureRequest) -> bool:
    """Run the flow with scripts and without."""
    chosen: bool = request.param
    return chosen


@pytest.fixture
def client(stack: Stack) -> Iterator[Client]:
    """Give somebody who sends forms that no button sends."""
    client = Client(stack.url)
    yield client
    client.close()
