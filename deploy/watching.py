"""Waits for an update of the stack and tells a finished one from one that was rolled back.

`docker stack deploy` and `docker service update` exit with 0 after an automatic rollback, so this looks at the state
and at the image of every service. UpdateStatus still speaks of the update before for a moment: it counts only once its
start differs from what it was.
"""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from deploy import swarm
from deploy.errors import CannotDeploy
from deploy.settings import IMAGES
from deploy.swarm import Service

UPDATE_SECONDS = 900
POLL_SECONDS = 2

Services = Mapping[str, Service]


@dataclass(frozen=True, slots=True)
class Expected:
    """What is waited for: the version of each service, and the services as they were before.

    nginx and MySQL are waited for only where they are changed or `all_whole` is asked: their machine may be lost.
    """

    stack: str
    tags: Mapping[str, str]
    before: Services
    all_whole: bool = False


def wait(expected: Expected) -> None:
    """Wait until all services run as asked; raises CannotDeploy for one that was rolled back or is late."""
    deadline = time.monotonic() + UPDATE_SECONDS
    while waiting := sorted(_unfinished(expected, swarm.services(expected.stack))):
        if time.monotonic() > deadline:
            raise CannotDeploy(
                f"Still waiting for {', '.join(waiting)} after {UPDATE_SECONDS} s:\n{_why(expected, waiting)}"
            )
        time.sleep(POLL_SECONDS)


def _unfinished(expected: Expected, now: Services) -> Iterable[str]:
    """Give the services that are not done yet; raises CannotDeploy for one that has failed."""
    tasks = swarm.meant_tasks(expected.stack)
    for name, service in now.items():
        if name.startswith("migrate-") or _is_left_alone(expected, service, name):
            continue
        began = _began(expected, service, name)
        if began and service.update.get("State") in swarm.FAILED:
            raise CannotDeploy(f"{name} was rolled back:\n{swarm.last_words(service.name)}")
        if name in IMAGES and service.tag != (tag := expected.tags[name]):
            raise CannotDeploy(f"{name} is of version {service.tag}, not {tag}:\n{swarm.last_words(service.name)}")
        if not (_is_over(expected, service, name, began=began) and _runs(service, tasks.get(service.raw["ID"], []))):
            yield name


def _began(expected: Expected, service: Service, name: str) -> bool:
    """Say whether UpdateStatus speaks of this update."""
    before = expected.before.get(name)
    return bool(service.update) and (
        before is None or service.update.get("StartedAt") != before.update.get("StartedAt")
    )


def _is_left_alone(expected: Expected, service: Service, name: str) -> bool:
    before = expected.before.get(name)
    if name in IMAGES or expected.all_whole or before is None:
        return False
    return before.replicas == service.replicas and before.task == service.task


def _is_over(expected: Expected, service: Service, name: str, *, began: bool) -> bool:
    before = expected.before.get(name)
    if before is None or not before.replicas:
        return True  # nothing ran, so nothing is updated
    return service.update.get("State") == "completed" if began else before.task == service.task


def _runs(service: Service, meant: Sequence[Mapping[str, Any]]) -> bool:
    running = [task for task in meant if task["Status"]["State"] == "running"]
    images = {task["Spec"]["ContainerSpec"]["Image"] for task in running}
    return len(meant) == len(running) == service.replicas and images <= {service.container["Image"]}


def _why(expected: Expected, names: Iterable[str]) -> str:
    now = swarm.services(expected.stack)
    return "\n".join(f"{name}: {swarm.last_words(now[name].name)}" for name in names if name in now)
