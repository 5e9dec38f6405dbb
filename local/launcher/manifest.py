"""What a backup says of itself: when it was made, and what each of its databases must turn out to be."""

import json
from dataclasses import asdict, dataclass

from launcher.database_file import Contents
from launcher.errors import CannotCopy
from launcher.services import APIS

FORMAT = 1
NAMES = tuple(api.database for api in APIS if api.database)


@dataclass(frozen=True, slots=True)
class Copied:
    """One database of a backup: the bytes of its file and what it holds."""

    size: int
    sha256: str
    contents: Contents


@dataclass(frozen=True, slots=True)
class Manifest:
    """When the backup was made (UTC), and its databases by the names of their files."""

    made_at: str
    databases: dict[str, Copied]

    @property
    def rows(self) -> int:
        """Count the rows of all tables."""
        return sum(sum(copied.contents.tables.values()) for copied in self.databases.values())


def write(manifest: Manifest) -> bytes:
    """Give the manifest as JSON."""
    return json.dumps({"format": FORMAT, **asdict(manifest)}, indent=2).encode()


def read(text: bytes) -> Manifest:
    """Read it back; raises CannotCopy for what no backup of ours says."""
    try:
        said = json.loads(text)
        if said["format"] != FORMAT:
            raise CannotCopy(
                f"The backup has format {said['format']!r}, and only {FORMAT} is known: update Gig Planner."
            )
        databases = {name: _read_copied(**said["databases"][name]) for name in NAMES}
        if len(said["databases"]) != len(NAMES) or not isinstance(said["made_at"], str):
            raise ValueError("more or other than expected")
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise CannotCopy("The backup's manifest makes no sense.") from error
    return Manifest(said["made_at"], databases)


def _read_copied(size: object, sha256: str, contents: dict[str, object]) -> Copied:
    revision, tables = contents["revision"], contents["tables"]
    if type(size) is not int or not isinstance(revision, str) or not isinstance(tables, dict):
        raise TypeError("not what a database is described by")
    return Copied(size, sha256, Contents(revision, tables))
