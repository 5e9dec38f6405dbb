"""`docker stack deploy`: what the swarm is given, all of it or the migration jobs alone."""

import os
import re
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from deploy import docker, swarm
from deploy.errors import CannotDeploy
from deploy.settings import COMPOSE_FILE, Settings, environment, tag_variables
from deploy.watching import Services

CPUS = "0.5"  # of a processor for a replica: one that starts leaves the rest to those that serve
_SECTION, _SERVICE = re.compile(r"[a-z]"), re.compile(r"  \S")


def apply(settings: Settings, tags: Mapping[str, str], *, previous: str, replicas: int) -> None:
    """Bring the stack to these versions of its services, `previous` being what a rollback goes back to."""
    proxies = {"PROXY_REPLICAS": "0"} if not replicas else {}
    given = _given(
        settings,
        REPLICAS=str(replicas),
        PREVIOUS_TAG=previous,
        **tag_variables(tags),
        **proxies,
        **database_place(swarm.services(settings.stack), os.environ.get("MYSQL_CONSTRAINT", "")),
    )
    _deploy_stack(settings, settings.compose_files, given)


def apply_jobs(settings: Settings) -> None:
    """Give the migration jobs what this version has for them, and leave all else as it is."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".yaml") as file:
        file.write(only_jobs(COMPOSE_FILE.read_text(encoding="utf-8")))
        file.flush()
        _deploy_stack(settings, (Path(file.name), *settings.compose_files[1:]), _given(settings))


def _given(settings: Settings, **more: str) -> dict[str, str]:
    cpus = os.environ.get("CPUS") or CPUS
    return environment(settings, MIGRATIONS_REPLICAS="0", NETWORK_DRIVER="overlay", CPUS=cpus, **more)


def _deploy_stack(settings: Settings, files: Iterable[Path], given: Mapping[str, str]) -> None:
    """Hand it to the swarm; only an image that is asked for anew is looked up, or each deploy might replace MySQL."""
    resolving = (
        ["--with-registry-auth", "--resolve-image=changed"] if settings.has_registry else ["--resolve-image=never"]
    )
    named = [f"--compose-file={path}" for path in files]
    docker.run("stack", "deploy", *named, *resolving, settings.stack, environment=given)


def only_jobs(compose: str) -> str:
    """Leave of docker-compose.yaml the services that migrate, with the networks and secrets they name."""
    kept, section, is_wanted = [], "", True
    for line in compose.splitlines():
        if _SECTION.match(line):
            section = line.partition(":")[0]
            is_wanted = section not in {"configs", "volumes"}
        elif section == "services" and _SERVICE.match(line):
            is_wanted = line.strip().startswith("migrate-")
        if is_wanted:
            kept.append(line)
    return "\n".join(kept)


def database_place(running: Services, asked: str) -> dict[str, str]:
    """Keep MySQL where its volume is; raises CannotDeploy where `asked` would start it elsewhere, without its data."""
    if "mysql" not in running:  # its volume will be on this machine alone, be it one manager of several
        return {} if asked else {"MYSQL_CONSTRAINT": f"node.id=={swarm.own_node()}"}
    places = running["mysql"].constraints
    if not places:
        return {}
    if asked in swarm.names_of_node(running["mysql"]):
        return {"MYSQL_CONSTRAINT": asked}
    if asked and [asked] != places:
        raise CannotDeploy(
            f"MySQL has its data where {places[0]}. MYSQL_CONSTRAINT={asked} would start it elsewhere, empty: leave it "
            "out, or bring a backup into a new STACK there."
        )
    return {"MYSQL_CONSTRAINT": places[0]}
