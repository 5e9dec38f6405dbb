"""Backups of MySQL as `make` makes and restores them, with a docker of our own that notes what it is asked."""

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECRET = "/run/secrets/mysql_root_password"
STACK = "stage"
DUMP = "".join(
    f"USE `{schema}`;\nINSERT INTO `{table}` VALUES (1,'line\\nUSE `gigs`;\\n');\n"
    for schema, table in (("bands", "band"), ("venues", "venue"), ("gigs", "gig"))
)
DOCKER = """#!{python} -IS
import os, re, sys
asked, trouble = sys.argv[1:], os.environ.get("TROUBLE", "")
def note(words):
    with open(os.environ["ASKED"], "a") as log:
        log.write(words.strip() + "\\n")
def answer(text):
    note(text)
    if trouble and trouble in text:
        sys.exit("ERROR 1234 (HY000): " + trouble)
    for line in text.splitlines():
        if "information_schema.tables" in line:
            print("alembic_version\\nsession" if "gigs" in line else "alembic_version\\nentry")
        elif "version_num" in line:
            print(os.environ.get("REVISION", "0010" if "gigs." in line else "0001"))
        elif "COUNT(*)" in line:
            print(3)
        elif line.startswith("CHECKSUM"):
            tables, checksum = re.findall(r"\\w+\\.`\\w+`", line), os.environ.get("CHECKSUM", "7")
            print("\\n".join(f"{{table}}\\t{{checksum}}" for table in tables))
        elif "VERSION()" in line:
            print("8.4.0")
note("docker " + " ".join(asked))
if asked[0] == "ps":
    print(os.environ.get("CONTAINERS", "c0ffee"))
elif asked[0] == "service":
    print(os.environ.get("NODE", ""))
elif "mysqldump" in asked:
    print({dump!r}, end="")
    if trouble == "mysqldump":
        sys.exit("mysqldump: Error 2013: Lost connection")
    print("" if trouble == "cut short" else "-- Dump completed on 2027-01-01")
else:
    answer(sys.stdin.read())
"""
Said = subprocess.CompletedProcess[str]


@dataclass(frozen=True, slots=True)
class Dumper:
    """Somebody who backs up and restores MySQL from a folder of their own."""

    folder: Path
    path: str = field(init=False)

    def __post_init__(self) -> None:
        """Put the docker of our own first on the path."""
        program = self.folder / "bin" / "docker"
        program.parent.mkdir()
        program.write_text(DOCKER.format(python=sys.executable, dump=DUMP), encoding="utf-8")
        program.chmod(0o755)
        object.__setattr__(self, "path", os.pathsep.join([str(program.parent), os.environ.get("PATH", os.defpath)]))

    def back_up(self, **settings: str) -> Said:
        """Run `make backup OF=compose`, unless `settings` say otherwise."""
        return self._run("backup", {"OF": "compose", **settings})

    def restore(self, file: Path, **settings: str) -> Said:
        """Run `make restore OF=compose FILE=… YES=1`, unless `settings` say otherwise."""
        return self._run("restore", {"OF": "compose", "YES": "1", "FILE": str(file), **settings})

    def made(self) -> Path:
        """Back up and give the file; forget what docker was asked for it."""
        said = self.back_up()
        assert said.returncode == 0, said.stderr
        self._log.unlink()
        [file] = self.files
        return file

    @property
    def files(self) -> list[Path]:
        """Give the files in the folder of the backups, locks left out."""
        return sorted(path for path in (self.folder / "var" / "backups").glob("*") if path.suffix != ".lock")

    @property
    def asked(self) -> list[str]:
        """Give what docker was asked: its arguments, and the lines it was given."""
        return self._log.read_text(encoding="utf-8").splitlines() if self._log.exists() else []

    @property
    def _log(self) -> Path:
        return self.folder / "asked"

    def _run(self, verb: str, settings: dict[str, str]) -> Said:
        own = {"PATH": self.path, "ASKED": str(self._log), "DATA_DIR": str(self.folder / "var"), "STACK": STACK}
        command = [sys.executable, "-m", "deploy", verb]
        environ = {**os.environ, "PYTHONPATH": str(ROOT), **own, **settings}
        return subprocess.run(
            command, env=environ, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=False
        )
