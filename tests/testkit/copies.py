"""Backups made and restored as `make` does it, and what is compared: every row of the databases, every file."""

import hashlib
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from launcher.manifest import NAMES

ROOT = Path(__file__).resolve().parents[2]
PREAMBLE = """
import os, resource, signal, sys
from pathlib import Path
signal.signal(signal.SIGINT, signal.default_int_handler)  # as at a terminal
from launcher import backup, copying, database_file, restore, swap
verb, checkout = sys.argv[1], Path(sys.argv[2])
acts = {"back up": backup.back_up, "restore": lambda environ: restore.restore(environ, checkout)}
"""
RUN = "\nsys.exit(copying.run(verb, acts[verb]))"
KILLED = """
left = {left}
def count(event, args):
    global left
    moved = event in ("os.rename", "os.remove", "os.mkdir") and str(args[0]).startswith(os.environ["DATA_DIR"])
    left -= moved
    if moved and left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(count)
"""
Said = subprocess.CompletedProcess[str]


class Copies:
    """Somebody who backs up and restores, with the code of `checkout`."""

    def __init__(self, checkout: Path = ROOT) -> None:
        self._checkout = checkout

    def back_up(self, folder: Path, file: Path | str = "", before: str = "") -> Said:
        """Run `make backup`; `before` is code that goes before."""
        return self._run("back up", folder, file, before)

    def restore(self, folder: Path, file: Path | str, before: str = "") -> Said:
        """Run `make restore`."""
        return self._run("restore", folder, file, before)

    def made(self, folder: Path) -> Path:
        """Back up and give the file."""
        said = self.back_up(folder)
        assert said.returncode == 0, said.stderr
        return max((folder / "backups").glob("*.tar.gz"))

    def _run(self, verb: str, folder: Path, file: Path | str, before: str) -> Said:
        paths = os.pathsep.join([str(ROOT / "local"), str(ROOT / "chassis" / "src")])
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("COV")}  # it needs room
        environ = {**inherited, "PYTHONPATH": paths, "DATA_DIR": str(folder), "FILE": str(file)}
        command = [sys.executable, "-c", PREAMBLE + before + RUN, verb, str(self._checkout)]
        return subprocess.run(command, env=environ, capture_output=True, text=True, timeout=120, check=False)


def killed(after: int) -> str:
    """Give code that ends the program by kill -9 after so many files were moved, removed or folders made."""
    return KILLED.format(left=after)


def was_killed(said: Said) -> bool:
    """Say whether a program was ended by kill -9."""
    return said.returncode == -signal.SIGKILL


def checksums(folder: Path, names: Iterable[str] = NAMES) -> dict[str, str]:
    """Give a checksum over all rows, in order, of each table of the databases."""
    found = {}
    for name in names:
        with closing(sqlite3.connect(f"{(folder / name).as_uri()}?mode=ro", uri=True)) as database:
            for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                rows = sorted(map(repr, database.execute(f'SELECT * FROM "{table}"')))  # noqa: S608  # our own tables
                found[f"{name} {table}"] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


def files(folder: Path) -> dict[str, bytes]:
    """Give the content of every file below, but the locks."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".lock"
    }
