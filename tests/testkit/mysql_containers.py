"""MySQL in a container of its own, set up by what lies in `mysql/`, as Compose and a swarm set theirs up."""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pymysql
import sqlalchemy as sa
from testkit.database_servers import HOST, await_mysql
from testkit.mariadb import free_port
from testkit.signing import TOKEN
from testkit.stacks import CHECKOUT

IMAGE = os.environ.get("MYSQL_IMAGE", "mysql:8.4")
SCHEMAS = {
    "bands": ("service1", "band_picker"),
    "venues": ("service2", "venue_picker"),
    "gigs": ("backend", "gig_store"),
}
ACCOUNTS = (*SCHEMAS, "migrations")
ODD = ' it\'s \\ a "b" $(x) `y` & %'  # what quoting must get right
ACCOUNTS_SCRIPT = "/docker-entrypoint-initdb.d/accounts.sh"
MOUNTED = {"mysql/accounts.sh": ACCOUNTS_SCRIPT, "mysql/durable.cnf": "/etc/mysql/my.cnf"}
FIRST_START_SECONDS = 300
Said = subprocess.CompletedProcess[str]


@dataclass(frozen=True, slots=True)
class MysqlContainer:
    """A server whose container Compose seems to have made; `name` is that of the container and of the stack."""

    name: str
    port: int
    folder: Path
    reached_at: str = HOST  # 0.0.0.0: by containers too, at the address of their network's gateway

    def start(self) -> None:
        """Make its secrets and start it for the first time."""
        for account in ("root", *ACCOUNTS):
            self.give_password(account, secrets.token_hex(12) + (ODD if account != "root" else ""))
        labels = (f"--label=com.docker.compose.project={self.name}", "--label=com.docker.compose.service=mysql")
        mounts = [f"--volume={CHECKOUT / here}:{there}:ro" for here, there in MOUNTED.items()]
        mounts.append(f"--volume={self.folder}:/run/secrets:ro")
        root = "--env=MYSQL_ROOT_PASSWORD_FILE=/run/secrets/mysql_root_password"
        port = f"--publish={self.reached_at}:{self.port}:3306"
        docker("run", "--detach", "--name", self.name, *labels, *mounts, root, port, IMAGE)
        await_mysql(self.port, FIRST_START_SECONDS)

    def remove(self) -> None:
        """Remove it with what it keeps."""
        docker("rm", "--force", "--volumes", self.name)

    def give_password(self, account: str, password: str) -> None:
        """Write the secret of an account."""
        file = self.secret(account)
        file.write_text(f"{password}\n", encoding="utf-8")
        file.chmod(0o444)

    def secret(self, account: str) -> Path:
        """Give the file of an account's password."""
        return self.folder / f"mysql_{account}_password"

    def url(self, account: str, schema: str | None = None) -> str:
        """Give the URL of a schema for an account."""
        password = self.secret(account).read_text(encoding="utf-8").rstrip("\n")
        url = sa.URL.create("mysql+pymysql", account, password, HOST, self.port, schema, {"charset": "utf8mb4"})
        return url.render_as_string(hide_password=False)

    def execute(self, account: str, *statements: str, schema: str | None = None) -> list[tuple[Any, ...]]:
        """Run statements as an account; give the rows of the last."""
        password = self.secret(account).read_text(encoding="utf-8").rstrip("\n")
        login = pymysql.connect(
            host=HOST, port=self.port, user=account, password=password, database=schema, autocommit=True
        )
        with login as connection, connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
            return list(cursor.fetchall())

    def migrate(self) -> None:
        """Bring all schemas up to date, as the jobs do."""
        for schema, (folder, package) in SCHEMAS.items():
            path = os.pathsep.join(str(CHECKOUT / each / "src") for each in ("chassis", folder))
            given = {"DATABASE_URL": self.url("migrations", schema), "SERVICE_TOKEN": TOKEN, "PYTHONPATH": path}
            command = [sys.executable, "-m", f"{package}.migrate"]
            subprocess.run(command, env={**os.environ, **given}, check=True, capture_output=True, timeout=600)

    def set_up_accounts(self, before: str = "", how: str = "bash") -> Said:
        """Run the script of the accounts once more in the container; `before` is shell code that goes before."""
        root = 'export MYSQL_ROOT_PASSWORD=$(cat "/run/secrets/mysql_root_password")'
        return try_docker("exec", self.name, "bash", "-c", f"{root}; {before} {how} {ACCOUNTS_SCRIPT}; echo goes on")


@contextmanager
def mysql_container(folder: Path, reached_at: str = HOST) -> Iterator[MysqlContainer]:
    """Give a server that has just been started for the first time; nothing is left of it."""
    folder.mkdir(exist_ok=True)
    server = MysqlContainer(f"gp-mysql-{secrets.token_hex(4)}", free_port(), folder, reached_at)
    try:
        server.start()
        yield server
    finally:
        server.remove()


def docker(*command: str) -> str:
    """Run docker, which must work; give what it said."""
    said = try_docker(*command)
    assert said.returncode == 0, said.stderr
    return said.stdout


def try_docker(*command: str) -> Said:
    """Run docker; give all that it said."""
    return subprocess.run(["docker", *command], capture_output=True, text=True, timeout=300, check=False)  # noqa: S607  # the engine's own program
