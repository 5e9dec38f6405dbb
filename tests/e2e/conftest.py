"""The running stack, somebody at its APIs, and visits to its pages."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from testkit.forms import Client
from testkit.making import Maker
from testkit.people import People
from testkit.visits import WAIT_MS, Tabs, Visits

from launcher.stack import Stack


@pytest.fixture
def maker(stack: Stack, people: People) -> Iterator[Maker]:
    """Give a booker who makes bands, venues and gigs through the APIs."""
    maker = Maker(stack, people.add("booker"))
    yield maker
    maker.close()


@pytest.fixture(scope="session")
def tabs(browser: Browser) -> Tabs:
    """Give tabs of the browser that are used again."""
    expect.set_options(timeout=WAIT_MS)
    return Tabs(browser)


@pytest.fixture
def visits(tabs: Tabs, stack: Stack, people: People) -> Iterator[Visits]:
    """Give visits to the pages by bookers; afterwards none may have broken what holds on every page."""
    visits = Visits(tabs, stack.url, people)
    yield visits
    complaints = visits.complaints
    visits.end()
    assert complaints == []


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def script(request: pytest.FixtureRequest) -> bool:
    """Run the flow with scripts and without."""
    chosen: bool = request.param
    return chosen


@pytest.fixture
def client(stack: Stack, people: People) -> Iterator[Client]:
    """Give a booker who sends forms that no button sends."""
    client = Client(stack.url)
    client.sign_in(people.add("booker"))
    yield client
    client.close()
