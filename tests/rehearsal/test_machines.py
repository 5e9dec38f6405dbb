"""`bash .install` on three machines: all comes up, a second run changes nothing, one is lost, all goes down again.

The tests follow each other: what one leaves the next one uses, as an operator does.
"""

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from testkit.figures import Figures
from testkit.installations import docker, free_ports
from testkit.joining import Person, client_of, join
from testkit.loads import await_more
from testkit.looking_around import seconds_until_saved
from testkit.machines import DATABASE, MANAGER, NAMES, STACK, WORKER, Machines, changes, machines
from testkit.patience import await_that
from testkit.traffic import Traffic

pytestmark = pytest.mark.whole
SCRIPTS = Path(os.environ.get("STAND_INS", "/nonexistent"))
SERVICES = ("frontend", "service1", "service2", "backend")
RATE = 5
BEFORE, AFTER = 40, 40  # requests
PATIENCE = 300
PRIVATE = ("service_token", "secret_key", "admin_password", "mysql_root_password", "mysql_gigs_password")


@pytest.fixture(scope="module")
def fresh(engine: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:  # noqa: ARG001  # it must answer
    """Give three machines on which nothing is installed."""
    if not (SCRIPTS / "nodes").exists():
        pytest.skip("STAND_INS names no folder with a script that makes machines")
    with machines(SCRIPTS.absolute(), tmp_path_factory.mktemp("machines")) as made:
        yield made


@pytest.fixture(scope="module")
def first_run(fresh: Machines) -> tuple[str, float]:
    """Install everything; give what was printed and how long it took."""
    began = time.monotonic()
    done = fresh.install("--verbose")
    assert done.returncode == 0, done.stdout[-6000:]
    return done.stdout, time.monotonic() - began


@pytest.fixture(scope="module")
def installed(fresh: Machines, first_run: tuple[str, float]) -> Machines:  # noqa: ARG001  # it installs
    """Give the machines with everything on them."""
    return fresh


@pytest.fixture
def url(installed: Machines) -> Iterator[str]:
    """Give the address of the pages, brought to this machine."""
    with installed.pages(free_ports(1)[0]) as address:
        yield address


def test_everything_comes_up_and_a_gig_is_saved(
    installed: Machines, first_run: tuple[str, float], url: str, figures: Figures
) -> None:
    with client_of(url, installed.admin) as client:
        seconds_until_saved(client)

    assert {service: len(installed.places(service)) for service in SERVICES} == dict.fromkeys(SERVICES, 2)
    assert len(installed.gigs()) == 1
    figures("install on three machines", seconds=first_run[1])


def test_what_is_printed_gives_no_secret_away(installed: Machines, first_run: tuple[str, float]) -> None:
    token = installed.on(MANAGER, "docker", "swarm", "join-token", "--quiet", "worker").strip()
    registry = installed.on(MANAGER, "cat", "/etc/docker/registry/password").strip()
    secrets = [token, registry, *map(installed.secret, PRIVATE)]

    assert all(len(secret) > 20 for secret in secrets)
    assert [secret for secret in secrets if secret in first_run[0]] == []


def test_replicas_are_spread_and_the_database_is_where_it_belongs(installed: Machines) -> None:
    places = {service: installed.places(service) for service in (*SERVICES, "proxy", "mysql")}

    assert {service: len(set(places[service])) for service in SERVICES} == dict.fromkeys(SERVICES, 2)
    assert sorted(places["proxy"]) == sorted(NAMES)
    assert places["mysql"] == [DATABASE]


def test_a_second_run_changes_nothing(installed: Machines, figures: Figures) -> None:
    began = time.monotonic()

    done = installed.install()

    assert done.returncode == 0, done.stdout[-6000:]
    assert changes(done.stdout) == dict.fromkeys(NAMES, 0)
    figures("install again", seconds=time.monotonic() - began, changed=0)


def test_a_rotated_secret_is_in_service_after_the_next_run(installed: Machines) -> None:
    before = installed.on(MANAGER, "docker", "service", "inspect", f"{STACK}_frontend")
    installed.on(MANAGER, "sh", "-c", "openssl rand -hex 32 >/opt/gig-planner/secrets/secret_key")

    done = installed.install()

    assert done.returncode == 0, done.stdout[-6000:]
    after = installed.on(MANAGER, "docker", "service", "inspect", f"{STACK}_frontend")
    names = [set(re.findall(rf"{STACK}-secret_key-\w+", said)) for said in (before, after)]
    assert changes(done.stdout)[MANAGER] == 2  # deployed, and noted
    assert names[1] - names[0]


def test_nothing_acknowledged_is_lost_with_a_machine_and_it_comes_back(
    installed: Machines, url: str, seed: int, figures: Figures
) -> None:
    people = join(url, installed.admin, 3)
    known = {row.gig_id for row in installed.gigs()}

    with Traffic(url, people, RATE, seed) as traffic:
        await_more(traffic, BEFORE, PATIENCE)
        docker("kill", WORKER)
        began = time.monotonic()
        saved_after = seconds_until_somebody_saves(url, people[0])
        await_that(lambda: is_whole_without(installed, WORKER), PATIENCE, every=1)
        whole_after = time.monotonic() - began
        await_more(traffic, AFTER, PATIENCE)
    release = installed.on(MANAGER, "readlink", "/opt/gig-planner/current").strip()
    version = release.removeprefix("releases/")
    deployed = installed.on(MANAGER, "/usr/local/sbin/gig-planner", "deploy", f"TAG={version}")
    installed.restart(WORKER)
    installed.on(MANAGER, "docker", "service", "update", "--quiet", "--force", f"{STACK}_proxy")  # see operations.md
    await_that(lambda: sorted(installed.places("proxy")) == sorted(NAMES), PATIENCE, every=1)

    rows, ledger = installed.gigs(), traffic.record.ledger
    own = {row.gig_id for row in rows} - set(ledger.gigs)  # saved between, to see whether saving works
    figures(
        "a machine lost",
        saved_again_s=saved_after,
        whole_again_s=whole_after,
        requests=len(traffic.record.replies),
        failed=len(traffic.record.failed),
        changes_kept=ledger.acknowledged,
        lost_or_doubled=0,
    )
    assert f"Version {version} is in service" in deployed  # although one proxy has no machine
    assert ledger.acknowledged > 0
    assert ledger.lost(rows) == []
    assert ledger.doubled(rows, known | own) == []


def test_destroyed_nothing_runs_any_more_and_the_data_stays(installed: Machines, figures: Figures) -> None:
    began = time.monotonic()

    done = installed.install("--destroy", "--yes")

    assert done.returncode == 0, done.stdout[-6000:]
    assert {name: installed.on(name, "docker", "ps", "--quiet") for name in NAMES} == dict.fromkeys(NAMES, "")
    states = {installed.on(name, "docker", "info", "--format", "{{.Swarm.LocalNodeState}}").strip() for name in NAMES}
    assert states == {"inactive"}
    assert installed.on(MANAGER, "sh", "-c", "systemctl is-active docker-registry || true").strip() == "inactive"
    assert f"{STACK}_mysql" in installed.on(DATABASE, "docker", "volume", "ls", "--quiet")
    figures("destroy", seconds=time.monotonic() - began)


def test_destroyed_with_its_volumes_no_data_is_left(installed: Machines) -> None:
    done = installed.install("--destroy", "--yes", "--volumes")

    assert done.returncode == 0, done.stdout[-6000:]
    assert f"{STACK}_mysql" not in installed.on(DATABASE, "docker", "volume", "ls", "--quiet")
    assert installed.on(MANAGER, "ls", "/opt/gig-planner").split() == sorted(
        ["current", "deployed", "releases", "settings.sh"]
    )


def seconds_until_somebody_saves(url: str, person: Person) -> float:
    """Say how long it takes until a card can be saved."""
    with client_of(url) as client:
        client.cookies.update(person.cookies)
        return seconds_until_saved(client)


def is_whole_without(installed: Machines, lost: str) -> bool:
    """Say whether all replicas run, none of them on the machine that is lost."""
    places = [installed.places(service) for service in SERVICES]
    return all(len(place) == 2 and lost not in place for place in places)
