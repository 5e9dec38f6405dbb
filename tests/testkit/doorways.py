"""A way in, for tests alone, to what an installation keeps inside: its services and its database server."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from testkit.installations import Installation, docker, inspect
from testkit.patience import await_that

IMAGE = "python:3.12-slim-bookworm"
INSIDE = {"service1": 5001, "service2": 5002, "backend": 5003, "mysql": 3306}
NETWORKS = ("services", "data")

# Hands every connection on to the service behind its port.
RELAY = """
import socket, sys, threading

def pump(here, there):
    try:
        while data := here.recv(65536):
            there.sendall(data)
    except OSError:
        pass
    for each in (here, there):
        try:
            each.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass

def hand_on(caller, host, port):
    try:
        inside = socket.create_connection((host, port), 10)
    except OSError:
        caller.close()
        return
    inside.settimeout(None)
    for pair in ((caller, inside), (inside, caller)):
        threading.Thread(target=pump, args=pair, daemon=True).start()

def serve(host, port):
    listening = socket.create_server(("0.0.0.0", port), backlog=128)
    while True:
        hand_on(listening.accept()[0], host, port)

places = [place.split(":") for place in sys.argv[1:]]
serving = [threading.Thread(target=serve, args=(host, int(port))) for host, port in places]
for each in serving:
    each.start()
for each in serving:
    each.join()  # a main thread that has ended starts no others
"""


@contextmanager
def doorway(installation: Installation) -> Iterator[dict[str, str]]:
    """Open it while the block lasts; give the settings with which the browser suite takes this planner."""
    name = f"{installation.stack}-doorway"
    command = ["python", "-c", RELAY, *(f"{host}:{port}" for host, port in INSIDE.items())]
    start, stop = (_run, ("rm", "--force")) if installation.kind == "compose" else (_serve, ("service", "rm"))
    start(installation, name, command)
    try:
        ports = _ports(name)
        yield {
            "PLANNER_URL": installation.url,
            "PLANNER_SECRETS": str(installation.secrets),
            "PLANNER_APIS": " ".join(
                f"http://127.0.0.1:{ports[INSIDE[api]]}" for api in ("service1", "service2", "backend")
            ),
            "PLANNER_MYSQL": f"127.0.0.1:{ports[INSIDE['mysql']]}",
        }
    finally:
        docker(*stop, name)
        await_that(lambda: not _found(name), 60)


def _run(installation: Installation, name: str, command: list[str]) -> None:
    """Run it as a container: in a network of this machine, as those of the planner are closed."""
    published = [part for port in INSIDE.values() for part in ("--publish", f"127.0.0.1::{port}")]
    docker("create", "--name", name, "--label", f"doorway={name}", *published, IMAGE, *command)
    for network in NETWORKS:
        docker("network", "connect", f"{installation.stack}_{network}", name)
    docker("start", name)


def _serve(installation: Installation, name: str, command: list[str]) -> None:
    """Run it as a service: only one can enter the networks of a swarm."""
    networks = [part for network in NETWORKS for part in ("--network", f"{installation.stack}_{network}")]
    published = [part for port in INSIDE.values() for part in ("--publish", f"mode=host,target={port}")]
    options = ["--quiet", "--no-resolve-image", "--endpoint-mode", "dnsrr", "--container-label", f"doorway={name}"]
    docker("service", "create", "--name", name, *options, *networks, *published, IMAGE, *command)


def _ports(name: str) -> dict[int, str]:
    await_that(lambda: bool(_found(name)), 60)
    time.sleep(1)
    [container] = inspect(_found(name))
    published = container["NetworkSettings"]["Ports"]
    return {port: published[f"{port}/tcp"][0]["HostPort"] for port in INSIDE.values()}


def _found(name: str) -> list[str]:
    return docker("ps", "--quiet", "--filter", f"label=doorway={name}").split()
