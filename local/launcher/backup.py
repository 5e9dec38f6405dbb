"""The program behind `make backup`: the three databases of DATA_DIR in one file, also while they are written to."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from launcher import archive, data_dir, database_file, durable, swap
from launcher.copying import STAMP, Copying, count_rows
from launcher.errors import CannotCopy
from launcher.manifest import NAMES, Copied, Manifest

FOLDER = "backups"
UNFINISHED = ".unfinished"
ARCHIVE = "archive"


def back_up(environ: Mapping[str, str]) -> str:
    """Write the backup; give the sentence that says which and how large. Raises CannotCopy, CannotStart, OSError."""
    chosen = Copying.load(environ)
    folder = chosen.folder
    if not folder.is_dir():
        raise CannotCopy(f"There is no DATA_DIR={folder}.")
    with data_dir.copied(folder):
        if swap.is_begun(folder):
            raise CannotCopy(f"A restore of DATA_DIR={folder} was cut short: `make run` finishes it.")
        target = chosen.path or _make_target(folder)
        contents = _write(folder, target)
    size = target.stat().st_size
    return f"Backed up {count_rows(contents)} to {target} ({size:,} bytes); the keys and tokens are not in it."


def _make_target(folder: Path) -> Path:
    """Name the file by the time; what backups that were killed have left is cleared away."""
    backups = folder / FOLDER
    backups.mkdir(mode=0o700, exist_ok=True)
    for left in backups.glob(f".*{UNFINISHED}"):
        shutil.rmtree(left)
    return backups / f"gig-planner-{datetime.now(UTC):{STAMP}}.tar.gz"


def _write(folder: Path, target: Path) -> Manifest:
    """Make the backup beside its place, read it back, and only then give it its name."""
    if target.exists():
        raise CannotCopy(f"{target} is there already.")
    with _stage(target) as stage:
        contents = _copy(folder, stage)
        archive.write(stage / ARCHIVE, contents, stage)
        archive.read(stage / ARCHIVE)
        (stage / ARCHIVE).rename(target)
        durable.sync(target.parent)
    return contents


@contextmanager
def _stage(target: Path) -> Iterator[Path]:
    stage = target.with_name(f".{target.name}{UNFINISHED}")
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir(mode=0o700)
    try:
        yield stage
    finally:
        shutil.rmtree(stage)


def _copy(folder: Path, stage: Path) -> Manifest:
    """Copy the databases as they are at one moment.

    The gigs are looked at first: every band and venue they name was there before them, and none is ever deleted.
    """
    with ExitStack() as opened:
        snapshots = {name: opened.enter_context(database_file.snapshot(folder / name)) for name in reversed(NAMES)}
        made_at = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
        for name, snapshot in snapshots.items():
            database_file.copy(snapshot, stage / name)
    return Manifest(made_at, {name: _look_at(stage / name) for name in NAMES})


def _look_at(path: Path) -> Copied:
    contents = database_file.read(path)
    return Copied(path.stat().st_size, database_file.digest(path), contents)
