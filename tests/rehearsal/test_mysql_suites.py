"""What is tested on MariaDB otherwise, on the MySQL of production: migrations, races, kills, contracts."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from testkit.mysql_containers import MysqlContainer, mysql_container
from testkit.stacks import CHECKOUT

pytestmark = pytest.mark.whole
SUITES = {
    "chassis and pickers": ["chassis/tests", "service1/tests", "service2/tests"],
    "backend with its races": ["backend/tests"],
    "kills and outages": ["tests/chaos"],
    "all others": ["tests", "frontend/tests", "--ignore=tests/chaos"],
}
SECONDS = 3600


@pytest.fixture(scope="module")
def server(engine: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MysqlContainer]:
    """Give a server."""
    del engine
    with mysql_container(tmp_path_factory.mktemp("mysql")) as server:
        yield server


@pytest.mark.parametrize("suite", SUITES)
def test_the_database_suites_pass_on_mysql(server: MysqlContainer, suite: str) -> None:
    given = {"TEST_MYSQL_URL": server.url("root"), "TEST_MYSQL_CONTAINER": server.name}
    given |= {"CI": "true", "SCALE": "0.1"}  # no test is skipped; the long series are for `make prove`
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "database", *SUITES[suite]]

    done = subprocess.run(
        command, cwd=CHECKOUT, env={**_own(), **given}, capture_output=True, text=True, timeout=SECONDS, check=False
    )

    assert done.returncode == 0, done.stdout[-6000:]


def _own() -> dict[str, str]:
    """Give the environment without what this very run says of itself."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_"))}
