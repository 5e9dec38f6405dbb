"""Calls of the docker program."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from typing import Any

from deploy.errors import CannotDeploy

TAIL_LINES = 15


def run(*arguments: str, environment: Mapping[str, str] | None = None, gone_is_well: bool = False) -> str:
    """Give what `docker …` printed; raises CannotDeploy with the end of what it complained of.

    With `gone_is_well` it may complain of what does not exist any more.
    """
    try:
        done = subprocess.run(["docker", *arguments], env=environment, capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise CannotDeploy("The docker program is missing: install Docker, then try again.") from error
    if done.returncode and not (gone_is_well and _is_of_the_gone(done.stderr)):
        tail = "\n".join((done.stderr or done.stdout).strip().splitlines()[-TAIL_LINES:])
        raise CannotDeploy(f"docker {' '.join(arguments[:3])} failed:\n{tail}")
    return done.stdout


def show(*arguments: str, environment: Mapping[str, str] | None = None) -> None:
    """Run `docker …` with its output in sight; raises CannotDeploy when it fails."""
    if code := subprocess.run(["docker", *arguments], env=environment, check=False).returncode:
        raise CannotDeploy(f"docker {' '.join(arguments[:3])} failed with exit code {code}.")


def inspect(kind: str, names: Sequence[str]) -> list[dict[str, Any]]:
    """Give what docker knows of those of `names` that still exist: a swarm clears old tasks away at any time."""
    if not names:
        return []
    found: list[dict[str, Any]] = json.loads(run("inspect", "--type", kind, *names, gone_is_well=True))
    return found


def _is_of_the_gone(complaint: str) -> bool:
    return all("not found" in line or "No such" in line for line in complaint.strip().splitlines())


def lines(*arguments: str) -> list[str]:
    """Give the lines `docker …` printed."""
    return run(*arguments).split()
