"""The file of a backup: a gzipped tar of the manifest and the databases, in that order and with nothing else.

It is read header by header instead of with `tarfile.open`: no name in it becomes a path, and nothing is read
further than the manifest allows.
"""

import gzip
import hashlib
import io
import os
import shutil
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from launcher import manifest
from launcher.errors import CannotCopy
from launcher.manifest import Copied, Manifest

MANIFEST = "manifest.json"
MOST_MANIFEST = 1024 * 1024
LEVEL = 6
CHUNK = 1024 * 1024
DAMAGE = (EOFError, zlib.error, gzip.BadGzipFile, tarfile.HeaderError)


def write(path: Path, contents: Manifest, folder: Path) -> None:
    """Pack the databases in `folder` into a new file, readable by its owner only; it is on the disk afterwards."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        with gzip.GzipFile("", "wb", LEVEL, file) as packed, _tar(packed) as tar:
            _add(tar, MANIFEST, io.BytesIO(manifest.write(contents)))
            for name in contents.databases:
                with (folder / name).open("rb") as database:
                    _add(tar, name, database)
        file.flush()
        os.fsync(file.fileno())


def read(path: Path, folder: Path | None = None) -> Manifest:
    """Check every byte of a backup, and unpack its databases into `folder` if one is given; raises CannotCopy."""
    with _telling(path), path.open("rb") as file, gzip.GzipFile(fileobj=file, mode="rb") as packed:
        contents = manifest.read(_read_manifest(packed))
        if folder:
            _check_room(contents, folder)
        for name, copied in contents.databases.items():
            _read_database(packed, name, copied, folder / name if folder else Path(os.devnull))
        _read_end(packed)
    return contents


def _tar(packed: gzip.GzipFile) -> tarfile.TarFile:
    return tarfile.open(fileobj=packed, mode="w", format=tarfile.GNU_FORMAT)


def _add(tar: tarfile.TarFile, name: str, source: BinaryIO) -> None:
    header = tarfile.TarInfo(name)
    header.size, header.mode = source.seek(0, os.SEEK_END), 0o600
    source.seek(0)
    tar.addfile(header, source)


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    try:
        yield
    except DAMAGE as error:
        raise CannotCopy(f"{path} is damaged, cut short or no backup of Gig Planner.") from error


def _read_manifest(packed: gzip.GzipFile) -> bytes:
    size = _read_header(packed, MANIFEST)
    if size > MOST_MANIFEST:
        raise CannotCopy("The backup's manifest is too long.")
    text = b"".join(_take(packed, size))
    _skip_filling(packed, size)
    return text


def _check_room(contents: Manifest, folder: Path) -> None:
    needed, free = sum(copied.size for copied in contents.databases.values()), shutil.disk_usage(folder).free
    if needed > free:
        raise CannotCopy(f"The backup unpacks to {needed:,} bytes, and {folder.parent} has room for {free:,}.")


def _read_database(packed: gzip.GzipFile, name: str, copied: Copied, path: Path) -> None:
    if _read_header(packed, name) != copied.size:
        raise CannotCopy(f"{name} in the backup has not the size the manifest says.")
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for piece in _take(packed, copied.size):
            digest.update(piece)
            file.write(piece)
    if digest.hexdigest() != copied.sha256:
        raise CannotCopy(f"{name} in the backup is not what was backed up: its checksum differs.")
    _skip_filling(packed, copied.size)


def _read_header(packed: gzip.GzipFile, name: str) -> int:
    """Give the size of the next member, which must be the plain file `name`."""
    block = b"".join(_take(packed, tarfile.BLOCKSIZE))
    header = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    if (header.name, header.type) != (name, tarfile.REGTYPE) or header.size < 0:
        raise CannotCopy(f"The backup holds {header.name!r} where {name} belongs.")
    return header.size


def _read_end(packed: gzip.GzipFile) -> None:
    """Read the empty blocks a tar ends with; reading to the very end also lets gzip compare its checksum."""
    left = 2 * tarfile.RECORDSIZE
    while blocks := packed.read(left):
        left -= len(blocks)
        if blocks.strip(b"\0") or not left:
            raise CannotCopy("The backup holds more than the three databases.")


def _skip_filling(packed: gzip.GzipFile, size: int) -> None:
    for _ in _take(packed, -size % tarfile.BLOCKSIZE):
        pass


def _take(packed: gzip.GzipFile, size: int) -> Iterator[bytes]:
    while size:
        piece = packed.read(min(size, CHUNK))
        if not piece:
            raise EOFError
        size -= len(piece)
        yield piece
