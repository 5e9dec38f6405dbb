"""Images on their way: `make login`, `images`, `push` and `logout` with a registry, as the pipeline calls them."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from testkit.installations import STACK, docker, inspect, run
from testkit.registries import registry
from testkit.versions import SERVICES

TAG = f"{STACK}-pushed"
PASSWORD = "canary-of-the-registry"


@pytest.fixture
def builder(engine: None, tmp_path: Path) -> Iterator[Mapping[str, str]]:  # noqa: ARG001  # it must answer
    """Give the environment of who builds, with a registry that is empty; no image stays."""
    with registry(f"{STACK}-registry") as address:
        given = {"REGISTRY": address, "TAG": TAG, "REGISTRY_USER": "gig-planner", "REGISTRY_PASSWORD": PASSWORD}
        try:
            yield {**os.environ, **given, "DOCKER_CONFIG": str(tmp_path)}
        finally:
            docker("rmi", "--force", *images(address))


def test_what_was_pushed_is_what_is_pulled_and_no_password_is_printed_or_stays(
    builder: Mapping[str, str], tmp_path: Path
) -> None:
    said = [make("login", builder)]
    kept = (tmp_path / "config.json").read_text()
    said += [make(target, builder) for target in ("images", "push")]
    names = images(builder["REGISTRY"])
    built = [each["Id"] for each in inspect(names)]
    docker("rmi", "--force", *names)
    for name in names:
        docker("pull", "--quiet", name)
    said.append(make("logout", builder))

    assert [each["Id"] for each in inspect(names)] == built
    assert builder["REGISTRY"] in kept
    assert builder["REGISTRY"] not in (tmp_path / "config.json").read_text()
    assert PASSWORD not in "".join(said)


def images(address: str) -> list[str]:
    return [f"{address}/gig-planner-{service}:{TAG}" for service in SERVICES]


def make(target: str, environ: Mapping[str, str]) -> str:
    done = run(["make", "--no-print-directory", target], environ=environ)
    assert done.returncode == 0, done.stdout[-4000:]
    return done.stdout
