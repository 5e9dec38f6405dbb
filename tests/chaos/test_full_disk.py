"""A disk without room: saving says so and loses nothing, reading goes on, and room is all it takes to go on."""

import errno
import os
import sqlite3
import subprocess
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import requests
from testkit.figures import Figures
from testkit.saving import kept
from testkit.sites import BACKEND, Backend, SiteElsewhere, site_on

DISK_BYTES = 8 * 1024 * 1024
NOT_MOUNTED = "no small disk: mounting one needs root"
WORDS = "The disk of the database is full, so nothing was saved. Make room on it, then try again."
NOTES = "x" * 5_000
Start = Callable[[SiteElsewhere], Backend]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Give a disk of 8 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["/bin/mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES},mode=700", "tmpfs", str(folder)]
    if os.geteuid() or subprocess.run(command, check=False, stderr=subprocess.DEVNULL).returncode:
        pytest.skip(NOT_MOUNTED)
    try:
        yield folder
    finally:
        subprocess.run(["/bin/umount", str(folder)], check=True)


@pytest.fixture
def backend(disk: Path, start: Start) -> Iterator[Backend]:
    """Give a backend whose database and log lie on the small disk; it ends before the disk does."""
    backend = start(site_on("sqlite", disk / "var"))
    yield backend
    backend.process.stop()


@pytest.mark.disk
def test_a_full_disk_refuses_what_it_cannot_hold_and_goes_on_when_there_is_room(
    backend: Backend, disk: Path, figures: Figures
) -> None:
    kept_before = save(backend).json()["id"]

    filler = fill(disk)
    answers = [save(backend) for _ in range(30)]
    readings = [backend.send("GET", f"/gigs/{kept_before}") for _ in range(30)]
    filler.unlink()
    after = save(backend)

    refused = [answer for answer in answers if answer.status_code != 201]
    assert len(refused) > 10
    assert {(answer.status_code, answer.json()["detail"]) for answer in refused} == {(503, WORDS)}
    assert {answer.status_code for answer in readings} == {200}
    assert after.status_code == 201
    acknowledged = {kept_before, *(each.json()["id"] for each in [*answers, after] if each.status_code == 201)}
    assert {str(gig_id) for gig_id, _, entries in kept(backend.site) if entries == 1} == acknowledged
    assert check(backend.site) == "ok"
    assert backend.process.exit_code is None
    figures("full disk", refused_in_words=len(refused), half_written=0, restarts=0)


@pytest.mark.disk
def test_the_log_goes_on_where_it_stopped_when_there_was_no_room(backend: Backend, disk: Path) -> None:
    filler = fill(disk)
    for _ in range(50):
        assert backend.send("GET", "/gigs").status_code == 200
    filler.unlink()

    answer = backend.send("GET", "/gigs", seconds=5)

    assert answer.headers["X-Request-ID"] in backend.process.log.read_text(encoding="utf-8")


def save(backend: Backend) -> requests.Response:
    """Save a gig of some length."""
    return backend.send("PUT", f"/gigs/{uuid.uuid4()}", {"title": "Big", "notes": NOTES})


def fill(disk: Path) -> Path:
    """Take all the room there is; give the file that does."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 4096)
        except OSError as error:
            assert error.errno == errno.ENOSPC  # noqa: PT017  # it is how the loop ends
    return filler


def check(site: SiteElsewhere) -> str:
    """Let SQLite look for damage."""
    with closing(sqlite3.connect(site.database(BACKEND))) as database:
        (said,) = database.execute("PRAGMA integrity_check").fetchone()
    return str(said)
