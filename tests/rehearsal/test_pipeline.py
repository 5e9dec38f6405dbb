"""The Jenkinsfile, each step run for real: a commit goes into production, a bad one gets no further than staging."""

import os
import subprocess
import tarfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from testkit.figures import Figures
from testkit.installations import Installation, docker, free_ports, made, run
from testkit.joining import client_of
from testkit.looking_around import seconds_until_saved
from testkit.pipelines import PASSWORD, ROOT, java, runner
from testkit.registries import registry
from testkit.swarms import running
from testkit.versions import SERVICES

pytestmark = [pytest.mark.whole, pytest.mark.pipeline]
STACKS = {"gigs-staging": "gp-pipeline-staging", "gigs": "gp-pipeline"}  # nobody else's
REGISTRY = "gp-pipeline-registry"
SOME_TESTS = "chassis/tests/test_ids.py tests/ops/test_checks.py"  # all of them have just been run
LONGEST = 1800
COMMITTING = ("-c", "user.name=rehearsal", "-c", "user.email=rehearsal@example.org")


@dataclass(frozen=True, slots=True)
class Jenkins:
    """What a build server has: a checkout, credentials, the addresses of both installations."""

    checkout: Path
    environ: dict[str, str]
    staging: Installation
    production: Installation

    def commit(self) -> str:
        """Commit what was changed in the checkout; give the commit."""
        self._git(*COMMITTING, "commit", "--quiet", "--all", "--message", "Change")
        return self._git("rev-parse", "HEAD").strip()

    def build(self, commit: str) -> subprocess.CompletedProcess[str]:
        """Run the pipeline."""
        command = [*runner(), "Jenkinsfile", "main"]
        environ = {**self.environ, "GIT_COMMIT": commit}
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        return subprocess.run(command, cwd=self.checkout, env=environ, timeout=LONGEST, check=False, **pipes)

    def _git(self, *arguments: str) -> str:
        done = run(["git", "-C", str(self.checkout), *arguments])
        assert done.returncode == 0, done.stdout
        return done.stdout


@pytest.fixture(scope="module")
def jenkins(swarm: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Jenkins]:  # noqa: ARG001  # one must run
    """Give a build server, and two installations that do not exist yet; nothing is left of them afterwards."""
    folder = tmp_path_factory.mktemp("jenkins")
    ports = zip(STACKS.values(), free_ports(4)[:2], free_ports(4)[2:], strict=True)
    planners = [
        _planned(folder / stack, STACK=stack, HTTP_PORT=str(http), HTTPS_PORT=str(https))
        for stack, http, https in ports
    ]
    staging, production = planners
    with registry(REGISTRY) as images:
        try:
            yield Jenkins(_checkout(folder), _environ(folder, images, staging, production), staging, production)
        finally:
            for planner in planners:
                planner.take_down()
            pushed = docker("images", "--format", "{{.Repository}}:{{.Tag}}", "--filter", f"reference={images}/*")
            docker("rmi", "--force", *pushed.split())


def _planned(folder: Path, **settings: str) -> Installation:
    folder.mkdir()
    planner = made("swarm", folder, **settings)
    planner.take_down()
    planner.make("secrets")
    return planner


def _checkout(folder: Path) -> Path:
    checkout = folder / "checkout"
    assert run(["git", "clone", "--quiet", str(ROOT), str(checkout)]).returncode == 0
    file = checkout / "Jenkinsfile"
    text = file.read_text(encoding="utf-8")
    for theirs, ours in STACKS.items():
        assert f"STACK = '{theirs}'" in text
        text = text.replace(f"STACK = '{theirs}'", f"STACK = '{ours}'")
    file.write_text(text, encoding="utf-8")
    return checkout


def _environ(folder: Path, images: str, staging: Installation, production: Installation) -> dict[str, str]:
    environ = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "JAVA_HOME"}}
    environ |= java() | {"IMAGES": images, "REGISTRY_PASSWORD": PASSWORD, "WORKSPACE": str(folder), "ARGS": SOME_TESTS}
    environ |= {"UPDATE_MONITOR": "5s"}
    engine = docker("context", "inspect", "--format", "{{.Endpoints.docker.Host}}").strip()
    for name, planner in (("STAGING", staging), ("PRODUCTION", production)):
        file = folder / f"{name}.tar"
        with tarfile.open(file, "w") as packed:
            packed.add(planner.secrets, arcname=".")
        ports = {f"{name}_{port}": planner.environ[port] for port in ("HTTP_PORT", "HTTPS_PORT")}
        environ |= {f"GIG_PLANNER_{name}_SECRETS": str(file), f"{name}_ENGINE": engine, f"{name}_URL": planner.url}
        environ |= ports
    return environ


def test_a_commit_goes_through_staging_into_production_and_a_bad_one_does_not(
    jenkins: Jenkins, figures: Figures
) -> None:
    began = time.monotonic()
    good = jenkins.commit()

    done = jenkins.build(good)

    seconds = time.monotonic() - began
    assert done.returncode == 0, done.stdout[-6000:]
    assert _runs(jenkins.staging) == _runs(jenkins.production) == {good}
    assert PASSWORD not in done.stdout
    with client_of(jenkins.production.url, jenkins.production.admin) as client:
        seconds_until_saved(client)

    _spoil(jenkins.checkout / "backend" / "Dockerfile")
    began = time.monotonic()
    refused = jenkins.build(jenkins.commit())

    figures("pipeline", good_s=seconds, bad_s=time.monotonic() - began)
    assert refused.returncode != 0
    assert "stage 'Deploy to staging' FAILED" in refused.stdout, refused.stdout[-6000:]
    assert "stage 'Production' skipped" in refused.stdout
    assert _runs(jenkins.staging) == _runs(jenkins.production) == {good}
    assert jenkins.staging.is_ready()
    assert len(jenkins.production.gigs()) == 1


def _runs(planner: Installation) -> set[str]:
    """Give the versions that run of all services."""
    found = running(planner)
    assert all(versions.total() for versions in found.values())
    assert found.keys() == set(SERVICES)
    return {version for versions in found.values() for version in versions}


def _spoil(dockerfile: Path) -> None:
    lines = dockerfile.read_text(encoding="utf-8").splitlines()
    spoilt = ['CMD ["python", "-c", "raise SystemExit(7)"]' if line.startswith("CMD") else line for line in lines]
    assert spoilt != lines
    dockerfile.write_text("\n".join([*spoilt, ""]), encoding="utf-8")
