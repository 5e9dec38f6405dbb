"""`make backup OF=…` of MySQL, with a docker of our own: what is written, and what is said when something fails."""

import fcntl
import gzip
import json
import stat
from pathlib import Path

import pytest
from testkit.mysql_dumps import DUMP, SECRET, STACK, Dumper


@pytest.fixture
def dumper(tmp_path: Path) -> Dumper:
    """Give somebody who backs up."""
    return Dumper(tmp_path)


def test_a_backup_is_sql_that_says_what_it_holds(dumper: Dumper) -> None:
    said = dumper.back_up()

    [file] = dumper.files
    first, *dump, last = gzip.decompress(file.read_bytes()).decode().splitlines(keepends=True)
    contents = json.loads(last.removeprefix("-- Contents: "))
    assert (said.returncode, said.stderr) == (0, "")
    assert f"Backed up 3 schemas with 18 rows to {file}" in said.stdout
    assert first == "-- Gig Planner: backup of its MySQL schemas\n"
    assert "".join(dump).startswith(DUMP)
    assert {name: schema["revision"] for name, schema in contents["schemas"].items()} == {
        "bands": "0001",
        "venues": "0001",
        "gigs": "0010",
    }
    assert contents["schemas"]["bands"]["tables"]["entry"] == {"rows": 3, "checksum": 7}
    assert contents["server"] == "8.4.0"


def test_only_its_owner_reads_a_backup(dumper: Dumper) -> None:
    file = dumper.made()

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_the_dump_is_proved_in_schemas_that_go_again(dumper: Dumper) -> None:
    dumper.back_up()

    told = "\n".join(dumper.asked)
    assert "USE `checking_bands`;" in told
    assert "line\\nUSE `gigs`;\\n" in told  # what looks like it within a value stays
    assert not {"USE `bands`;", "USE `venues`;", "USE `gigs`;"} & set(dumper.asked)
    assert dumper.asked[-3:] == [f"DROP DATABASE IF EXISTS checking_{name};" for name in ("bands", "venues", "gigs")]


def test_the_password_stays_in_the_container(dumper: Dumper) -> None:
    dumper.back_up()

    calls = [line for line in dumper.asked if line.startswith("docker exec")]
    assert calls
    assert all(f"MYSQL_PWD=$(cat {SECRET}) exec" in call for call in calls)
    assert not any("--password" in call for call in calls)


@pytest.mark.parametrize(
    ("trouble", "sentence"),
    [
        pytest.param("mysqldump", "mysqldump: Error 2013: Lost connection", id="mysqldump fails"),
        pytest.param("cut short", "The dump ended before it was complete.", id="mysqldump says nothing of its end"),
        pytest.param("INSERT", "ERROR 1234 (HY000): INSERT", id="the dump cannot be loaded"),
        pytest.param("CHECKSUM", "ERROR 1234 (HY000): CHECKSUM", id="it cannot be looked at"),
    ],
)
def test_a_backup_that_fails_leaves_no_file(dumper: Dumper, trouble: str, sentence: str) -> None:
    said = dumper.back_up(TROUBLE=trouble)

    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr.startswith("Gig Planner cannot back up. ")
    assert sentence in said.stderr
    assert dumper.files == []


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        pytest.param({"OF": "podman"}, "OF says what Gig Planner runs under: compose or swarm", id="unknown OF"),
        pytest.param({"CONTAINERS": ""}, f"No MySQL of {STACK} runs here", id="down"),
        pytest.param({"CONTAINERS": "a b"}, "has 2 MySQL containers here just now", id="between two"),
        pytest.param({"CONTAINERS": "", "OF": "swarm", "NODE": "lyra"}, "runs on lyra, not here", id="elsewhere"),
        pytest.param({"CONTAINERS": "", "OF": "swarm"}, f"{STACK}_mysql runs on no node", id="nowhere"),
        pytest.param({"PATH": ""}, "The docker program is missing", id="no docker"),
        pytest.param({"FILE": "/nowhere/backup.gz"}, "No such file or directory", id="no such folder"),
    ],
)
def test_what_cannot_be_backed_up_is_said(dumper: Dumper, settings: dict[str, str], sentence: str) -> None:
    said = dumper.back_up(**settings)

    assert said.returncode == 1
    assert sentence in said.stderr
    assert "Traceback" not in said.stderr


def test_a_file_that_is_there_is_not_written_over(dumper: Dumper, tmp_path: Path) -> None:
    file = tmp_path / "kept.sql.gz"
    file.write_text("the only copy", encoding="utf-8")

    said = dumper.back_up(FILE=str(file))

    assert (said.returncode, file.read_text(encoding="utf-8")) == (1, "the only copy")
    assert f"{file} is there already." in said.stderr


def test_one_backup_runs_at_a_time(dumper: Dumper) -> None:
    dumper.made()

    with (dumper.folder / "var" / "backups" / f".mysql-{STACK}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        said = dumper.back_up()

    assert said.returncode == 1
    assert f"Another backup or restore of {STACK} runs." in said.stderr
    assert dumper.asked == []


def test_what_a_killed_backup_left_goes_with_the_next(dumper: Dumper) -> None:
    left = dumper.made().with_name(".mysql-20270101T000000Z.sql.gz.unfinished")
    left.touch()

    dumper.back_up()

    assert left not in dumper.files
