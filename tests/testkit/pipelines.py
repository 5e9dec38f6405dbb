"""The Jenkinsfile, run stage by stage outside Jenkins, with a `make` that only writes down its calls."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NO_RUNNER = "JENKINSFILE_RUNNER names no program that runs the steps of a Jenkinsfile"
MAKE = """#!/bin/sh
echo "${DOCKER_HOST:-here} $*" >>"$CALLS"
for target in $FAILING; do [ "$1" != "$target" ] || exit 2; done
"""
COMMIT = "0123456789abcdef0123456789abcdef01234567"
PASSWORD = "canary-of-the-registry"
GIVEN = {
    "GIT_COMMIT": COMMIT,
    "REGISTRY_PASSWORD": PASSWORD,
    "GIG_PLANNER_STAGING_SECRETS": "/made-up/staging.tar",
    "GIG_PLANNER_PRODUCTION_SECRETS": "/made-up/production.tar",
    "STAGING_ENGINE": "staging",
    "PRODUCTION_ENGINE": "production",
}


@dataclass(frozen=True, slots=True)
class Build:
    """How a build ended, all it said, and each call of make with the engine it was for."""

    succeeded: bool
    said: str
    calls: list[str]


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The Jenkinsfile of this checkout, and what runs it."""

    command: list[str]
    environ: dict[str, str]
    calls: Path

    def build(self, branch: str, *, failing: str = "", **parameters: str) -> Build:
        """Build a commit of `branch`; each make target named in `failing` fails."""
        environ = {**self.environ, **parameters, "FAILING": failing}
        command = [*self.command, str(ROOT / "Jenkinsfile"), branch]
        pipe = subprocess.PIPE
        ended = subprocess.run(
            command, env=environ, stdout=pipe, stderr=subprocess.STDOUT, text=True, timeout=120, check=False
        )
        return Build(ended.returncode == 0, ended.stdout, self.calls.read_text().splitlines())


@pytest.fixture
def pipeline(tmp_path: Path) -> Pipeline:
    """Give the pipeline; each of its steps calls a `make` that does nothing else than write that down."""
    make, calls = tmp_path / "bin" / "make", tmp_path / "calls"
    make.parent.mkdir()
    make.write_text(MAKE)
    make.chmod(0o755)
    calls.touch()
    environ = {**GIVEN, **java(), "PATH": f"{make.parent}{os.pathsep}{os.environ['PATH']}"}
    return Pipeline(runner(), {**environ, "CALLS": str(calls), "WORKSPACE": str(tmp_path)}, calls)


def runner() -> list[str]:
    """Give the command that runs the steps of a Jenkinsfile."""
    program, groovy = os.environ.get("JENKINSFILE_RUNNER"), shutil.which("groovy")
    if not program:
        pytest.skip(NO_RUNNER)
    if not groovy:
        pytest.skip("no Groovy")
    return [groovy, program]


def java() -> dict[str, str]:
    """Give the settings of Java: that of the machine, which Debian's Groovy does not look for, quick to start."""
    found = shutil.which("java")
    if not found:
        pytest.skip("no Java")
    home = os.environ.get("JAVA_HOME") or str(Path(found).resolve().parents[1])
    return {"JAVA_HOME": home, "JAVA_OPTS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto"}
