"""The file of a backup of MySQL: gzipped SQL; its first line says whose it is, its last what the lines between hold.

So `gunzip -c FILE | mysql` restores it by hand as well. The last line is a gzip member of its own, as what it says is
known only once the dump is written.
"""

import gzip
import hashlib
import os
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

from deploy import mysql_contents
from deploy.errors import CannotDeploy
from deploy.mysql_contents import Contents

FIRST = b"-- Gig Planner: backup of its MySQL schemas\n"
LAST = b"-- Contents: "
COMPLETED = b"-- Dump completed"
DAMAGE = (EOFError, zlib.error, gzip.BadGzipFile)
LEVEL = 6
_USE = re.compile(rb"USE `(\w+)`;\n")


def write(path: Path, dump: Iterable[bytes]) -> str:
    """Write the lines of a dump into a new file; give their SHA-256. Raises CannotDeploy for one that was cut short."""
    digest, line = hashlib.sha256(), b""
    with _packed(path, os.O_EXCL) as file:
        file.write(FIRST)
        for line in dump:
            digest.update(line)
            file.write(line)
    if not line.startswith(COMPLETED):
        raise CannotDeploy("The dump ended before it was complete.")
    return digest.hexdigest()


def seal(path: Path, contents: Contents) -> None:
    """Add the last line; the file is on the disk afterwards."""
    with _packed(path, os.O_APPEND) as file:
        file.write(LAST + mysql_contents.write(contents).encode() + b"\n")


def check(path: Path) -> Contents:
    """Read every byte of a backup; give what it holds. Raises CannotDeploy."""
    digest, last = hashlib.sha256(), b""
    with _unpacked(path) as lines:
        for line, after in pairwise(lines):
            digest.update(line)
            last = after
    if not last.startswith(LAST):
        raise _damaged(path)
    contents = mysql_contents.read(last.removeprefix(LAST))
    if contents.sha256 != digest.hexdigest():
        raise CannotDeploy(f"{path} is not what was backed up: its checksum differs.")
    return contents


def read(path: Path, names: Mapping[str, str]) -> Iterator[bytes]:
    """Give the lines of the dump so that each schema is loaded under another name; raises CannotDeploy."""
    with _unpacked(path) as lines:
        for line in lines:
            use = _USE.fullmatch(line)  # no line within a value: mysqldump writes their line breaks as \n
            yield b"USE `%s`;\n" % names[use[1].decode()].encode() if use else line


@contextmanager
def _packed(path: Path, how: int) -> Iterator[gzip.GzipFile]:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | how, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        with gzip.GzipFile("", "wb", LEVEL, file) as packed:
            yield packed
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _unpacked(path: Path) -> Iterator[Iterable[bytes]]:
    """Give the lines after the first."""
    try:
        with path.open("rb") as file, gzip.GzipFile(fileobj=file, mode="rb") as packed:
            if packed.readline(len(FIRST)) != FIRST:
                raise _damaged(path)
            yield packed
    except DAMAGE as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> CannotDeploy:
    return CannotDeploy(f"{path} is damaged, cut short or no backup of Gig Planner's MySQL.")
