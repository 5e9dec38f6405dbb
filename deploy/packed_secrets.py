"""SECRETS_FILE: the folder of secrets as one tar file, as a build server keeps it; unpacked while a command runs."""

import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from deploy.errors import CannotDeploy


@contextmanager
def unpacked(environ: Mapping[str, str]) -> Iterator[Mapping[str, str]]:
    """Give `environ` with SECRETS_DIR leading to what SECRETS_FILE holds; as it is where there is no such file.

    Raises CannotDeploy for a file that is no such archive.
    """
    file = environ.get("SECRETS_FILE")
    if not file:
        yield environ
        return
    with tempfile.TemporaryDirectory(prefix="secrets-") as folder:  # open to its owner alone
        try:
            _unpack(file, Path(folder))
        except (OSError, tarfile.TarError) as error:
            raise CannotDeploy(
                f"{file} cannot be unpacked ({error}). `tar -C secrets -cf FILE .` packs one."
            ) from error
        yield {**environ, "SECRETS_DIR": folder}


def _unpack(file: str, folder: Path) -> None:
    """Take the plain files only, and none anywhere else than into `folder`."""
    with tarfile.open(file) as archive:
        for member in archive:
            content = archive.extractfile(member) if member.isfile() else None
            if content:
                (folder / Path(member.name).name).write_bytes(content.read())
