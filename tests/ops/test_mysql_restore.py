"""`make restore FILE=… OF=…` of MySQL, with a docker of our own: what is refused, and what a failure leaves."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from testkit.mysql_dumps import Dumper

LOCKED = [f"ALTER USER '{name}'@'%' ACCOUNT LOCK;" for name in ("bands", "venues", "gigs", "migrations")]
OPENED = [line.replace("LOCK", "UNLOCK") for line in LOCKED]
DROPPED = [f"DROP DATABASE IF EXISTS restoring_{name};" for name in ("bands", "venues", "gigs")]
FOREIGN = "is damaged, cut short or no backup of Gig Planner's MySQL."


@pytest.fixture
def dumper(tmp_path: Path) -> Dumper:
    """Give somebody who restores."""
    return Dumper(tmp_path)


def flip(packed: bytes) -> bytes:
    """Change one bit in the middle."""
    middle = len(packed) // 2
    return packed[:middle] + bytes([packed[middle] ^ 4]) + packed[middle + 1 :]


def rewrite(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    """Change what is packed, so that gzip itself has nothing to object."""

    def change(packed: bytes) -> bytes:
        plain = gzip.decompress(packed)
        assert old in plain
        return gzip.compress(plain.replace(old, new))

    return change


def test_a_restore_swaps_all_tables_at_once_while_nobody_is_in(dumper: Dumper) -> None:
    file = dumper.made()

    said = dumper.restore(file)

    asked = dumper.asked
    [rename] = [line for line in asked if line.startswith("RENAME TABLE")]
    order = [asked.index(line) for line in ("USE `restoring_bands`;", "DELETE FROM restoring_gigs.session;", LOCKED[0])]
    order += [asked.index(line) for line in (rename, OPENED[0])]
    assert (said.returncode, said.stderr) == (0, "")
    assert "Restored 3 schemas with 18 rows" in said.stdout
    assert "everybody signs in again" in said.stdout
    assert order == sorted(order)
    assert "restoring_bands.`entry` TO bands.`entry`" in rename
    assert rename.index("TO gigs_before_") < rename.index("TO bands.`entry`")
    assert asked[-3:] == DROPPED


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        pytest.param(flip, FOREIGN, id="a bit flipped"),
        pytest.param(lambda packed: packed[:-9], FOREIGN, id="cut off at the end"),
        pytest.param(lambda packed: packed[: len(packed) // 2], FOREIGN, id="cut off in the middle"),
        pytest.param(lambda packed: packed[: packed.rindex(b"\x1f\x8b\x08")], FOREIGN, id="without its last line"),
        pytest.param(lambda _: b"", FOREIGN, id="empty"),
        pytest.param(lambda _: b"USE mysql;\nDROP TABLE user;\n", FOREIGN, id="not packed"),
        pytest.param(lambda _: gzip.compress(b"USE mysql;\n"), FOREIGN, id="another's dump"),
        pytest.param(rewrite(b"VALUES (1,", b"VALUES (2,"), "its checksum differs", id="changed by hand"),
        pytest.param(rewrite(b'"format": 1', b'"format": 2'), "another Gig Planner", id="another format"),
        pytest.param(rewrite(b'"schemas"', b'"schemes"'), "makes no sense", id="nothing said"),
        pytest.param(rewrite(b'"revision": "0010"', b'"revision": "0099"'), "newer Gig Planner", id="newer"),
    ],
)
def test_what_is_no_whole_backup_is_refused_before_anything_is_touched(
    dumper: Dumper, damage: Callable[[bytes], bytes], sentence: str
) -> None:
    file = dumper.made()
    file.write_bytes(damage(file.read_bytes()))

    said = dumper.restore(file)

    assert (said.returncode, said.stdout) == (1, "")
    assert sentence in said.stderr
    assert "Traceback" not in said.stderr
    assert dumper.asked == []


def test_a_restore_without_a_yes_changes_nothing(dumper: Dumper) -> None:
    file = dumper.made()

    said = dumper.restore(file, YES="")

    assert said.returncode == 1
    assert "say so with YES=1" in said.stderr
    assert [line.split()[:2] for line in dumper.asked] == [["docker", "ps"]]


def test_a_file_must_be_named(dumper: Dumper, tmp_path: Path) -> None:
    said = dumper.restore(tmp_path / "missing.gz")

    assert said.returncode == 1
    assert "is no file: name a backup" in said.stderr


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        pytest.param({"CHECKSUM": "8"}, "bands turns out otherwise than the backup says: alembic_version", id="rows"),
        pytest.param({"REVISION": "0001"}, "gigs turns out otherwise than the backup says: revision.", id="revision"),
        pytest.param({"TROUBLE": "INSERT"}, "ERROR 1234 (HY000): INSERT", id="the load fails"),
        pytest.param({"TROUBLE": "DELETE"}, "ERROR 1234 (HY000): DELETE", id="sessions stay"),
    ],
)
def test_what_does_not_load_as_it_was_keeps_the_services_in_and_the_data_as_it_is(
    dumper: Dumper, settings: dict[str, str], sentence: str
) -> None:
    file = dumper.made()

    said = dumper.restore(file, **settings)

    assert said.returncode == 1
    assert sentence in said.stderr
    assert not any("LOCK" in line or line.startswith("RENAME") for line in dumper.asked)
    assert dumper.asked[-3:] == DROPPED


@pytest.mark.parametrize("trouble", ["RENAME", "processlist", "ACCOUNT LOCK"])
def test_a_restore_that_fails_within_lets_the_services_in_again(dumper: Dumper, trouble: str) -> None:
    file = dumper.made()

    said = dumper.restore(file, TROUBLE=trouble)

    assert said.returncode == 1
    assert f"ERROR 1234 (HY000): {trouble}" in said.stderr
    assert [line for line in dumper.asked if "UNLOCK" in line] == OPENED
    assert dumper.asked[-3:] == DROPPED


def test_accounts_that_stay_locked_are_told(dumper: Dumper) -> None:
    file = dumper.made()

    said = dumper.restore(file, TROUBLE="UNLOCK")

    assert said.returncode == 1
    assert "The accounts of the services are locked still" in said.stderr


def test_an_older_backup_asks_for_the_migrations(dumper: Dumper) -> None:
    file = dumper.made()
    file.write_bytes(rewrite(b'"revision": "0010"', b'"revision": "0001"')(file.read_bytes()))

    said = dumper.restore(file, REVISION="0001", OF="swarm")

    assert said.returncode == 0
    assert "Its tables are of an older version: `make deploy TAG=…` brings them up to date." in said.stdout
