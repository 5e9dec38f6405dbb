"""The MySQL server in its container: statements, dumps and loads as its administrator, whose password stays there."""

import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from subprocess import PIPE
from typing import IO, cast

from deploy import docker
from deploy.errors import CannotDeploy

SCHEMAS = ("bands", "venues", "gigs")
ACCOUNTS = (*SCHEMAS, "migrations")
LABELS = {
    "compose": ("com.docker.compose.project={stack}", "com.docker.compose.service=mysql"),
    "swarm": ("com.docker.swarm.service.name={stack}_mysql",),
}
DUMP = (
    *("--single-transaction", "--quick", "--hex-blob", "--no-tablespaces", "--set-gtid-purged=OFF"),
    *("--no-create-db", "--databases", *SCHEMAS),
)
UNLOGGED = "SET SESSION sql_log_bin = 0"  # replicas and the binary log have no use for it
_AS_ROOT = 'MYSQL_PWD=$(cat /run/secrets/mysql_root_password) exec "$@"'
_PROGRAM = 8  # its place in the command
_MAX_COMPLAINT = 2000

Rows = list[list[str]]


@dataclass(frozen=True, slots=True)
class MysqlServer:
    """The server in one container."""

    container: str

    def ask(self, *statements: str) -> Rows:
        """Run statements over one connection; give all rows they answer. Raises CannotDeploy."""
        text = "".join(f"{statement};\n" for statement in statements).encode()
        with _running(self._command("mysql", "--batch", "--skip-column-names")) as process:
            answer, _ = process.communicate(text)
        return [line.split("\t") for line in answer.decode().splitlines()]

    def dump(self) -> Iterator[bytes]:
        """Give the lines of a dump of all schemas as of one moment; nobody waits for it. Raises CannotDeploy."""
        with _running(self._command("mysqldump", *DUMP)) as process:
            yield from cast("IO[bytes]", process.stdout)

    def load(self, lines: Iterable[bytes]) -> None:
        """Run the lines of a dump. Raises CannotDeploy."""
        with _running(self._command("mysql", "--batch")) as process:
            taken = _feed(cast("IO[bytes]", process.stdin), lines)
        if not taken:
            raise CannotDeploy("MySQL did not read the dump to its end.")

    def _command(self, program: str, *arguments: str) -> list[str]:
        command = (program, "--user=root", "--default-character-set=utf8mb4", *arguments)
        return ["docker", "exec", "--interactive", self.container, "sh", "-c", _AS_ROOT, "sh", *command]


def find(stack: str, of: str) -> MysqlServer:
    """Give the server of a stack, `of` compose or swarm; raises CannotDeploy where it does not run here."""
    labels = [label.format(stack=stack) for label in LABELS[of]]
    filters = [f"--filter=label={label}" for label in labels]
    containers = docker.lines("ps", "--quiet", "--filter=status=running", *filters)
    if len(containers) == 1:
        return MysqlServer(containers[0])
    if containers:
        raise CannotDeploy(f"{stack} has {len(containers)} MySQL containers here just now: try again in a moment.")
    raise CannotDeploy(_where_it_is(stack) if of == "swarm" else f"No MySQL of {stack} runs here: `make up` starts it.")


def _where_it_is(stack: str) -> str:
    service = f"{stack}_mysql"
    nodes = docker.lines("service", "ps", "--filter=desired-state=running", "--format={{.Node}}", service)
    if not nodes:
        return f"{service} runs on no node: see `make status OF=swarm`."
    return f"{service} runs on {nodes[0]}, not here: run this there, or here with DOCKER_HOST=ssh://{nodes[0]}."


def _feed(stdin: IO[bytes], lines: Iterable[bytes]) -> bool:
    """Say whether all was taken; why not, the program says on its standard error."""
    try:
        stdin.writelines(lines)
    except BrokenPipeError:
        return False
    finally:
        with suppress(BrokenPipeError):
            stdin.close()
    return True


@contextmanager
def _running(command: list[str]) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a program; raises CannotDeploy with what it complained of when it fails."""
    with tempfile.TemporaryFile() as complaints:
        with subprocess.Popen(command, stdin=PIPE, stdout=PIPE, stderr=complaints, start_new_session=True) as process:
            try:
                yield process
            except BaseException:
                process.kill()
                raise
        if process.returncode:
            complaints.seek(0)
            said = complaints.read(_MAX_COMPLAINT).decode(errors="replace").strip()
            raise CannotDeploy(f"{command[_PROGRAM]} in the container of MySQL failed: {said}")
