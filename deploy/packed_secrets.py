"""SECRETS_FILE: the folder of secrets as one tar file, as a build server keeps it; unpacked while a command runs.

A file `settings.sh` in it, lines of NAME=value as a shell reads them, says where that installation runs.
"""

import shlex
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from deploy.errors import CannotDeploy

SETTINGS = "settings.sh"


@contextmanager
def unpacked(environ: Mapping[str, str]) -> Iterator[Mapping[str, str]]:
    """Give `environ` with SECRETS_DIR leading to what SECRETS_FILE holds; as it is where there is no such file.

    The settings that are packed with them count where `environ` has none. Raises CannotDeploy for a file that is no
    such archive.
    """
    file = environ.get("SECRETS_FILE")
    if not file:
        yield environ
        return
    with tempfile.TemporaryDirectory(prefix="secrets-") as folder:  # open to its owner alone
        try:
            _unpack(file, Path(folder))
            packed = _settings(Path(folder) / SETTINGS)
        except (OSError, ValueError, tarfile.TarError) as error:
            raise CannotDeploy(
                f"{file} cannot be unpacked ({error}). `tar -C secrets -cf FILE .` packs one."
            ) from error
        yield {**packed, **{name: value for name, value in environ.items() if value}, "SECRETS_DIR": folder}


def _settings(file: Path) -> dict[str, str]:
    if not file.exists():
        return {}
    lines = (line.partition("=") for line in file.read_text(encoding="utf-8").splitlines() if "=" in line)
    return {name: "".join(shlex.split(value)) for name, _, value in lines if not name.startswith("#")}


def _unpack(file: str, folder: Path) -> None:
    """Take the plain files only, and none anywhere else than into `folder`."""
    with tarfile.open(file) as archive:
        for member in archive:
            content = archive.extractfile(member) if member.isfile() else None
            if content:
                (folder / Path(member.name).name).write_bytes(content.read())
