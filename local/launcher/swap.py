"""Puts restored files in the place of the present ones, wholly or not at all.

The new files are gathered in `restoring/`. Once `restore.json` is written the restore holds: whatever dies from then
on, the next `make run` or `make restore` carries it to its end. Before that nothing has been touched.
"""

import json
import shutil
from collections.abc import Iterable
from itertools import count
from pathlib import Path

from launcher import durable
from launcher.errors import CannotStart

STAGE = "restoring"
JOURNAL = "restore.json"


def make_stage(folder: Path) -> Path:
    """Make the folder that the new files are gathered in."""
    stage = folder / STAGE
    stage.mkdir(mode=0o700)
    return stage


def discard_stage(folder: Path) -> None:
    """Throw the new files away, unless they are already to come in."""
    if not is_begun(folder) and (folder / STAGE).exists():
        shutil.rmtree(folder / STAGE)


def is_begun(folder: Path) -> bool:
    """Say whether a restore waits to be carried to its end."""
    return (folder / JOURNAL).exists()


def begin(folder: Path, names: Iterable[str], stamp: str) -> Path | None:
    """Decide that the gathered files replace `names`; give the folder where these will lie, if there are any."""
    stage = folder / STAGE
    for path in stage.iterdir():
        durable.sync(path)
    present = [name for name in names if (folder / name).exists()]
    aside = _find_free(folder, f"before-restore-{stamp}")
    durable.write(stage / JOURNAL, json.dumps({"aside": aside.name, "present": present}))
    (stage / JOURNAL).replace(folder / JOURNAL)
    durable.sync(folder)
    return aside if present else None


def finish(folder: Path) -> bool:
    """Carry a begun restore to its end, clear away one that had not begun; say whether there was a begun one."""
    begun = is_begun(folder)
    try:
        if begun:
            _replace(folder)
        discard_stage(folder)
    except OSError as error:
        raise CannotStart(
            f"The restore of DATA_DIR={folder} is not finished: {error.strerror}. `make run` goes on with it."
        ) from error
    return begun


def _replace(folder: Path) -> None:
    """Move the old files out, then the new ones in; each move that was made already is left out."""
    journal = json.loads((folder / JOURNAL).read_text(encoding="utf-8"))
    aside, stage = folder / journal["aside"], folder / STAGE
    for name in journal["present"]:
        aside.mkdir(mode=0o700, exist_ok=True)
        if not (aside / name).exists():  # else what has this name in `folder` is new
            (folder / name).replace(aside / name)
            durable.sync(aside)
    for path in sorted(stage.iterdir()):
        path.replace(folder / path.name)
    durable.sync(folder)
    (folder / JOURNAL).unlink()
    durable.sync(folder)


def _find_free(folder: Path, name: str) -> Path:
    names = (f"{name}-{number}" if number > 1 else name for number in count(1))
    return next(folder / free for free in names if not (folder / free).exists())
