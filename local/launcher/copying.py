"""What `make backup` and `make restore` share: their settings, their one sentence, their exit code."""

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from gig_chassis import settings
from launcher import ends
from launcher.errors import CannotCopy, CannotStart
from launcher.manifest import Manifest

STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Copying:
    """Where the data lies, and the file of the backup (FILE)."""

    data_dir: Path = Path("var")
    file: str = ""

    @classmethod
    def load(cls, environ: Mapping[str, str]) -> Self:
        """Read them from the environment."""
        try:
            return settings.load(cls, environ)
        except settings.SettingsError as error:  # it has said what is wrong
            raise SystemExit(1) from error

    @property
    def folder(self) -> Path:
        """Give the data folder's whole path."""
        return self.data_dir.resolve()

    @property
    def path(self) -> Path | None:
        """Give the backup's whole path, if one was chosen."""
        return Path(self.file).resolve() if self.file else None


def count_rows(contents: Manifest) -> str:
    """Say how much a backup holds."""
    return f"{len(contents.databases)} databases with {contents.rows:,} rows"


def run(verb: str, act: Callable[[Mapping[str, str]], str]) -> int:
    """Do it and print the sentence that says what was done, or why it cannot be; give the exit code."""
    ends.interrupt()
    try:
        print(act(os.environ))
    except (CannotCopy, CannotStart) as error:
        return _fail(f"Gig Planner cannot {verb}. {error}")
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return _fail(f"Gig Planner cannot {verb}. {where}{error.strerror}.")
    except KeyboardInterrupt:
        return _fail("Stopped; nothing has changed.")
    return 0


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1
