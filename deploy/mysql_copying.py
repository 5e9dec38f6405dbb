"""What a backup and a restore of MySQL share: their settings, one at a time, their one sentence, their exit code."""

import fcntl
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, Self

from deploy import mysql_server
from deploy.errors import CannotDeploy
from deploy.mysql_server import MysqlServer
from deploy.settings import CHECKOUT

STAMP = "%Y%m%dT%H%M%SZ"
ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True, slots=True)
class Copying:
    """Which stack, under what it runs (OF), the file of the backup (FILE), and the folder of those without a FILE."""

    stack: str
    of: str
    file: str
    folder: Path
    agreed: bool

    @classmethod
    def load(cls, environ: Mapping[str, str]) -> Self:
        """Read them from the environment; raises CannotDeploy."""
        of = environ.get("OF", "")
        if of not in mysql_server.LABELS:
            raise CannotDeploy(f"OF says what Gig Planner runs under: compose or swarm, not {of!r}.")
        data_dir = CHECKOUT / (environ.get("DATA_DIR") or "var")
        stack, file = environ.get("STACK") or "gigs", environ.get("FILE", "")
        return cls(stack, of, file, data_dir / "backups", environ.get("YES") == "1")

    @property
    def path(self) -> Path:
        """Give the whole path of FILE."""
        return Path(self.file).absolute()

    @contextmanager
    def opened(self) -> Iterator[MysqlServer]:
        """Give the server, for one backup or restore at a time; raises CannotDeploy."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.folder / f".mysql-{self.stack}.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise CannotDeploy(f"Another backup or restore of {self.stack} runs.") from error
            yield mysql_server.find(self.stack, self.of)


def run(verb: str, act: Callable[[Mapping[str, str]], str]) -> int:
    """Do it and print the sentence that says what was done, or why it cannot be; give the exit code."""
    for end in ENDS:
        if signal.getsignal(end) is not signal.SIG_IGN:  # as under nohup
            signal.signal(end, _interrupt)
    try:
        print(act(os.environ))
    except CannotDeploy as error:
        return _fail(f"Gig Planner cannot {verb}. {error}")
    except OSError as error:
        return _fail(f"Gig Planner cannot {verb}. {error.filename or 'The disk'}: {error.strerror}.")
    except KeyboardInterrupt:
        return _fail("Stopped; nothing has changed.")
    return 0


def carry_to_the_end() -> None:
    """Let no signal cut short what comes now."""
    for end in ENDS:
        signal.signal(end, signal.SIG_IGN)


def _interrupt(*_args: object) -> NoReturn:
    raise KeyboardInterrupt


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1
