"""A database that is gone for a while: people are told, nothing restarts, and it goes on by itself afterwards."""

import sqlite3
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from testkit.figures import Figures
from testkit.looking_around import look_around, save_form, seconds_until_saved
from testkit.mariadb import Server
from testkit.patience import first_answer
from testkit.planners import Planner
from testkit.sites import BACKEND, Backend, SiteElsewhere, site_on
from testkit.stacks import CHECKOUT

from launcher.services import APIS

DOWN_SECONDS, RECOVERY_SECONDS, BUSY_SECONDS = 60, 10, 5
Start = Callable[[SiteElsewhere], Backend]


@pytest.fixture(params=[(BACKEND,), APIS], ids=["gigs", "everything"])
def planner(request: pytest.FixtureRequest, database_server: Server, tmp_path: Path) -> Iterator[Planner]:
    """Give the whole planner with the database of one service, or those of all, on the server."""
    databases = {service.package: database_server.make_database() for service in request.param}
    with Planner(SiteElsewhere(CHECKOUT, tmp_path / "var", databases=databases)) as planner:
        yield planner


@pytest.mark.database
def test_pages_go_on_unchecked_without_the_database_and_save_again_when_it_is_back(
    planner: Planner, database_server: Server, scale: float, figures: Figures
) -> None:
    client, processes = planner.client(), planner.process_ids()
    card = save_form(client)

    database_server.stop()
    seen = look_around(client, card, DOWN_SECONDS * scale)
    database_server.start()
    recovery = seconds_until_saved(client)

    assert set(seen) == {"/: 200", "/gigs: 503", "/bands: 200", "/suggest/save: 200"}
    assert recovery < RECOVERY_SECONDS
    assert planner.process_ids() == processes
    figures("database down", pages=seen.total(), restarts=0, recovery_s=recovery)


def test_a_save_that_another_program_keeps_out_is_refused_and_comes_through_later(
    start: Start, tmp_path: Path, figures: Figures
) -> None:
    backend = start(site_on("sqlite", tmp_path / "var"))
    path = f"/gigs/{uuid.uuid4()}"

    with closing(sqlite3.connect(backend.site.database(BACKEND), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        began = time.monotonic()
        refused = backend.send("PUT", path, {"title": "Locked out"})
        waited = time.monotonic() - began
        read = backend.send("GET", "/gigs")
        other.execute("ROLLBACK")
    later = backend.send("PUT", path, {"title": "Locked out"})

    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "2")
    assert refused.json()["detail"] == "The database does not answer just now. Try again in a moment."
    assert BUSY_SECONDS - 0.5 < waited < BUSY_SECONDS * 3
    assert (read.status_code, later.status_code) == (200, 201)
    figures("SQLite locked by another program", refused_after_s=waited)


def test_a_database_file_that_cannot_be_opened_is_waited_for(start: Start, tmp_path: Path) -> None:
    backend = start(site_on("sqlite", tmp_path / "var"))
    backend.process.kill()
    database = backend.site.database(BACKEND)
    away = database.rename(database.with_suffix(".away"))
    database.mkdir()

    backend.respawn()
    refused = first_answer(lambda: backend.send("GET", "/gigs"))
    ready_without = backend.process.is_ready(5)
    database.rmdir()
    away.rename(database)
    later = backend.send("GET", "/gigs")

    assert (refused.status_code, ready_without) == (503, False)
    assert (later.status_code, backend.process.is_ready(5), backend.process.exit_code) == (200, True, None)
