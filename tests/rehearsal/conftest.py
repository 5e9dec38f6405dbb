"""Production rehearsed on this machine: collected only where it is named (`make rehearse`) or with REHEARSE=1."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from testkit.installations import Installation, docker, made, run
from testkit.joining import Person, join
from testkit.loads import Load
from testkit.trials import bearable_rate

HERE = Path(__file__).parent
LAST = "test_browser.py"
NO_ENGINE = "no Docker engine answers: install one, or start it"
NO_SWARM = "this Docker is no manager of a swarm: docker swarm init"
PEOPLE = 6
HURRIED = {"SIGN_INS_PER_MINUTE": "1000000", "SAVES_PER_MINUTE": "1000000"}  # everybody comes from one address
SETTINGS = {"compose": HURRIED, "swarm": {**HURRIED, "REQUESTS_PER_SECOND": "1000", "UPDATE_MONITOR": "5s"}}


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave the rehearsal out of a run that does not ask for it."""
    if HERE not in [collection_path, *collection_path.parents]:
        return None
    named = [Path(name.partition("::")[0]).absolute() for name in config.args]
    asked = any(HERE in [path, *path.parents] for path in named)
    return None if asked or os.environ.get("REHEARSE") else True


@pytest.hookimpl(tryfirst=True)  # then those of one installation are brought together
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test here; bring the browser suite last: it empties the planner and leaves accounts of its own."""
    own = [item for item in items if HERE in item.path.parents]
    for item in own:
        item.add_marker(pytest.mark.engine)
    items.sort(key=lambda item: HERE in item.path.parents and item.path.name == LAST)


@pytest.fixture(scope="session")
def engine() -> None:
    """Make sure that a Docker engine answers."""
    if run(["docker", "version"]).returncode:
        pytest.skip(NO_ENGINE)


@pytest.fixture(scope="session")
def swarm(request: pytest.FixtureRequest) -> None:
    """Make sure that the engine manages a swarm."""
    request.getfixturevalue("engine")
    if docker("info", "--format", "{{.Swarm.ControlAvailable}}").strip() != "true":
        pytest.skip(NO_SWARM)


@pytest.fixture(scope="session")
def installation(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Give a planner that runs under Compose or in a swarm, whichever the test names; nothing is left of it afterwards.

    Tests that name the same one follow each other, so that it is started once and only one runs at a time.
    """
    kind = request.param
    request.getfixturevalue("engine" if kind == "compose" else "swarm")
    planner = made(kind, tmp_path_factory.mktemp(kind), **SETTINGS[kind])
    planner.take_down()
    try:
        began = time.monotonic()
        planner.start()
        planner.measured["start"] = time.monotonic() - began
        yield planner
    finally:
        planner.take_down()


@pytest.fixture(scope="session")
def people(installation: Installation) -> list[Person]:
    """Give bookers of the installation, signed in."""
    return join(installation.url, installation.admin, PEOPLE)


@pytest.fixture(scope="session")
def rate(installation: Installation, people: list[Person]) -> float:
    """Give the requests a second that this machine can be asked for."""
    return bearable_rate(installation.url, people)


@pytest.fixture
def load(installation: Installation, people: list[Person], rate: float, seed: int) -> Load:
    """Give page flows at that rate."""
    return Load(installation, people, rate, seed)
