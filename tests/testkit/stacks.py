"""The four real services under gunicorn, on free ports and a data folder of their own, as `make run` starts them."""

from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from testkit import elsewhere
from testkit.people import People, make_first, people_of

from launcher.services import Site
from launcher.stack import Stack

CHECKOUT = Path(__file__).resolve().parents[2]
STACK = pytest.StashKey[Stack]()


@pytest.fixture(scope="session", autouse=True)
def unhurried() -> Iterator[None]:
    """Let tests save and sign in as fast as they like; the limits have tests of their own."""
    with pytest.MonkeyPatch.context() as environ:
        for setting in ("SAVES_PER_MINUTE", "SIGN_INS_PER_MINUTE"):
            environ.setenv(setting, "1000000")
        yield


@pytest.fixture(scope="session")
def running_stack(
    tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config
) -> Iterator[Stack | elsewhere.PlannerElsewhere]:
    """Start the services once a session, with a first account, or take those given."""
    if elsewhere.is_given():
        yield elsewhere.PlannerElsewhere()
        return
    with Stack(Site(CHECKOUT, tmp_path_factory.mktemp("var"))) as stack:
        pytestconfig.stash[STACK] = stack
        make_first(stack)
        yield stack


@pytest.fixture(scope="session")
def people(running_stack: Stack) -> Iterator[People]:
    """Give accounts of the running services."""
    with people_of(running_stack) as people:
        yield people


@pytest.fixture
def stack(running_stack: Stack) -> Iterator[Stack]:
    """Give the running services: `url`, `url_of`, `token`, `take_down`, `restart`; all run again after the test.

    `kill` is kill -9: it loses the coverage measured so far, so take a service down unless the death itself matters.
    """
    yield running_stack
    for package, process in running_stack.processes.items():
        if process.exit_code is not None:
            running_stack.restart(package)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show the end of each service's log with a test that failed."""
    report = yield
    if report.failed and STACK in item.config.stash and "running_stack" in getattr(item, "fixturenames", ()):
        for package, process in item.config.stash[STACK].processes.items():
            report.sections.append((f"log of {package}", process.log_tail()))
    return report
