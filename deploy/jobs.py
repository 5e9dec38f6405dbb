"""The migration jobs of a swarm: run from the new images, one at a time, before any service is updated."""

import time
from typing import Any

from deploy import docker, swarm
from deploy.errors import CannotDeploy
from deploy.settings import Settings

JOBS = {"migrate-bands": "service1", "migrate-venues": "service2", "migrate-gigs": "backend"}
FAILING_SECONDS = 120  # a new database server takes up to a minute until it answers
FETCHING_SECONDS = 1800
RUNNING_SECONDS = 1800
POLL_SECONDS = 0.5


def migrate(settings: Settings) -> None:
    """Bring all three databases up to date; raises CannotDeploy for a job that does not complete."""
    for job, service in JOBS.items():
        _run(settings, f"{settings.stack}_{job}", settings.image(service))


def _run(settings: Settings, name: str, image: str) -> None:
    """Start the job anew and wait for its end: one cut short by a dead machine is started again by the swarm."""
    earlier = {task["ID"] for task in swarm.tasks(name)}
    credentials = ["--with-registry-auth"] if settings.has_registry else ["--no-resolve-image"]
    docker.run(
        "service", "update", "--quiet", "--detach", "--force", *credentials, "--replicas=1", "--image", image, name
    )
    began = fetched = time.monotonic()
    while not _is_complete(tasks := [task for task in swarm.tasks(name) if task["ID"] not in earlier]):
        now = time.monotonic()
        if now - began < FETCHING_SECONDS and _is_fetching([*tasks, *swarm.tasks(f"{settings.stack}_mysql")]):
            fetched = now
        _check_time(name, tasks, now - fetched)
        time.sleep(POLL_SECONDS)


def _is_fetching(tasks: list[dict[str, Any]]) -> bool:
    """Say whether a machine still fetches an image: on its first day that may take longer than any migration."""
    return any(task["Status"]["State"] == "preparing" for task in tasks)


def _is_complete(tasks: list[dict[str, Any]]) -> bool:
    return any(task["Status"]["State"] == "complete" for task in tasks)


def _check_time(name: str, tasks: list[dict[str, Any]], seconds: float) -> None:
    running = any(task["Status"]["State"] == "running" for task in tasks)
    if seconds > (RUNNING_SECONDS if running else FAILING_SECONDS):
        said = docker.run("service", "logs", "--raw", "--tail", "10", name)
        raise CannotDeploy(
            f"{name} did not complete in {seconds:.0f} s, so nothing was updated.\n{swarm.last_words(name)}\n{said}"
        )
