"""Calls of the docker program: what is complained of is said, what went away meanwhile is not."""

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from deploy import docker
from deploy.errors import CannotDeploy

Program = Callable[[str], None]


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Let `docker` be a shell script."""

    def write(script: str) -> None:
        path = tmp_path / "docker"
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)

    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return write


def test_tasks_that_the_swarm_cleared_away_meanwhile_are_left_out(program: Program) -> None:
    program("""echo '[{"ID": "a"}]'; echo 'Error response from daemon: task b not found' >&2; exit 1""")

    assert docker.inspect("task", ["a", "b"]) == [{"ID": "a"}]


def test_any_other_complaint_is_said(program: Program) -> None:
    program("""echo '[]'; echo 'Cannot connect to the Docker daemon' >&2; exit 1""")

    with pytest.raises(CannotDeploy, match=r"(?s)docker inspect --type task failed.*Cannot connect"):
        docker.inspect("task", ["a"])


def test_what_does_not_exist_is_an_error_where_it_is_needed(program: Program) -> None:
    program("""echo 'service gigs_frontend not found' >&2; exit 1""")

    with pytest.raises(CannotDeploy, match="not found"):
        docker.run("service", "update", "gigs_frontend")


def test_a_machine_without_docker_is_told_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(CannotDeploy, match="The docker program is missing"):
        docker.run("version")
