"""Deploying to a swarm: what is done in which order, and how a deploy that did not happen is told from one that did."""

from collections.abc import Callable

import pytest
from testkit.fake_swarm import IMAGES, FakeSwarm

from deploy import jobs, release
from deploy.errors import CannotDeploy
from deploy.settings import Settings


def versions(swarm: FakeSwarm) -> set[str]:
    return {swarm.services[name].running for name in IMAGES}


def test_the_first_deploy_brings_up_networks_and_database_then_migrates_then_starts(
    swarm: FakeSwarm, at: Callable[[str], Settings]
) -> None:
    release.deploy(at("a"))

    assert swarm.deployed == ["a x 0", "a x 2"]
    assert [job for job, _ in swarm.jobs_run] == ["migrate-bands", "migrate-venues", "migrate-gigs"]
    assert versions(swarm) == {"a"}


def test_an_update_migrates_with_the_new_images_before_any_service_changes(
    swarm: FakeSwarm, at: Callable[[str], Settings]
) -> None:
    release.deploy(at("a"))
    swarm.jobs_run.clear()

    release.deploy(at("b"))

    assert {image.rpartition(":")[2] for _, image in swarm.jobs_run} == {"b"}
    assert versions(swarm) == {"b"}
    assert {swarm.services[name].label for name in IMAGES} == {"a"}


def test_services_are_updated_one_after_the_other_and_the_pages_last(
    swarm: FakeSwarm, at: Callable[[str], Settings]
) -> None:
    release.deploy(at("a"))

    release.deploy(at("b"))

    assert swarm.updated == ["backend", "service1", "service2", "frontend"]
    assert swarm.most_at_once == 1


def test_what_follows_a_bad_one_is_left_alone_and_what_went_before_goes_back(
    swarm: FakeSwarm, at: Callable[[str], Settings]
) -> None:
    release.deploy(at("a"))
    swarm.bad_services = {"service2"}

    with pytest.raises(CannotDeploy, match="service2 was rolled back"):
        release.deploy(at("b"))

    assert swarm.updated == ["backend", "service1", "service2", "service1", "backend"]
    assert versions(swarm) == {"a"}


def test_a_version_that_was_rolled_back_fails_and_leaves_all_services_on_the_one_before(
    swarm: FakeSwarm, at: Callable[[str], Settings]
) -> None:
    release.deploy(at("a"))
    swarm.bad = {"b"}

    with pytest.raises(CannotDeploy, match="Version b did not get into service"):
        release.deploy(at("b"))

    assert versions(swarm) == {"a"}
    assert {swarm.services[name].tag for name in IMAGES} == {"a"}


def test_an_old_rollback_does_not_fail_a_later_deploy(swarm: FakeSwarm, at: Callable[[str], Settings]) -> None:
    release.deploy(at("a"))
    swarm.bad = {"b"}
    with pytest.raises(CannotDeploy):
        release.deploy(at("b"))

    release.deploy(at("c"))

    assert versions(swarm) == {"c"}


def test_a_migration_waits_for_the_image_of_the_database_however_slowly_it_comes(
    swarm: FakeSwarm, at: Callable[[str], Settings]
) -> None:
    swarm.fetching = 10 * jobs.FAILING_SECONDS

    release.deploy(at("a"))

    assert versions(swarm) == {"a"}


def test_a_failed_migration_changes_no_service(swarm: FakeSwarm, at: Callable[[str], Settings]) -> None:
    release.deploy(at("a"))
    swarm.bad_jobs = {"b"}

    with pytest.raises(CannotDeploy, match=r"(?s)migrate-bands did not complete.*nothing was updated.*no such table"):
        release.deploy(at("b"))

    assert versions(swarm) == {"a"}
    assert swarm.deployed[-1] == "a x 2"


def test_an_update_that_never_ends_fails(swarm: FakeSwarm, at: Callable[[str], Settings]) -> None:
    release.deploy(at("a"))
    swarm.stuck = {"b"}

    with pytest.raises(CannotDeploy, match="Still waiting for backend after"):
        release.deploy(at("b"))


def test_the_same_version_again_changes_nothing_and_remembers_the_one_before(
    swarm: FakeSwarm, at: Callable[[str], Settings]
) -> None:
    release.deploy(at("a"))
    release.deploy(at("b"))

    release.deploy(at("b"))

    assert versions(swarm) == {"b"}
    assert swarm.services["frontend"].label == "a"


def test_a_rollback_takes_the_pages_back_first_as_they_ask_for_what_only_the_newer_services_know(
    swarm: FakeSwarm, at: Callable[[str], Settings]
) -> None:
    release.deploy(at("a"))
    release.deploy(at("b"))
    swarm.updated.clear()

    assert release.roll_back(at("")) == "a"

    assert versions(swarm) == {"a"}
    assert swarm.updated == ["frontend", "service2", "service1", "backend"]


def test_a_second_rollback_never_brings_back_what_was_left(swarm: FakeSwarm, at: Callable[[str], Settings]) -> None:
    release.deploy(at("a"))
    release.deploy(at("b"))
    release.roll_back(at(""))

    with pytest.raises(CannotDeploy, match="No version before"):
        release.roll_back(at(""))

    assert versions(swarm) == {"a"}


@pytest.mark.usefixtures("swarm")
@pytest.mark.parametrize("deployed", [[], ["a"]], ids=["nothing runs", "the first version runs"])
def test_a_rollback_without_a_version_before_says_so(at: Callable[[str], Settings], deployed: list[str]) -> None:
    for tag in deployed:
        release.deploy(at(tag))

    with pytest.raises(CannotDeploy, match="No version before"):
        release.roll_back(at(""))


def test_a_worker_is_no_place_to_deploy_from(swarm: FakeSwarm, at: Callable[[str], Settings]) -> None:
    swarm.info = {"LocalNodeState": "active", "ControlAvailable": False}

    with pytest.raises(CannotDeploy, match="no manager"):
        release.deploy(at("a"))


@pytest.mark.parametrize(("asked", "given"), [("", "0.5"), ("2", "2")])
def test_a_replica_may_use_half_a_processor_or_what_is_asked_for(
    swarm: FakeSwarm, at: Callable[[str], Settings], monkeypatch: pytest.MonkeyPatch, asked: str, given: str
) -> None:
    monkeypatch.setenv("CPUS", asked)

    release.deploy(at("a"))

    assert swarm.given["CPUS"] == given
