"""Databases elsewhere: no MySQL of its own, and a server outside its networks that six addresses name."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from testkit.installations import STACK, Installation, docker, made
from testkit.joining import client_of
from testkit.looking_around import seconds_until_saved
from testkit.mysql_containers import ACCOUNTS, SCHEMAS, MysqlContainer, mysql_container

pytestmark = pytest.mark.whole
NAME = f"{STACK}-elsewhere"


@pytest.fixture
def server(swarm: None, tmp_path: Path) -> Iterator[MysqlContainer]:  # noqa: ARG001  # it must be there
    """Give a server that all of this machine's networks reach."""
    with mysql_container(tmp_path / "server", reached_at="0.0.0.0") as server:  # noqa: S104  # for as long as the test
        yield server


@pytest.fixture(params=["compose", "swarm"])
def planner(request: pytest.FixtureRequest, server: MysqlContainer, tmp_path: Path) -> Iterator[Installation]:
    """Give a planner on that server."""
    gateway = docker("network", "inspect", "bridge", "--format", "{{(index .IPAM.Config 0).Gateway}}").strip()
    at = f"@{gateway}:{server.port}"
    urls = {f"{schema.upper()}_DATABASE_URL": f"mysql+pymysql://{schema}{at}/{schema}" for schema in SCHEMAS}
    urls |= {f"{schema.upper()}_MIGRATIONS_URL": f"mysql+pymysql://migrations{at}/{schema}" for schema in SCHEMAS}
    planner = made(request.param, tmp_path, STACK=NAME, TAG=f"{NAME}-1", MYSQL_REPLICAS="0", **urls)
    planner.take_down()
    planner.make("secrets")
    for account in ACCOUNTS:
        file = planner.secrets / f"mysql_{account}_password"
        file.chmod(0o644)
        file.write_text(server.secret(account).read_text(encoding="utf-8"), encoding="utf-8")
    try:
        planner.start()
        yield planner
    finally:
        planner.take_down()


def test_a_gig_is_kept_in_a_database_outside(planner: Installation, server: MysqlContainer) -> None:
    with client_of(planner.url, planner.admin) as client:
        seconds_until_saved(client)

    assert server.execute("gigs", "SELECT count(*) FROM gig", schema="gigs") == [(1,)]
    assert planner.containers("mysql") == []
