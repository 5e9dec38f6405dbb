"""`make up` and `make down`: the same services under Docker Compose, on one machine."""

import hashlib
import time
from collections.abc import Iterator
from dataclasses import replace

from deploy import docker
from deploy.errors import CannotDeploy
from deploy.jobs import JOBS
from deploy.settings import COMPOSE_FILE, HASH_DIGITS, Settings, environment, hashes

READY_SECONDS = 600  # the first start of MySQL took 4 minutes where ten others wanted the processor
POLL_SECONDS = 2


def up(settings: Settings) -> None:
    """Build the images, start everything and wait until the jobs are done and the rest is well; raises CannotDeploy."""
    _show(settings, "up", "--build", "--detach", "--remove-orphans")
    deadline = time.monotonic() + READY_SECONDS
    while waiting := sorted(_unfinished(settings)):
        if time.monotonic() > deadline:
            raise CannotDeploy(f"Still waiting for {', '.join(waiting)} after {READY_SECONDS} s; see `make logs`.")
        time.sleep(POLL_SECONDS)


def down(settings: Settings, *, volumes: bool) -> None:
    """Stop and remove everything but the data, with `volumes` the data too."""
    _show(settings, "down", "--remove-orphans", *(["--volumes"] if volumes else []))


def logs(settings: Settings) -> None:
    """Show and follow what all services log."""
    _show(settings, "logs", "--follow", "--tail", "50")


def status(settings: Settings) -> None:
    """Show what runs."""
    _show(settings, "ps", "--all")


def _unfinished(settings: Settings) -> Iterator[str]:
    """Give the services that are not well yet, and the jobs that have not ended well."""
    label = "label=com.docker.compose.project=" + settings.stack
    for container in docker.inspect("container", docker.lines("ps", "--all", "--quiet", "--filter", label)):
        state = container["State"]
        over = state["Status"] == "exited" and not state["ExitCode"]
        well = state.get("Health", {}).get("Status") == "healthy"
        name: str = container["Config"]["Labels"]["com.docker.compose.service"]
        if not (over if name in JOBS else well):
            yield name


def _show(settings: Settings, *arguments: str) -> None:
    settings = replace(settings, tag=settings.tag or "dev")
    docker.show(
        *("compose", "--project-name", settings.stack, "--file", str(COMPOSE_FILE)),
        *arguments,
        environment=environment(settings, REPLICAS="1", NETWORK_DRIVER="bridge", CONTENT=_content(settings)),
    )


def _content(settings: Settings) -> str:
    """Give what differs as soon as any secret or config does, so that their services are made anew."""
    return hashlib.sha256("".join(hashes(settings.secrets_dir).values()).encode()).hexdigest()[:HASH_DIGITS]
