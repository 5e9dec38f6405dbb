"""What runs in the swarm: services, their tasks, how an update is going."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from deploy import docker
from deploy.errors import CannotDeploy

STACK_LABEL = "com.docker.stack.namespace"
PREVIOUS_LABEL = "gig-planner.previous"
FAILED = {"paused", "rollback_started", "rollback_paused", "rollback_completed"}


@dataclass(frozen=True, slots=True)
class Service:
    """One service of the stack as the swarm knows it."""

    name: str
    raw: Mapping[str, Any]

    @property
    def container(self) -> Mapping[str, Any]:
        """Give what its containers are made from."""
        spec: Mapping[str, Any] = self.raw["Spec"]["TaskTemplate"]["ContainerSpec"]
        return spec

    @property
    def task(self) -> Mapping[str, Any]:
        """Give what its tasks are made from, but for where they may run: who fits there is not started anew."""
        spec: Mapping[str, Any] = self.raw["Spec"]["TaskTemplate"]
        return {name: value for name, value in spec.items() if name != "Placement"}

    @property
    def tag(self) -> str:
        """Give the version of its image."""
        return str(self.container["Image"]).split("@")[0].rpartition(":")[2]

    @property
    def replicas(self) -> int:
        """Give how many are wanted."""
        return int(self.raw["Spec"]["Mode"]["Replicated"]["Replicas"])

    @property
    def constraints(self) -> list[str]:
        """Give where its tasks may run."""
        return list(self.raw["Spec"]["TaskTemplate"].get("Placement", {}).get("Constraints") or [])

    @property
    def previous(self) -> str:
        """Give the version that ran before this one, "" if there was none."""
        return str(self.raw["Spec"].get("Labels", {}).get(PREVIOUS_LABEL, ""))

    @property
    def update(self) -> Mapping[str, Any]:
        """Give how its last update went; empty without one."""
        return self.raw.get("UpdateStatus") or {}


def require() -> None:
    """Raise CannotDeploy unless this docker is a manager of a swarm."""
    info = json.loads(docker.run("info", "--format", "{{json .Swarm}}"))
    if info["LocalNodeState"] != "active" or not info["ControlAvailable"]:
        raise CannotDeploy("This Docker is no manager of a swarm. Run `docker swarm init` first, or go to the manager.")


def own_node() -> str:
    """Give the id of the node this docker is."""
    return docker.run("info", "--format", "{{.Swarm.NodeID}}").strip()


def names_of_node(service: Service) -> set[str]:
    """Give the constraints that name the node on which a service runs its task: no role, as others have it too."""
    running = [task["NodeID"] for task in tasks(service.name) if task["Status"]["State"] == "running"]
    found = set()
    for node in docker.inspect("node", running):
        labels = node["Spec"].get("Labels") or {}
        found |= {f"node.id=={node['ID']}", f"node.hostname=={node['Description']['Hostname']}"}
        found |= {f"node.labels.{name}=={value}" for name, value in labels.items()}
    return found


def services(stack: str) -> dict[str, Service]:
    """Give the services of `stack` by their names in docker-compose.yaml; empty when it does not run."""
    ids = docker.lines("service", "ls", "--quiet", "--filter", f"label={STACK_LABEL}={stack}")
    found = docker.inspect("service", ids)
    return {_short(stack, raw): Service(raw["Spec"]["Name"], raw) for raw in found}


def meant_tasks(stack: str) -> dict[str, list[dict[str, Any]]]:
    """Give the tasks of all services of `stack` that are meant to run, by the id of the service."""
    found: dict[str, list[dict[str, Any]]] = {}
    meant = ("--filter", "desired-state=running")
    for task in docker.inspect("task", docker.lines("stack", "ps", "--quiet", "--no-trunc", *meant, stack)):
        found.setdefault(task["ServiceID"], []).append(task)
    return found


def tasks(service: str) -> list[dict[str, Any]]:
    """Give the tasks of one service that are meant to run, and those that ended, newest first."""
    ids = docker.lines("service", "ps", "--quiet", "--no-trunc", service)
    return docker.inspect("task", ids)


def last_words(service: str) -> str:
    """Give why tasks of a service ended, newest first."""
    errors = [task["Status"].get("Err", "") for task in tasks(service)]
    return "\n".join(dict.fromkeys(error for error in errors if error)) or "its tasks say nothing; see `make logs`"


def _short(stack: str, raw: Mapping[str, Any]) -> str:
    return str(raw["Spec"]["Name"]).removeprefix(f"{stack}_")
