"""The running stack, somebody at its APIs, and visits to its pages."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect
from testkit import elsewhere
from testkit.forms import Client
from testkit.making import Maker
from testkit.patience import once_let_in
from testkit.people import People, begin_anew
from testkit.stacks import CHECKOUT
from testkit.visits import WAIT_MS, Tabs, Visits

from launcher.services import Site
from launcher.stack import Stack

OWN_PLANNER = {"fresh_stack", "newcomers"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs a planner of its own where one is given by its address."""
    left = [item for item in items if elsewhere.is_given() and _needs_its_own(item)]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]


def _needs_its_own(item: pytest.Item) -> bool:
    return bool(item.get_closest_marker("own_planner") or OWN_PLANNER & set(getattr(item, "fixturenames", ())))


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


@pytest.fixture(scope="session")
def running_fresh_stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Start the services on an empty folder, once a session."""
    with Stack(Site(CHECKOUT, tmp_path_factory.mktemp("fresh"))) as stack:
        yield stack


@pytest.fixture
def fresh_stack(running_fresh_stack: Stack) -> Stack:
    """Give services with the starter catalogue, where nobody has an account yet."""
    begin_anew(running_fresh_stack)
    return running_fresh_stack


@pytest.fixture
def newcomers(tabs: Tabs, fresh_stack: Stack) -> Iterator[Visits]:
    """Give visits to them by people without an account; they too may break nothing that holds on every page."""
    visits = Visits(tabs, fresh_stack.url)
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
def client_of() -> Iterator[Callable[[str], Client]]:
    """Give somebody the services at an address do not know, who sends forms that no button sends."""
    clients = []

    def make(url: str) -> Client:
        clients.append(Client(url))
        return clients[-1]

    yield make
    for client in clients:
        client.close()


@pytest.fixture
def client(client_of: Callable[[str], Client], stack: Stack, people: People) -> Client:
    """Give a booker who sends forms that no button sends."""
    client = client_of(stack.url)
    booker = people.add("booker")
    answer = once_let_in(lambda: client.try_to_sign_in(booker))  # the pages may rest from what a test killed before
    assert answer.status_code == 303, answer.text
    return client
