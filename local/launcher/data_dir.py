"""The folder that holds everything of one installation: databases, secrets, logs; used by one launcher at a time."""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launcher import durable
from launcher.errors import CannotStart

TOKEN = "service-token"  # noqa: S105  # the name of its file
SECRET_KEY = "secret-key"  # noqa: S105  # the same
LOGS = "logs"
LOCK = "run.lock"
COPY_LOCK = "copy.lock"


def prepare(folder: Path) -> None:
    """Make the folder, its secrets and its place for logs, readable by their owner only; raises CannotStart."""
    with _writing(folder):
        (folder / LOGS).mkdir(mode=0o700, exist_ok=True)
        for name in (TOKEN, SECRET_KEY):
            make_secret(folder / name)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder for this process; raises CannotStart when another launcher has it."""
    with _held(folder, LOCK, "It runs already on", "Stop it first, or set DATA_DIR to another folder."):
        yield


@contextmanager
def copied(folder: Path) -> Iterator[None]:
    """Hold it for a backup or a restore; raises CannotStart while another one is under way."""
    with _held(folder, COPY_LOCK, "A backup or restore is under way of", "Wait until it has ended."):
        yield


@contextmanager
def _held(folder: Path, lock: str, taken: str, advice: str) -> Iterator[None]:
    with _writing(folder):
        file = (folder / lock).open("a+", encoding="utf-8")
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pid = (folder / lock).read_text(encoding="utf-8").strip()
            raise CannotStart(f"{taken} DATA_DIR={folder} (process {pid}). {advice}") from None
        file.truncate(0)
        print(os.getpid(), file=file, flush=True)
        yield


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise CannotStart(
            f"DATA_DIR={folder} cannot be written: {error.strerror}. Set DATA_DIR to another folder."
        ) from error


def log_of(folder: Path, service: str) -> Path:
    """Give the log file of a service."""
    return folder / LOGS / f"{service}.log"


def make_secret(path: Path) -> None:
    """Write a new secret whole or not at all: one cut short would lock the services out."""
    if not path.exists():
        durable.write(path, secrets.token_urlsafe(32))
