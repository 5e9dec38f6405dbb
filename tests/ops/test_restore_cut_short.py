"""A restore meets a running planner, or dies in the middle: there is always one whole planner."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from subprocess import Popen

import pytest
from testkit.copies import Copies, checksums, files, killed, was_killed

from launcher import data_dir, swap
from launcher.errors import CannotStart
from launcher.manifest import NAMES

Launch = Callable[..., Popen[str]]


@pytest.fixture
def backup(copies: Copies, folder: Path, tmp_path: Path) -> Path:
    """Give a backup made before the planner went on."""
    file = copies.made(folder).rename(tmp_path / "backup.tar.gz")
    with closing(sqlite3.connect(folder / "gigs.db")) as database:
        database.execute("INSERT INTO place VALUES (3, 'Belgrave')")
        database.commit()
    return file


def test_a_running_planner_is_left_alone(copies: Copies, folder: Path, backup: Path, launch: Launch) -> None:
    process = launch()
    process.stdout.readline()

    said = copies.restore(folder, backup)

    assert said.returncode == 1
    assert f"It runs already on DATA_DIR={folder} (process {process.pid}). Stop it first" in said.stderr
    assert list(folder.glob("before-restore-*")) == []


def test_a_running_planner_can_be_backed_up(copies: Copies, folder: Path, launch: Launch, tmp_path: Path) -> None:
    launch().stdout.readline()

    file = copies.made(folder)

    assert copies.restore(tmp_path / "elsewhere", file).returncode == 0
    assert checksums(tmp_path / "elsewhere") == checksums(folder)


def test_a_database_that_something_else_uses_is_left_alone(copies: Copies, folder: Path, backup: Path) -> None:
    with closing(sqlite3.connect(folder / "gigs.db")) as somebody:
        somebody.execute("SELECT * FROM place").fetchone()
        kept = checksums(folder)

        said = copies.restore(folder, backup)

        assert f"Something still uses {folder}/gigs.db: end it first." in said.stderr
        assert (said.returncode, checksums(folder)) == (1, kept)
    assert not (folder / swap.STAGE).exists()


def test_two_restores_at_once_do_not_meet(copies: Copies, folder: Path, backup: Path) -> None:
    with data_dir.copied(folder):
        said = copies.restore(folder, backup)

    assert (said.returncode, "A backup or restore is under way" in said.stderr) == (1, True)


def test_wherever_a_restore_is_killed_the_next_start_has_a_whole_planner(
    copies: Copies, folder: Path, backup: Path
) -> None:
    later = checksums(folder)
    assert copies.restore(folder, backup).returncode == 0
    before, outcomes = checksums(folder), []

    while True:
        for name in NAMES:
            (folder / name).write_bytes((next(folder.glob("before-restore-*")) / name).read_bytes())
        key = (folder / data_dir.SECRET_KEY).read_text()
        ended = not was_killed(copies.restore(folder, backup, killed(len(outcomes))))
        swap.finish(folder)
        found, changed = checksums(folder), (folder / data_dir.SECRET_KEY).read_text() != key
        assert (found, changed) in [(later, False), (before, True)]
        assert not list(folder.glob("restor*"))
        if ended:
            break
        outcomes.append(changed)

    assert outcomes == sorted(outcomes), "old until it holds, new from then on"
    assert min(outcomes.count(old) for old in (True, False)) >= 4


@pytest.fixture
def cut_short(copies: Copies, folder: Path, backup: Path) -> Path:
    """Give the data folder of a restore that died when half of the files were moved."""
    steps = 0
    while was_killed(copies.restore(folder, backup, killed(steps))):
        if not swap.is_begun(folder) or (folder / "gigs.db").exists():
            steps += 1
            continue
        return folder
    raise AssertionError("it never died there")


def test_the_next_start_finishes_the_restore_and_says_so(cut_short: Path, launch: Launch) -> None:
    process = launch()

    first = process.stdout.readline()

    assert first == "A restore had been cut short; it is finished now.\n"
    assert process.stdout.readline().startswith("Gig Planner is ready at ")
    with closing(sqlite3.connect(cut_short / "gigs.db")) as database:
        assert database.execute("SELECT count(*) FROM place").fetchone() == (2,)


def test_the_next_restore_finishes_the_one_before(copies: Copies, cut_short: Path, backup: Path) -> None:
    said = copies.restore(cut_short, backup)

    assert said.returncode == 0
    assert len(list(cut_short.glob("before-restore-*"))) == 2


def test_a_disk_that_fails_in_the_middle_stops_the_start_with_the_reason(
    cut_short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as failing:
        failing.setattr(Path, "replace", fail)
        with pytest.raises(CannotStart, match="is not finished: Input/output error"):
            swap.finish(cut_short)

    assert swap.finish(cut_short)
    assert files(cut_short).keys() >= set(NAMES)
