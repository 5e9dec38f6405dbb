"""The version before the newest migration gives way to this one, comes back onto the newer tables, and goes again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from testkit.figures import Figures
from testkit.installations import STACK, Installation, made, run
from testkit.joining import join
from testkit.loads import Load, await_more
from testkit.swarms import tags
from testkit.trials import bearable_rate
from testkit.versions import unpack_before_newest_migration

pytestmark = pytest.mark.whole
NAME = f"{STACK}-before"
OLD, NEW = f"{NAME}-1", f"{NAME}-2"
SETTINGS = {"SIGN_INS_PER_MINUTE": "1000000", "SAVES_PER_MINUTE": "1000000", "REQUESTS_PER_SECOND": "1000"}
SCHEMAS = "SELECT * FROM bands.alembic_version, venues.alembic_version, gigs.alembic_version"
PEOPLE = 6
BEFORE, BETWEEN = 40, 60  # requests


@pytest.fixture
def old(swarm: None, tmp_path: Path) -> Iterator[Installation]:  # noqa: ARG001  # it must be there
    """Give an installation of the version before the newest migration, its tables as that version made them."""
    checkout = tmp_path / "before"
    checkout.mkdir()
    unpack_before_newest_migration(checkout)
    installation = made("swarm", tmp_path, STACK=NAME, TAG=OLD, UPDATE_MONITOR="5s", **SETTINGS)
    installation.take_down()
    try:
        built = run(["make", "--no-print-directory", "-C", str(checkout), "images"], environ=installation.environ)
        assert built.returncode == 0, built.stdout[-4000:]
        installation.make("secrets")
        installation.make("deploy")
        yield installation
    finally:
        installation.take_down()


def test_a_newer_schema_serves_the_version_before_as_well_and_nobody_notices(
    old: Installation, seed: int, figures: Figures
) -> None:
    old.make("images", TAG=NEW)
    schemas_before = old.sql(SCHEMAS)
    people = join(old.url, old.admin, PEOPLE)
    load = Load(old, people, bearable_rate(old.url, people), seed)

    with load.begin() as traffic:
        await_more(traffic, BEFORE)
        for target, version in (("deploy", NEW), ("rollback", OLD), ("deploy", NEW)):
            old.make(target, TAG=version)
            assert set(tags(old).values()) == {version}
            load.look()
            await_more(traffic, BETWEEN)

    schemas_after = old.sql(SCHEMAS)
    figures("from the version before the newest migration, back and again", **load.said(traffic))
    assert schemas_after != schemas_before
    load.judge(traffic)
