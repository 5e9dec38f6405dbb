"""What a swarm is handed at a deploy, where MySQL stays, and what is waited for."""

import re
from collections.abc import Callable

import pytest
from testkit.fake_swarm import FakeSwarm

from deploy import applying, docker, jobs, release, settings, watching
from deploy import swarm as deploy_swarm
from deploy.errors import CannotDeploy
from deploy.settings import Settings
from deploy.swarm import Service


def test_mysql_stays_where_its_data_are(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = {"Spec": {"TaskTemplate": {"Placement": {"Constraints": ["node.labels.database==true"]}}}}
    running = {"mysql": Service("gigs_mysql", raw)}
    monkeypatch.setattr(deploy_swarm, "names_of_node", lambda _: {"node.hostname==gp2"})

    for asked in ("", "node.labels.database==true"):
        assert applying.database_place(running, asked) == {"MYSQL_CONSTRAINT": "node.labels.database==true"}
    assert applying.database_place(running, "node.hostname==gp2") == {"MYSQL_CONSTRAINT": "node.hostname==gp2"}
    with pytest.raises(CannotDeploy, match="would start it elsewhere, empty"):
        applying.database_place(running, "node.role==manager")


def test_a_node_is_named_by_its_id_name_and_labels_and_not_by_a_role_that_others_have_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    task = {"NodeID": "n1", "Status": {"State": "running"}}
    spec = {"Role": "manager", "Labels": {"database": "true"}}
    node = {"ID": "n1", "Description": {"Hostname": "gp1"}, "Spec": spec}
    monkeypatch.setattr(deploy_swarm, "tasks", lambda _: [task])
    monkeypatch.setattr(docker, "inspect", lambda *_: [node])

    names = deploy_swarm.names_of_node(Service("gigs_mysql", {}))

    assert names == {"node.id==n1", "node.hostname==gp1", "node.labels.database==true"}


def test_mysql_starts_on_the_manager_that_is_asked_and_no_other_one(
    swarm: FakeSwarm, at: Callable[[str], Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MYSQL_CONSTRAINT", raising=False)

    release.deploy(at("a"))

    assert swarm.given["MYSQL_CONSTRAINT"] == "node.id==node1"
    assert applying.database_place({}, "node.role==manager") == {}


def test_a_first_deploy_that_failed_is_done_anew_with_what_was_put_right(
    swarm: FakeSwarm, at: Callable[[str], Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    swarm.bad_jobs = {"a"}
    with pytest.raises(CannotDeploy):
        release.deploy(at("a"))
    swarm.bad_jobs = set()
    monkeypatch.setenv("GIGS_MIGRATIONS_URL", "mysql+pymysql://right")

    release.deploy(at("a"))

    assert swarm.deployed == ["a x 0", "a x 0", "a x 2"]
    assert swarm.given["GIGS_MIGRATIONS_URL"] == "mysql+pymysql://right"
    assert {service.running for name, service in swarm.services.items() if name in settings.IMAGES} == {"a"}


def test_an_update_gives_the_jobs_what_the_new_version_has_for_them_and_nothing_else(
    swarm: FakeSwarm, at: Callable[[str], Settings]
) -> None:
    release.deploy(at("a"))
    swarm.bad_jobs = {"b"}

    with pytest.raises(CannotDeploy):
        release.deploy(at("b"))

    assert (swarm.given_to_jobs["BACKEND_TAG"], swarm.given_to_jobs["MIGRATIONS_REPLICAS"]) == ("b", "0")
    assert swarm.deployed == ["a x 0", "a x 2"]


def test_only_the_jobs_are_left_of_the_compose_file() -> None:
    left = applying.only_jobs(settings.COMPOSE_FILE.read_text(encoding="utf-8"))

    parts = re.split(r"^(\w[\w-]*):", left, flags=re.MULTILINE)
    sections = dict(zip(parts[1::2], parts[2::2], strict=True))
    assert set(re.findall(r"^  ([\w-]+):", sections["services"], re.MULTILINE)) == set(jobs.JOBS)
    assert {"networks", "secrets", "x-job"} <= set(sections)
    assert not {"configs", "volumes"} & set(sections)


@pytest.mark.parametrize(("is_asked", "waits"), [(False, False), (True, True)], ids=["a deploy", "make verify"])
def test_what_lost_its_machine_is_waited_for_only_where_all_is_to_be_proven(
    monkeypatch: pytest.MonkeyPatch, *, is_asked: bool, waits: bool
) -> None:
    spec = {
        "Name": "gigs_proxy",
        "Mode": {"Replicated": {"Replicas": 3}},
        "TaskTemplate": {"ContainerSpec": {"Image": "n"}},
    }
    proxy = Service("gigs_proxy", {"ID": "1", "Spec": spec})
    monkeypatch.setattr(deploy_swarm, "services", lambda _: {"proxy": proxy})
    monkeypatch.setattr(deploy_swarm, "meant_tasks", lambda _: {"1": []})
    expected = watching.Expected("gigs", {}, {"proxy": proxy}, all_whole=is_asked)

    assert list(watching._unfinished(expected, {"proxy": proxy})) == (["proxy"] if waits else [])  # noqa: SLF001  # what it waits for


def test_a_service_that_may_run_elsewhere_too_is_not_started_anew() -> None:
    places = [{"TaskTemplate": {"Runtime": "container", "Placement": {"Constraints": [each]}}} for each in ("a", "b")]

    first, second = (Service("gigs_proxy", {"Spec": spec}) for spec in places)

    assert first.task == second.task
