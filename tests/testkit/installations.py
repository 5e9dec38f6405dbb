"""An installation in containers, under Compose or in a swarm: started, asked and taken down as its operator does."""

import json
import os
import socket
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pytest
import requests
from testkit.accounts import Account
from testkit.joining import admin
from testkit.ledger import QUESTION, Kept
from testkit.patience import await_that
from testkit.stacks import CHECKOUT

STACK = "gp-rehearsal"
PORTS = range(19080, 19100)
SECONDS = 1200
NOT_HANDED_ON = {"MAKEFLAGS", "MFLAGS", "MAKELEVEL", "OF", "TAG", "REGISTRY", "URL", "VOLUMES", "REPLICAS"}
LABELS = {
    "compose": ("com.docker.compose.project={}", "com.docker.compose.service={}"),
    "swarm": ("com.docker.stack.namespace={}", "com.docker.swarm.service.name={}_{}"),
}
Kind = Literal["compose", "swarm"]


@dataclass(frozen=True, slots=True)
class Installation:
    """One installation: what make is given in its environment, and where its pages answer."""

    kind: Kind
    secrets: Path
    environ: Mapping[str, str]
    measured: dict[str, float] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Give the address of the pages."""
        return f"http://127.0.0.1:{self.environ['HTTP_PORT']}"

    @property
    def stack(self) -> str:
        """Give its name among containers."""
        return self.environ["STACK"]

    @property
    def admin(self) -> Account:
        """Give the first account."""
        return admin(self.secret("admin_username"), self.secret("admin_password"))

    def secret(self, name: str) -> str:
        """Read a secret."""
        return (self.secrets / name).read_text(encoding="utf-8")

    def try_make(self, target: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """Run `make TARGET`; both of its outputs together."""
        command = ["make", "--no-print-directory", target]
        return run(command, environ={**self.environ, **settings})

    def make(self, target: str, **settings: str) -> str:
        """Run `make TARGET`, which must work; give what it said."""
        done = self.try_make(target, **settings)
        assert done.returncode == 0, f"make {target}:\n{done.stdout[-4000:]}"
        return done.stdout

    def start(self) -> None:
        """Start it from nothing, as its operator does."""
        if self.kind == "compose":
            self.make("up")
        else:
            self.make("secrets")
            self.make("images")
            self.make("deploy")

    def containers(self, service: str = "", *more: str) -> list[dict[str, Any]]:
        """Give what the engine knows of the containers that run, of one service or all; `more` for `docker ps`."""
        of_stack, of_service = LABELS[self.kind]
        label = of_stack.format(self.stack)
        if service:
            label = of_service.format(*([service] if self.kind == "compose" else [self.stack, service]))
        both = ("--filter", f"label={of_stack.format(self.stack)}", "--filter", f"label={label}")
        return inspect(docker("ps", "--quiet", "--no-trunc", *both, *more).split())

    def container(self, service: str) -> str:
        """Give the id of the one container of `service` that runs."""
        [found] = self.containers(service)
        return str(found["Id"])

    def sql(self, statement: str, database: str = "gigs") -> list[list[str]]:
        """Ask the database server as its root; give the columns of each row."""
        login = 'MYSQL_PWD=$(cat /run/secrets/mysql_root_password) exec mysql -uroot --batch --raw -N "$@"'
        container = self.container("mysql")
        said = docker("exec", container, "sh", "-c", login, "sh", database, "-e", statement)
        return [line.split("\t") for line in said.splitlines()]

    def gigs(self) -> list[Kept]:
        """Read every gig in the database."""
        return [Kept(row[0], row[1], row[2] == "1", int(row[3])) for row in self.sql(QUESTION)]

    def is_ready(self) -> bool:
        """Say whether the pages and all behind them are ready."""
        try:
            return requests.get(f"{self.url}/readyz", timeout=5).ok
        except requests.RequestException:
            return False

    def logs(self) -> str:
        """Give all that its containers logged, ended ones too."""
        names = [each["Id"] for each in self.containers("", "--all")]
        return "\n".join(run(["docker", "logs", name]).stdout for name in names)

    def await_ready(self, seconds: float = 180) -> None:
        """Wait until it is ready."""
        await_that(self.is_ready, seconds)

    def take_down(self) -> None:
        """Remove all of it: containers, networks, volumes, secrets, configs and the images that were made for it."""
        self.try_make("down", VOLUMES="1", **({"OF": "swarm"} if self.kind == "swarm" else {}))
        images = (
            "images",
            "--format",
            "{{.Repository}}:{{.Tag}}",
            "--filter",
            f"reference=*gig-planner-*:{self.stack}-*",
        )
        if found := docker(*images).split():
            docker("rmi", "--force", *found)  # the swarm removes its ended containers later


def under(*kinds: Kind) -> pytest.MarkDecorator:
    """Mark tests as ones of an installation under Compose, in a swarm, or of both in turn."""
    return pytest.mark.parametrize("installation", kinds, indirect=True, scope="session")


def made(kind: Kind, folder: Path, **settings: str) -> Installation:
    """Prepare an installation: a free port, a folder for its secrets, a name that is not taken from anybody else."""
    port, tls_port = free_ports(2)
    own = {"STACK": f"{STACK}-{kind}", "HTTP_PORT": str(port), "HTTPS_PORT": str(tls_port)}
    inherited = {name: value for name, value in os.environ.items() if name not in NOT_HANDED_ON}
    secrets = folder / "secrets"
    environ = {**inherited, **own, "SECRETS_DIR": str(secrets), "TAG": f"{own['STACK']}-1", **settings}
    return Installation(kind, secrets, environ)


def free_ports(number: int) -> list[int]:
    """Give ports that nobody listens on."""
    free = [port for port in PORTS if _is_free(port)][:number]
    assert len(free) == number
    return free


def docker(*arguments: str) -> str:
    """Run `docker …`, which must work; give what it said."""
    done = run(["docker", *arguments], merged=False)
    assert done.returncode == 0, f"docker {' '.join(arguments[:4])}: {done.stderr[-2000:]}"
    return done.stdout


def inspect(names: Iterable[str]) -> list[dict[str, Any]]:
    """Give what the engine knows of containers, images and the like."""
    given = list(names)
    found: list[dict[str, Any]] = json.loads(docker("inspect", *given)) if given else []
    return found


def run(
    command: list[str], *, environ: Mapping[str, str] | None = None, merged: bool = True
) -> subprocess.CompletedProcess[str]:
    """Run a program in the checkout and keep what it said."""
    errors = subprocess.STDOUT if merged else subprocess.PIPE
    pipes = {"stdout": subprocess.PIPE, "stderr": errors, "text": True}
    return subprocess.run(command, cwd=CHECKOUT, env=environ, timeout=SECONDS, check=False, **pipes)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0
