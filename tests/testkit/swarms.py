"""What a swarm runs of an installation, and how its requests are shared out."""

import json
from collections import Counter
from datetime import UTC, datetime
from typing import Any

from testkit.installations import Installation, docker, inspect, run
from testkit.versions import SERVICES

QUIET = {"/healthz", "/readyz", "/metrics"}
REQUEST = '"event": "request"'


def tags(installation: Installation) -> dict[str, str]:
    """Give the version of each service as the swarm means it."""
    named = inspect([f"{installation.stack}_{service}" for service in SERVICES])
    images = [each["Spec"]["TaskTemplate"]["ContainerSpec"]["Image"] for each in named]
    return {service: image.rpartition(":")[2] for service, image in zip(SERVICES, images, strict=True)}


def running(installation: Installation) -> dict[str, Counter[str]]:
    """Count the containers that run, by service and version."""
    found: dict[str, Counter[str]] = {}
    for service in SERVICES:
        images = (each["Config"]["Image"] for each in installation.containers(service))
        found[service] = Counter(image.partition("@")[0].rpartition(":")[2] for image in images)
    return found


def replicas(installation: Installation, service: str) -> int:
    """Count the tasks of a service that run."""
    tasks = docker(
        "service",
        "ps",
        "--filter",
        "desired-state=running",
        "--format",
        "{{.CurrentState}}",
        name(installation, service),
    )
    return sum(state.startswith("Running") for state in tasks.splitlines())


def scale(installation: Installation, number: int, *services: str) -> None:
    """Let so many replicas of these services run, and wait for them."""
    docker("service", "scale", *(f"{name(installation, service)}={number}" for service in services))


def name(installation: Installation, service: str) -> str:
    """Give the name of a service in the swarm."""
    return f"{installation.stack}_{service}"


def served(container: str, since: str = "") -> list[datetime]:
    """Give the moments at which a container answered requests of people or services."""
    command = ["docker", "logs", *(["--since", since] if since else []), container]
    lines = [line for line in run(command).stdout.splitlines() if REQUEST in line]
    told: list[dict[str, Any]] = [json.loads(line) for line in lines]
    return [datetime.fromisoformat(line["timestamp"]) for line in told if line["route"] not in QUIET]


def since_when(container: dict[str, Any]) -> datetime:
    """Give the moment a container was found healthy."""
    ends = [check["End"] for check in container["State"]["Health"]["Log"] if check["ExitCode"] == 0]
    return datetime.fromisoformat(ends[0][:26] + "+00:00")


def now() -> str:
    """Give the time as docker reads it."""
    return datetime.now(UTC).isoformat()
