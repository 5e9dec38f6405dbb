"""What make calls: `python -m deploy COMMAND`."""

import os
import sys
from collections.abc import Callable, Mapping

from deploy import (
    compose,
    mysql_backup,
    mysql_copying,
    mysql_restore,
    packed_secrets,
    release,
    secret_files,
    smoke,
    stack,
)
from deploy.errors import CannotDeploy
from deploy.settings import Settings, load


def _secrets(settings: Settings) -> None:
    made = secret_files.make(settings)
    print(
        f"Made in {settings.secrets_dir}: {', '.join(made)}"
        if made
        else f"All secrets are there, in {settings.secrets_dir}."
    )


def _up(settings: Settings) -> None:
    compose.up(settings)
    print(f"Gig Planner answers at {settings.url}; the first account is in {settings.secrets_dir}/admin_*.")


def _deploy(settings: Settings) -> None:
    release.deploy(settings)
    print(f"Version {settings.tag} is in service: every replica runs its images.")


def _rollback(settings: Settings) -> None:
    leaving = os.environ.get("FROM", "")
    back = release.roll_back(settings, leaving)
    print(f"Back at version {back}." if back else f"Nothing runs version {leaving}: there is nothing to take back.")


def _verify(settings: Settings) -> None:
    release.verify(settings)
    print(f"Every replica of every service runs version {settings.tag}.")


def _smoke(settings: Settings) -> None:
    print(f"{settings.url} works: {', '.join(smoke.check(settings))}.")


def _down(settings: Settings) -> None:
    down = stack.down if _in_swarm() else compose.down
    down(settings, volumes=bool(os.environ.get("VOLUMES")))


def _status(settings: Settings) -> None:
    (stack.status if _in_swarm() else compose.status)(settings)


def _logs(settings: Settings) -> None:
    if _in_swarm():
        stack.logs(settings, os.environ.get("SERVICE") or "frontend")
    else:
        compose.logs(settings)


def _in_swarm() -> bool:
    return os.environ.get("OF") == "swarm"


COMMANDS: Mapping[str, Callable[[Settings], None]] = {
    "secrets": _secrets,
    "up": _up,
    "down": _down,
    "deploy": _deploy,
    "rollback": _rollback,
    "verify": _verify,
    "smoke": _smoke,
    "status": _status,
    "logs": _logs,
}
COPIES: Mapping[str, tuple[str, Callable[[Mapping[str, str]], str]]] = {  # of MySQL: the verb of its sentences
    "backup": ("back up", mysql_backup.back_up),
    "restore": ("restore", mysql_restore.restore),
}


def main(arguments: list[str]) -> int:
    """Run one command; give the exit code."""
    if len(arguments) != 1 or arguments[0] not in {*COMMANDS, *COPIES}:
        print(f"usage: python -m deploy {'|'.join([*COMMANDS, *COPIES])}", file=sys.stderr)
        return 2
    if arguments[0] in COPIES:
        return mysql_copying.run(*COPIES[arguments[0]])
    try:
        with packed_secrets.unpacked(os.environ) as environ:
            os.environ.update(environ)  # docker-compose.yaml reads them too
            COMMANDS[arguments[0]](load(environ))
    except CannotDeploy as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
