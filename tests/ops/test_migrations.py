"""Databases are brought up to date before the services start, and only when they are behind."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from launcher import migrations
from launcher.errors import CannotStart
from launcher.services import APIS, Site

BANDS = APIS[0]


def set_revision(site: Site, revision: str | None) -> None:
    with closing(sqlite3.connect(site.database(BANDS))) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        if revision:
            connection.execute("INSERT INTO alembic_version VALUES (?)", (revision,))
        connection.commit()


@pytest.mark.parametrize(
    ("revision", "behind"), [("0002", False), ("0001", True), (None, True)], ids=["newest", "older", "none"]
)
def test_a_database_is_behind_unless_it_has_the_newest_revision(site: Site, revision: str, *, behind: bool) -> None:
    set_revision(site, revision)

    assert migrations.is_behind(site, BANDS) is behind


def test_a_missing_or_empty_file_is_behind(site: Site) -> None:
    missing = migrations.is_behind(site, BANDS)
    site.database(BANDS).touch()

    assert (missing, migrations.is_behind(site, BANDS)) == (True, True)


def test_an_upgrade_runs_once(site: Site, package: Callable[[str], Path]) -> None:
    migrations.upgrade(site, APIS)
    migrations.upgrade(site, APIS)

    assert [(package(api.package) / "runs").read_text() for api in APIS] == ["x", "x", "x"]


def test_an_upgrade_cut_short_after_its_last_revision_is_run_again(site: Site, package: Callable[[str], Path]) -> None:
    (package("band_picker") / "failing").touch()
    with pytest.raises(CannotStart, match="the table is on fire"):
        migrations.upgrade(site, [BANDS])
    set_revision(site, "0002")

    behind = migrations.is_behind(site, BANDS)

    assert behind, "the starter bands may be missing"
