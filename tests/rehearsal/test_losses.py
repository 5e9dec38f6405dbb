"""Containers that die while people plan: nothing they were told is saved is lost, and all comes back by itself."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from testkit.figures import Figures
from testkit.installations import Installation, docker, under
from testkit.loads import Load, await_more
from testkit.patience import await_that
from testkit.swarms import replicas, tags
from testkit.versions import make_version, migrations

pytestmark = under("swarm")
WHOLE = {"frontend": 2, "service1": 2, "service2": 2, "backend": 2, "proxy": 1, "mysql": 1}
SHORT = ("backend", "mysql")
KILLED = [service if service in SHORT else pytest.param(service, marks=pytest.mark.whole) for service in WHOLE]
BEFORE, AFTER = 60, 40  # requests
PATIENCE = 300
LONG = 20  # seconds a slow migration takes
JOB = "migrate-gigs"


@pytest.mark.parametrize("service", KILLED)
def test_what_was_called_saved_outlives_any_container(
    installation: Installation, load: Load, figures: Figures, service: str
) -> None:
    with load.begin() as traffic:
        await_more(traffic, BEFORE, PATIENCE)
        killed = str(installation.containers(service)[0]["Id"])
        began = time.monotonic()
        docker("kill", killed)
        await_that(lambda: is_whole(installation, service, killed), PATIENCE, every=1)
        whole_after = time.monotonic() - began
        kept = traffic.record.ledger.acknowledged
        await_that(lambda: traffic.record.ledger.acknowledged > kept, PATIENCE)
        saved_after = time.monotonic() - began
        await_more(traffic, AFTER, PATIENCE)

    figures("kill -9", whole_again_s=whole_after, saved_again_s=saved_after, **load.said(traffic))
    load.judge_saves(traffic)
    assert {reply.status for reply in traffic.record.replies} <= {0, 200, 302, 303, 409, 429, 502, 503, 504}


@pytest.fixture
def slow_version(installation: Installation) -> Iterator[str]:
    """Give a version with a migration of three steps, one of them long; the database is as before afterwards."""
    first, [[head]] = tags(installation)["frontend"], installation.sql("SELECT version_num FROM alembic_version")
    table = 'op.create_table("{}", sa.Column("id", sa.Integer))'
    steps = (table.format("rehearsal_one"), f'op.execute("SELECT SLEEP({LONG})")', table.format("rehearsal_two"))
    yield make_version(installation, 80, backend=migrations("backend", head, *steps))
    installation.sql("DROP TABLE IF EXISTS rehearsal_one, rehearsal_two")
    installation.sql(f"UPDATE alembic_version SET version_num = '{head}'")  # noqa: S608  # what it said itself
    installation.make("deploy", TAG=first)


@pytest.mark.whole
def test_a_migration_killed_half_way_goes_on_and_the_version_gets_into_service(
    installation: Installation, load: Load, slow_version: str, figures: Figures
) -> None:
    with load.begin() as traffic, ThreadPoolExecutor(1) as operator:
        deploying = operator.submit(installation.make, "deploy", TAG=slow_version)
        await_that(lambda: has_table(installation, "rehearsal_one"), PATIENCE, every=1)
        began = time.monotonic()
        docker("kill", installation.container(JOB))
        was_half_way = not has_table(installation, "rehearsal_two")
        await_that(lambda: has_table(installation, "rehearsal_two"), PATIENCE, every=1)
        migrated_after = time.monotonic() - began
        deploying.result()

    assert was_half_way
    assert set(tags(installation).values()) == {slow_version}
    figures("migration killed half-way", migrated_after_s=migrated_after, **load.said(traffic))
    load.judge(traffic)


def is_whole(installation: Installation, service: str, killed: str) -> bool:
    """Say whether all replicas run, the one that was killed replaced, and the planner is ready."""
    living = {each["Id"] for each in installation.containers(service)}
    if killed in living or len(living) != WHOLE[service]:  # the swarm learns late of one that died
        return False
    return replicas(installation, service) == WHOLE[service] and installation.is_ready()


def has_table(installation: Installation, table: str) -> bool:
    """Say whether the database of gigs has a table."""
    return bool(installation.sql(f"SHOW TABLES LIKE '{table}'"))
