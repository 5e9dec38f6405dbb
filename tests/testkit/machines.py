"""Three machines that look fresh, made of containers by the scripts in STAND_INS, and `bash .install` on them."""

import json
import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests
from testkit.accounts import Account
from testkit.installations import docker, run
from testkit.joining import admin
from testkit.ledger import QUESTION, Kept
from testkit.patience import await_that, first_answer
from testkit.registries import registry

MANAGER, DATABASE, WORKER = NAMES = ("gp-machine-1", "gp-machine-2", "gp-machine-3")
MIRROR = "gp-machine-mirror"
PUBLIC_IMAGES = ("python:3.12-slim-bookworm", "nginx:1.28-bookworm", "mysql:8.4")
STACK = "gigs-machines"
PAGES_PORT = 8080
SECRETS = "/opt/gig-planner/secrets"
RECAP = re.compile(r"^(\S+) +: ok=\d+ +changed=(\d+) ", re.MULTILINE)
INVENTORY = """{hosts}
[manager]
{manager}
[workers]
{database}
{worker}
[database]
{database}
[registry]
{manager}
[proxy:children]
manager
workers
[jenkins]
[all:vars]
ansible_become=true
gig_planner_stack={stack}
gig_planner_http_port={port}
gig_planner_https_port=8443
gig_planner_settings={settings}
docker_daemon_options={options}
"""


@dataclass(frozen=True, slots=True)
class Machines:
    """A manager with the registry, a machine for the database, and one more worker; their keys lie in `folder`."""

    folder: Path

    @property
    def admin(self) -> Account:
        """Give the first account."""
        return admin(self.on(MANAGER, "cat", f"{SECRETS}/admin_username"), self.secret("admin_password"))

    def secret(self, name: str) -> str:
        """Read a secret where it is kept."""
        return self.on(MANAGER, "cat", f"{SECRETS}/{name}").strip()

    def on(self, machine: str, *command: str) -> str:
        """Run a program on a machine, which must work; give what it said."""
        return docker("exec", machine, *command)

    def install(self, *options: str) -> subprocess.CompletedProcess[str]:
        """Run `bash .install` as an operator does; both of its outputs together."""
        known = f"-o UserKnownHostsFile={self.folder}/known_hosts"
        own = {"INVENTORY": f"{self.folder}/inventory", "ANSIBLE_SSH_COMMON_ARGS": known, "ANSIBLE_NOCOLOR": "1"}
        return run(["bash", ".install", *options], environ={**os.environ, **own, "TAG": ""})

    def places(self, service: str) -> list[str]:
        """Give the machine of each task of a service that runs."""
        ask = ("ps", "--filter", "desired-state=running", "--format", "{{.Node}} {{.CurrentState}}")
        said = self.on(MANAGER, "docker", "service", *ask, f"{STACK}_{service}")
        return [line.split()[0] for line in said.splitlines() if line.split()[1] == "Running"]

    def sql(self, statement: str) -> list[list[str]]:
        """Ask the database of gigs as its root; give the columns of each row."""
        name = f"label=com.docker.swarm.service.name={STACK}_mysql"
        container = self.on(DATABASE, "docker", "ps", "--quiet", "--filter", name).strip()
        login = 'MYSQL_PWD=$(cat /run/secrets/mysql_root_password) exec mysql -uroot --batch --raw -N gigs -e "$1"'
        said = self.on(DATABASE, "docker", "exec", container, "sh", "-c", login, "sh", statement)
        return [line.split("\t") for line in said.splitlines()]

    def gigs(self) -> list[Kept]:
        """Read every gig in the database."""
        return [Kept(row[0], row[1], row[2] == "1", int(row[3])) for row in self.sql(QUESTION)]

    @contextmanager
    def pages(self, port: int) -> Iterator[str]:
        """Bring the pages, as the manager answers them, to a port of this machine; give their address."""
        key, target = self.folder / ".nodes" / "id_ed25519", f"127.0.0.1:{port}:{_address(MANAGER)}:{PAGES_PORT}"
        options = ("-o", f"UserKnownHostsFile={self.folder}/known_hosts", "-o", "StrictHostKeyChecking=accept-new")
        command = ["ssh", "-N", "-i", str(key), *options, "-L", target, f"root@{_address(MANAGER)}"]
        with subprocess.Popen(command, stdin=subprocess.DEVNULL) as tunnel:
            try:
                address = f"http://127.0.0.1:{port}"
                first_answer(lambda: requests.get(f"{address}/healthz", timeout=5))
                yield address
            finally:
                tunnel.terminate()

    def restart(self, machine: str) -> None:
        """Switch a machine on again that was killed; its address may be another now."""
        docker("start", machine)
        await_that(lambda: run(["docker", "exec", machine, "docker", "info"]).returncode == 0, 120)


def changes(output: str) -> dict[str, int]:
    """Give what a playbook changed on each machine, of what it printed at its end."""
    return {name: int(number) for name, number in RECAP.findall(output)}


@contextmanager
def machines(scripts: Path, folder: Path) -> Iterator[Machines]:
    """Give three fresh machines and something that hands them the public images; nothing is left of them afterwards."""
    _remove(scripts, folder)
    try:
        hosts = subprocess.check_output([scripts / "nodes", "up", *NAMES], cwd=folder, text=True)
        with registry(MIRROR, "--network", "nodes") as mirror:
            _fill(mirror)
            (folder / "inventory").write_text(_inventory(hosts), encoding="utf-8")
            yield Machines(folder)
    finally:
        _remove(scripts, folder)


def _fill(mirror: str) -> None:
    """Let the machines find the public images there, under their own names."""
    for image in PUBLIC_IMAGES:
        docker("tag", image, f"{mirror}/library/{image}")
        docker("push", "--quiet", f"{mirror}/library/{image}")
        docker("rmi", f"{mirror}/library/{image}")


def _inventory(hosts: str) -> str:
    servers = re.findall(r"^nameserver (\S+)", Path("/etc/resolv.conf").read_text(encoding="utf-8"), re.MULTILINE)
    options = {"registry-mirrors": [f"http://{_address(MIRROR)}:5000"], "dns": servers}
    settings = {"UPDATE_MONITOR": "5s", "ENCRYPTED": "0"}  # this kernel may lack what encrypts between machines
    named = {"manager": MANAGER, "database": DATABASE, "worker": WORKER, "stack": STACK, "port": PAGES_PORT}
    return INVENTORY.format(hosts=hosts, settings=json.dumps(settings), options=json.dumps(options), **named)


def _address(container: str) -> str:
    return docker("inspect", "--format", "{{.NetworkSettings.Networks.nodes.IPAddress}}", container).strip()


def _remove(scripts: Path, folder: Path) -> None:
    subprocess.run([scripts / "nodes", "down", *NAMES], cwd=folder, check=False, capture_output=True)
