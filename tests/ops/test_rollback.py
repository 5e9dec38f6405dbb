"""`make rollback` and `make verify`: which version comes back whatever became of a deploy, what counts as proven."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from deploy import docker, release, secret_files, swarm, watching
from deploy.errors import CannotDeploy
from deploy.settings import IMAGES, Settings, load
from deploy.swarm import Service

Stack = Callable[..., None]


def service(name: str, tag: str, previous: str) -> Service:
    spec = {
        "Name": f"gigs_{name}",
        "Labels": {swarm.PREVIOUS_LABEL: previous},
        "Mode": {"Replicated": {"Replicas": 2}},
        "TaskTemplate": {"ContainerSpec": {"Image": f"registry:5000/gig-planner-{name}:{tag}@sha256:0"}},
    }
    return Service(f"gigs_{name}", {"Spec": spec})


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = load({"SECRETS_DIR": str(tmp_path / "secrets"), "TAG": "new"})
    secret_files.make(made)
    return made


@pytest.fixture
def deployed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the versions that are deployed to a swarm, step by step."""
    versions: list[str] = []
    monkeypatch.setattr(swarm, "require", lambda: None)
    monkeypatch.setattr(watching, "wait", lambda _: None)
    monkeypatch.setattr(docker, "run", lambda *_, environment: versions.append(_together(environment)))
    monkeypatch.setattr(swarm, "own_node", lambda: "node1")
    return versions


def _together(environment: Mapping[str, str]) -> str:
    return "+".join(sorted({environment[f"{name.upper()}_TAG"] for name in IMAGES}))


@pytest.fixture
def stack(monkeypatch: pytest.MonkeyPatch) -> Stack:
    """Let services run: by name, each with its version and the one before."""

    def run(*pages: str, **others: tuple[str, str]) -> None:
        found = {name: service(name, *others.get(name, pages)) for name in IMAGES} if pages else {}
        monkeypatch.setattr(swarm, "services", lambda _: found)

    return run


@pytest.mark.parametrize("leaving", ["", "new"], ids=["whatever runs", "where it runs"])
def test_the_version_before_comes_back(settings: Settings, stack: Stack, deployed: list[str], leaving: str) -> None:
    stack("new", "good")

    assert release.roll_back(settings, leaving) == "good"
    assert deployed == ["good+new", "good+new", "good+new", "good"]


def test_what_was_taken_back_already_is_not_taken_back_further(
    settings: Settings, stack: Stack, deployed: list[str]
) -> None:
    stack("good", "older")

    assert release.roll_back(settings, "new") == ""
    assert deployed == []


def test_a_rollback_that_is_late_does_not_bring_back_what_was_left(
    settings: Settings, stack: Stack, deployed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stack("new", "good")

    def late(_: object) -> None:
        raise CannotDeploy("Still waiting for frontend.")

    monkeypatch.setattr(watching, "wait", late)

    with pytest.raises(CannotDeploy, match=r"Version good is not wholly back in service. Still waiting for frontend."):
        release.roll_back(settings, "new")
    assert deployed == ["good+new"]


@pytest.mark.parametrize("late", IMAGES)
def test_a_deploy_cut_short_goes_back_to_what_ran_before_it(
    settings: Settings, stack: Stack, deployed: list[str], late: str
) -> None:
    stack("new", "good", **{late: ("good", "older")})

    assert release.roll_back(settings, "new") == "good"
    assert deployed == ["good+new", "good+new", "good"]


@pytest.mark.parametrize("pages", [("first", ""), ()], ids=["the first version", "no stack"])
def test_without_a_version_before_it_says_so(
    settings: Settings, stack: Stack, deployed: list[str], pages: tuple[str, ...]
) -> None:
    stack(*pages)

    with pytest.raises(CannotDeploy, match="No version before this one is known"):
        release.roll_back(settings)
    assert deployed == []


def test_verifying_waits_for_the_version_and_changes_nothing(
    settings: Settings, stack: Stack, deployed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    waited = []
    monkeypatch.setattr(watching, "wait", waited.append)
    stack("new", "good")

    release.verify(settings)

    assert [(expected.stack, set(expected.tags.values())) for expected in waited] == [("gigs", {"new"})]
    assert deployed == []


def test_nothing_is_proven_where_nothing_runs(settings: Settings, stack: Stack, deployed: list[str]) -> None:
    stack()

    with pytest.raises(CannotDeploy, match="No stack gigs runs here"):
        release.verify(settings)
    assert deployed == []
