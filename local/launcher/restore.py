"""The program behind `make restore FILE=…`: puts the databases of a backup in the place of those of DATA_DIR."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from launcher import archive, data_dir, database_file, ends, migrations, swap
from launcher.copying import STAMP, Copying, count_rows
from launcher.errors import CannotCopy
from launcher.main import CHECKOUT
from launcher.manifest import Manifest
from launcher.services import APIS, Site


def restore(environ: Mapping[str, str], checkout: Path = CHECKOUT) -> str:
    """Restore FILE; give the sentence that says what lies where. Raises CannotCopy, CannotStart, OSError."""
    chosen = Copying.load(environ)
    site, path = Site(checkout, chosen.folder), chosen.path
    if path is None or not path.is_file():
        raise CannotCopy(f"FILE={chosen.file} is no file: name a backup, as in `make restore FILE=var/backups/…`.")
    with data_dir.locked(site.folder), data_dir.copied(site.folder):
        swap.finish(site.folder)
        contents, aside = _replace(site, path)
        _check(site.folder, contents)
    before = f"; what was there before lies in {aside}" if aside else ""
    return f"Restored {count_rows(contents)}, as of {contents.made_at}{before}; everybody signs in again."


def _replace(site: Site, path: Path) -> tuple[Manifest, Path | None]:
    try:
        contents = _gather(site, path)
        present = _close_off(site)
        ends.ignore()  # what comes now takes a moment, and is carried to its end
        aside = swap.begin(site.folder, present, f"{datetime.now(UTC):{STAMP}}")
    finally:
        swap.discard_stage(site.folder)
    swap.finish(site.folder)
    return contents, aside


def _gather(site: Site, path: Path) -> Manifest:
    """Unpack and check everything that will come in.

    With a new key for the cookies, as the old databases hold sessions that have been ended since: a cookie of such
    a session must not open it again.
    """
    stage = swap.make_stage(site.folder)
    contents = archive.read(path, stage)
    _check(stage, contents)
    _check_revisions(site, contents)
    for api in APIS:
        migrations.mark(Site(site.checkout, stage), api)  # the next `make run` looks whether anything is missing
    data_dir.make_secret(stage / data_dir.SECRET_KEY)
    return contents


def _check(folder: Path, contents: Manifest) -> None:
    for name, copied in contents.databases.items():
        if database_file.read(folder / name) != copied.contents:
            raise CannotCopy(f"{folder / name} holds something else than the backup says.")


def _check_revisions(site: Site, contents: Manifest) -> None:
    for api in APIS:
        name = site.database(api).name
        revision = contents.databases[name].contents.revision
        if revision not in migrations.list_revisions(site, api):
            raise CannotCopy(f"{name} in the backup has revision {revision}, of a newer Gig Planner: update this one.")


def _close_off(site: Site) -> list[str]:
    """Put the present databases at rest; give the names of all files that belong to them."""
    databases = [site.database(api) for api in APIS]
    for database in filter(Path.exists, databases):
        database_file.close_off(database)
    beside = [f"{database.name}{suffix}" for database in databases for suffix in database_file.BESIDE]
    return [*beside, *(migrations.unfinished(site, api).name for api in APIS)]
