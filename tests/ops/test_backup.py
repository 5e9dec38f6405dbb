"""`make backup`: one whole file or none, of databases that are written to meanwhile."""

import gzip
import os
import re
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from testkit.copies import Copies, checksums, killed, was_killed

from launcher import archive, data_dir, database_file
from launcher.manifest import NAMES

RULE_BROKEN = """
CREATE TABLE act (band TEXT);
INSERT INTO act VALUES (NULL);
PRAGMA writable_schema = ON;
UPDATE sqlite_master SET sql = 'CREATE TABLE act (band TEXT NOT NULL)' WHERE name = 'act';
"""
SMALL = "resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0}))"
STOPPED = "database_file._hear_signals = lambda *_: os.kill(os.getpid(), signal.{})"


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_it_says_in_one_sentence_what_was_written_and_how_large_it_is(copies: Copies, folder: Path) -> None:
    said = copies.back_up(folder)

    (file,) = (folder / "backups").iterdir()
    assert re.fullmatch(r"gig-planner-\d{8}T\d{6}Z\.tar\.gz", file.name)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout == (
        f"Backed up 3 databases with 1,509 rows to {file} ({file.stat().st_size:,} bytes); "
        "the keys and tokens are not in it.\n"
    )


def test_a_chosen_file_is_taken_and_never_overwritten(copies: Copies, folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.tar.gz"

    first, second = copies.back_up(folder, file), copies.back_up(folder, file)

    assert (first.returncode, second.returncode) == (0, 1)
    assert second.stderr == f"Gig Planner cannot back up. {file} is there already.\n"
    assert archive.read(file).rows == 1509
    assert not (folder / "backups").exists()


def test_it_holds_the_databases_whole_and_no_keys(copies: Copies, folder: Path, tmp_path: Path) -> None:
    contents = archive.read(copies.made(folder), tmp_path)

    plain = gzip.decompress(next((folder / "backups").iterdir()).read_bytes())
    assert checksums(tmp_path) == checksums(folder)
    assert {name: copied.contents.tables for name, copied in contents.databases.items()} == {
        name: {"alembic_version": 1, "night": 500, "place": 2} for name in NAMES
    }
    assert all((folder / name).read_bytes() not in plain for name in (data_dir.TOKEN, data_dir.SECRET_KEY))


def test_a_copy_shows_the_moment_it_began_whatever_is_written_meanwhile(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, steps = checksums(folder, ["gigs.db"]), iter(range(1000))

    with closing(sqlite3.connect(folder / "gigs.db", isolation_level=None)) as writer:

        def write(*_progress: int) -> None:
            writer.execute("INSERT INTO place (name) VALUES (?)", [f"Place {next(steps)}"])

        monkeypatch.setattr(database_file, "PAGES", 1)
        monkeypatch.setattr(database_file, "_hear_signals", write)
        with database_file.snapshot(folder / "gigs.db") as source:
            database_file.copy(source, tmp_path / "gigs.db")

    assert next(steps) > 5, "nothing was written meanwhile"
    assert checksums(tmp_path, ["gigs.db"]) == before
    assert checksums(folder, ["gigs.db"]) != before


def lose_a_database(folder: Path) -> None:
    (folder / "gigs.db").unlink()


def empty_a_database(folder: Path) -> None:
    for path in folder.glob("gigs.db*"):
        path.unlink()
    (folder / "gigs.db").touch()


def overwrite_a_page(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "gigs.db")) as database:
        database.execute("PRAGMA journal_mode=DELETE")
        size = database.execute("PRAGMA page_size").fetchone()[0]
    with (folder / "gigs.db").open("r+b") as file:
        file.seek(3 * size)
        file.write(bytes(range(256)) * (size // 256))


def break_a_rule(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "gigs.db")) as database:
        database.executescript(RULE_BROKEN)


def write_text(folder: Path) -> None:
    empty_a_database(folder)
    (folder / "gigs.db").write_text("not a database " * 1000)


def orphan_a_row(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "gigs.db")) as database:
        database.execute("DELETE FROM place WHERE id = 2")
        database.commit()


def begin_a_restore(folder: Path) -> None:
    (folder / "restore.json").touch()


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        (lose_a_database, "gigs.db: unable to open database file"),
        (empty_a_database, "gigs.db holds no planner yet"),
        (overwrite_a_page, "gigs.db"),
        (break_a_rule, "gigs.db is damaged: NULL value in act.band"),
        (write_text, "gigs.db: file is not a database"),
        (orphan_a_row, "gigs.db is damaged: a row of night refers to one of place that is not there"),
        (begin_a_restore, "was cut short: `make run` finishes it"),
    ],
    ids=[
        "a lost database",
        "an empty one",
        "a damaged page",
        "a broken rule",
        "no database",
        "a broken reference",
        "half a restore",
    ],
)
def test_what_is_not_whole_is_not_backed_up(
    copies: Copies, folder: Path, harm: Callable[[Path], None], reason: str
) -> None:
    harm(folder)

    said = copies.back_up(folder)

    assert said.returncode == 1
    assert said.stderr.startswith("Gig Planner cannot back up. ")
    assert reason in said.stderr
    assert said.stderr.count("\n") == 1
    assert list(folder.glob("backups/*")) == []


def test_without_a_data_folder_there_is_nothing_to_back_up(copies: Copies, tmp_path: Path) -> None:
    said = copies.back_up(tmp_path / "nowhere")

    assert (said.returncode, said.stderr) == (
        1,
        f"Gig Planner cannot back up. There is no DATA_DIR={tmp_path / 'nowhere'}.\n",
    )
    assert not (tmp_path / "nowhere").exists()


def test_two_backups_at_once_do_not_meet(copies: Copies, folder: Path) -> None:
    with data_dir.copied(folder):
        said = copies.back_up(folder)

    assert said.returncode == 1
    assert f"A backup or restore is under way of DATA_DIR={folder} (process {os.getpid()})" in said.stderr


@pytest.mark.parametrize(
    ("before", "code", "sentence"),
    [
        (SMALL.format(16 * 1024), 1, "cannot back up"),
        (SMALL.format(400), 1, "cannot back up"),
        (STOPPED.format("SIGINT"), 1, "Stopped; nothing has changed."),
        (STOPPED.format("SIGTERM"), 1, "Stopped; nothing has changed."),
        (
            "import launcher.archive; launcher.archive.read = lambda _: (_ for _ in ()).throw(OSError(5, 'I/O', 'x'))",
            1,
            "x: I/O",
        ),
    ],
    ids=["no room for a copy", "no room for anything", "Ctrl-C", "TERM", "a file that does not read back"],
)
def test_a_backup_that_cannot_be_finished_leaves_nothing(
    copies: Copies, folder: Path, before: str, code: int, sentence: str
) -> None:
    said = copies.back_up(folder, before=before)

    assert (said.returncode, said.stdout) == (code, "")
    assert sentence in said.stderr
    assert said.stderr.count("\n") == 1
    assert list(folder.glob("backups/*")) == []


def test_a_killed_backup_leaves_no_half_file_and_the_next_clears_up(copies: Copies, folder: Path) -> None:
    backups, kills = folder / "backups", 0

    while was_killed(copies.back_up(folder, before=killed(kills))):
        kills += 1
        assert all(archive.read(file).rows == 1509 for file in backups.glob("gig-planner-*"))

    assert kills >= 4, "it was never killed"
    assert all(re.fullmatch(r"gig-planner-\w+\.tar\.gz", name) for name in names_in(backups))
