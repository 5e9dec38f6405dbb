"""The stack in the swarm, besides deploying it: status, logs, taking it down."""

import time

from deploy import docker, swarm
from deploy.errors import CannotDeploy
from deploy.settings import Settings

GONE_SECONDS = 120
POLL_SECONDS = 0.5
VOLUMES = ("mysql",)


def status(settings: Settings) -> None:
    """Show each service with its version, how many run and how its last update went, then its tasks."""
    for name, service in sorted(swarm.services(settings.stack).items()):
        state = service.update.get("State", "not updated yet")
        running = sum(task["Status"]["State"] == "running" for task in swarm.tasks(service.name))
        print(f"{name:15} {service.tag:20} {running}/{service.replicas}  {state}")
    print(docker.run("stack", "ps", "--filter", "desired-state=running", settings.stack), end="")


def logs(settings: Settings, service: str) -> None:
    """Show and follow what `service` logs on all machines."""
    docker.show("service", "logs", "--raw", "--follow", "--tail", "50", f"{settings.stack}_{service}")


def down(settings: Settings, *, volumes: bool) -> None:
    """Take the stack down and wait until its networks are gone; with `volumes` its data on this machine too."""
    docker.run("stack", "rm", settings.stack)
    label = f"label={swarm.STACK_LABEL}={settings.stack}"
    deadline = time.monotonic() + GONE_SECONDS
    while docker.lines("network", "ls", "--quiet", "--filter", label) or docker.lines(
        "ps", "--quiet", "--filter", label
    ):
        if time.monotonic() > deadline:
            raise CannotDeploy(
                f"The stack {settings.stack} is still there after {GONE_SECONDS} s; see `docker stack ps`."
            )
        time.sleep(POLL_SECONDS)
    if volumes:
        docker.run("volume", "rm", "--force", *(f"{settings.stack}_{volume}" for volume in VOLUMES))
