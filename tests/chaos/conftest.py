"""What the long series break: a database server of their own, backends and planners on it or on SQLite.

`figures`, `seed`, `scale` and `share` are of `testkit.figures`.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from testkit import databases
from testkit.database_servers import GivenServer, is_given
from testkit.mariadb import Server
from testkit.planners import Planner
from testkit.sites import Backend, SiteElsewhere, site_on

ENGINES = ["sqlite", pytest.param("mysql", marks=databases.DATABASE)]


@pytest.fixture(scope="session")
def database_server(request: pytest.FixtureRequest) -> Iterator[Server | GivenServer]:
    """Give a database server that a test may kill, if it starts it again."""
    if is_given():
        yield request.getfixturevalue("given_server")
        return
    if not databases.find_program("mariadbd", "mysqld"):
        pytest.skip(databases.NO_SERVER)
    with tempfile.TemporaryDirectory() as folder:  # a short path: the name of a socket has at most 107 bytes
        server = Server(Path(folder))
        try:
            server.install()
            yield server
        finally:
            server.kill()


@pytest.fixture(params=ENGINES)
def site(request: pytest.FixtureRequest, tmp_path: Path) -> SiteElsewhere:
    """Give an installation whose gigs lie on SQLite, and one whose gigs lie on MariaDB or MySQL."""
    url = "sqlite" if request.param == "sqlite" else request.getfixturevalue("database_server").make_database()
    return site_on(url, tmp_path / "var")


@pytest.fixture
def server_site(database_server: Server, tmp_path: Path) -> SiteElsewhere:
    """Give an installation whose gigs lie on the database server."""
    return site_on(database_server.make_database(), tmp_path / "var")


@pytest.fixture
def start() -> Iterator[Callable[[SiteElsewhere], Backend]]:
    """Start the backend of an installation; stopped after the test."""
    with ExitStack() as stack:
        yield lambda site: stack.enter_context(Backend(site))


@pytest.fixture
def planner(server_site: SiteElsewhere) -> Iterator[Planner]:
    """Give the whole planner, its gigs on the database server."""
    with Planner(server_site) as planner:
        yield planner
