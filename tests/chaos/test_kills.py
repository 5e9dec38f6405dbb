"""Whatever is killed while people save: what was acknowledged is there, once."""

from collections.abc import Callable

import pytest
from testkit.figures import Figures
from testkit.mariadb import Server
from testkit.saving import Series, kept, save_while
from testkit.sites import Backend, SiteElsewhere

SAVES, BACKEND_KILLS, DATABASE_KILLS = 5_000, 20, 10
Start = Callable[[SiteElsewhere], Backend]
Share = Callable[..., int]
Run = Callable[[str, Backend, int, Callable[[], None]], None]


@pytest.fixture
def run(share: Share, seed: int, figures: Figures) -> Run:
    """Run a series of saves with so many kills and look at what is left."""

    def run(name: str, backend: Backend, kills: int, kill: Callable[[], None]) -> None:
        series = save_while(backend, share(SAVES), kills, kill, seed)
        assert_all_kept_once(backend.site, series)
        figures(name, kills=kills, **said(series))

    return run


def test_what_was_saved_outlives_the_death_of_the_backend(
    site: SiteElsewhere, start: Start, share: Share, run: Run
) -> None:
    backend = start(site)

    def kill() -> None:
        backend.process.kill()
        backend.respawn()

    run("kill -9 of the backend during saves", backend, share(BACKEND_KILLS, 3), kill)


@pytest.mark.database
def test_what_was_saved_outlives_the_death_of_the_database(
    database_server: Server, server_site: SiteElsewhere, start: Start, share: Share, run: Run
) -> None:
    backend = start(server_site)

    def kill() -> None:
        database_server.kill()
        database_server.start()

    run("kill -9 of the database during saves", backend, share(DATABASE_KILLS, 2), kill)
    assert backend.process.exit_code is None


def assert_all_kept_once(site: SiteElsewhere, series: Series) -> None:
    """Find what was acknowledged in the database, each once with one entry of history; nobody saw a 500."""
    found = list(kept(site))
    assert {gig_id: title for gig_id, title, _ in found} == series.acknowledged
    assert len(found) == len(series.acknowledged)
    assert {entries for _, _, entries in found} == {1}
    assert set(series.statuses) <= {0, 200, 201, 503}


def said(series: Series) -> dict[str, object]:
    """Give the figures of a series that passed."""
    return {
        "saves": len(series.acknowledged),
        "no_answer": series.statuses[0],
        "503": series.statuses[503],
        "already_kept": series.statuses[200],
        "missing": 0,
        "doubled": 0,
    }
