"""`make restore`: everything of a backup comes in, or nothing is touched."""

import gzip
import io
import json
import os
import sqlite3
import tarfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from testkit.copies import Copies, checksums, files

from launcher import archive, data_dir
from launcher.manifest import NAMES

Edit = Callable[[dict[str, Any]], object]
SMALL = "resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0}))"


def change(folder: Path) -> dict[str, str]:
    """Write what no backup holds; the last of it stays in the write-ahead log."""
    for name in NAMES:
        with closing(sqlite3.connect(folder / name)) as database:
            database.execute("INSERT INTO place VALUES (3, 'Belgrave')")
            database.commit()
    return checksums(folder)


def repack(file: Path, members: Callable[[list[tuple[tarfile.TarInfo, bytes]]], object], tail: bytes = b"") -> Path:
    """Pack a backup anew after `members` has changed the list of what it holds."""
    with tarfile.open(file) as old:
        listed = [(member, old.extractfile(member).read()) for member in old]
    members(listed)
    with gzip.open(file, "wb") as packed:
        with tarfile.open(fileobj=packed, mode="w", format=tarfile.GNU_FORMAT) as new:
            for member, body in listed:
                new.addfile(member, io.BytesIO(body))
        packed.write(tail)
    return file


def edit_manifest(edit: Edit) -> Callable[[list[tuple[tarfile.TarInfo, bytes]]], object]:
    def edit_first(members: list[tuple[tarfile.TarInfo, bytes]]) -> None:
        header, body = members[0]
        said = json.loads(body)
        edit(said)
        body = json.dumps(said).encode()
        header.size = len(body)
        members[0] = (header, body)

    return edit_first


def member(name: str, body: bytes = b"") -> tuple[tarfile.TarInfo, bytes]:
    header = tarfile.TarInfo(name)
    header.size = len(body)
    return header, body


def swap_names(members: list[tuple[tarfile.TarInfo, bytes]]) -> None:
    members[1][0].name, members[2][0].name = members[2][0].name, members[1][0].name


def test_a_fresh_machine_gets_every_row(copies: Copies, folder: Path, tmp_path: Path) -> None:
    file, fresh = copies.made(folder), tmp_path / "fresh"

    said = copies.restore(fresh, file)

    made_at = archive.read(file).made_at
    assert (said.returncode, said.stderr, said.stdout) == (
        0,
        "",
        f"Restored 3 databases with 1,509 rows, as of {made_at}; everybody signs in again.\n",
    )
    assert checksums(fresh) == checksums(folder)
    assert (fresh / "secret-key").read_text() != (folder / "secret-key").read_text()


def test_what_was_there_is_put_aside_and_everybody_signs_in_again(copies: Copies, folder: Path) -> None:
    before, keys = checksums(folder), [(folder / name).read_text() for name in (data_dir.TOKEN, data_dir.SECRET_KEY)]
    file = copies.made(folder)
    later = change(folder)

    said = copies.restore(folder, file)

    (aside,) = folder.glob("before-restore-*")
    token, key = ((folder / name).read_text() for name in (data_dir.TOKEN, data_dir.SECRET_KEY))
    assert f"; what was there before lies in {aside}; everybody signs in again." in said.stdout
    assert (checksums(folder), checksums(aside)) == (before, later)
    assert (token == keys[0], key == keys[1], len(key)) == (True, False, 43)
    assert sorted(path.name for path in aside.iterdir()) == sorted(NAMES)


def test_a_damaged_planner_is_put_aside_as_it_is(copies: Copies, folder: Path) -> None:
    before, file = checksums(folder), copies.made(folder)
    (folder / "gigs.db").write_bytes(b"no database" * 1000)

    said = copies.restore(folder, file)

    assert (said.returncode, said.stderr, checksums(folder)) == (0, "", before)
    assert next(folder.glob("before-restore-*/gigs.db")).read_bytes() == b"no database" * 1000


FOREIGN = {
    "one member more": lambda members: members.append(member("more")),
    "one less": lambda members: members.pop(),
    "another order": lambda members: members.reverse(),
    "a path": lambda members: setattr(members[1][0], "name", "../bands.db"),
    "a link": lambda members: setattr(members[1][0], "type", tarfile.SYMTYPE),
    "a device": lambda members: setattr(members[1][0], "type", tarfile.CHRTYPE),
    "a long name": lambda members: setattr(members[1][0], "name", "x" * 300),
    "two databases for each other": swap_names,
    "a longer manifest than any": lambda members: members.__setitem__(0, member("manifest.json", b" " * 2**21)),
}
MANIFESTS: dict[str, tuple[Edit, str]] = {
    "a newer format": (lambda said: said.update(format=2), "format 2, and only 1 is known"),
    "no format": (lambda said: said.pop("format"), "makes no sense"),
    "a database less": (lambda said: said["databases"].pop("bands.db"), "makes no sense"),
    "a database more": (lambda said: said["databases"].update(more={}), "makes no sense"),
    "a size that is none": (lambda said: said["databases"]["bands.db"].update(size="1"), "makes no sense"),
    "another size": (lambda said: said["databases"]["bands.db"].update(size=1), "not the size the manifest says"),
    "no room": (lambda said: said["databases"]["bands.db"].update(size=2**60), "has room for"),
    "another checksum": (lambda said: said["databases"]["gigs.db"].update(sha256="0" * 64), "its checksum differs"),
    "other counts": (
        lambda said: said["databases"]["gigs.db"]["contents"]["tables"].update(place=3),
        "gigs.db holds something else than the backup says",
    ),
    "another revision": (
        lambda said: said["databases"]["gigs.db"]["contents"].update(revision="0001"),
        "gigs.db holds something else than the backup says",
    ),
}


def assert_refused(copies: Copies, folder: Path, file: Path, reason: str, before: str = "") -> None:
    """Restoring `file` fails with one sentence and changes no file."""
    kept = files(folder)

    said = copies.restore(folder, file, before)

    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr.startswith("Gig Planner cannot restore. ")
    assert reason in said.stderr
    assert said.stderr.count("\n") == 1
    assert files(folder) == kept


@pytest.mark.parametrize("members", FOREIGN.values(), ids=FOREIGN)
def test_a_foreign_archive_is_refused(copies: Copies, folder: Path, members: Callable[[Any], object]) -> None:
    file = repack(copies.made(folder), members)

    assert_refused(copies, folder, file, "ackup")


@pytest.mark.parametrize(("edit", "reason"), MANIFESTS.values(), ids=MANIFESTS)
def test_a_backup_that_is_not_what_it_says_is_refused(copies: Copies, folder: Path, edit: Edit, reason: str) -> None:
    file = repack(copies.made(folder), edit_manifest(edit))

    assert_refused(copies, folder, file, reason)


def test_a_file_behind_the_end_is_refused(copies: Copies, folder: Path) -> None:
    file = repack(copies.made(folder), list.copy, tail=b"and more")

    assert_refused(copies, folder, file, "holds more than the three databases")


@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 0.7, 0.99, 1.0])
def test_a_file_cut_short_is_refused(copies: Copies, folder: Path, share: float) -> None:
    file = copies.made(folder)
    os.truncate(file, int((file.stat().st_size - 1) * share))

    assert_refused(copies, folder, file, "is damaged, cut short or no backup of Gig Planner")


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 1.0])
def test_a_file_with_one_wrong_byte_is_refused(copies: Copies, folder: Path, share: float) -> None:
    file = copies.made(folder)
    bytes_ = bytearray(file.read_bytes())
    bytes_[int((len(bytes_) - 1) * share)] ^= 0x10
    file.write_bytes(bytes_)

    assert_refused(copies, folder, file, "")


def test_a_newer_revision_is_refused(copies: Copies, folder: Path) -> None:
    with closing(sqlite3.connect(folder / "gigs.db")) as database:
        database.execute("UPDATE alembic_version SET version_num = '0003'")
        database.commit()

    assert_refused(copies, folder, copies.made(folder), "revision 0003, of a newer Gig Planner: update this one")


@pytest.mark.parametrize("name", ["", "nowhere.tar.gz", "."], ids=["none", "missing", "a folder"])
def test_a_file_must_be_named(copies: Copies, folder: Path, name: str) -> None:
    said = copies.restore(folder, name)

    assert (said.returncode, said.stdout) == (1, "")
    assert f"FILE={name} is no file" in said.stderr


@pytest.mark.parametrize("size", [400, 8192], ids=["nothing", "one database"])
def test_a_full_disk_changes_nothing(copies: Copies, folder: Path, size: int) -> None:
    assert_refused(copies, folder, copies.made(folder), "File too large", SMALL.format(size))
