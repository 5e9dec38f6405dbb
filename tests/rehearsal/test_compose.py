"""`make up`: from nothing to a saved gig, in containers that may do little and hold no secret they were not handed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from testkit.crowding import crowding
from testkit.figures import Figures
from testkit.installations import Installation, docker, inspect, run, under
from testkit.joining import Person, client_of
from testkit.looking_around import look_around, save_form, seconds_until_saved, seconds_until_unchecked
from testkit.patience import await_that

pytestmark = under("compose")
SERVICES = {"frontend": "gig_web", "service1": "band_picker", "service2": "venue_picker", "backend": "gig_store"}
BASE = "python:3.12-slim-bookworm"
MOST_MEGABYTES = 90
OPEN = {"admin_username", "tls_certificate", "tls_key"}  # no secret, or empty
DOWN_SECONDS, RECOVERY_SECONDS = 60, 10
UNCHECKED_SECONDS = 5  # a connection is waited for for two, by whoever wants one when the server goes
CHUNK = 1 << 22


def test_a_planner_comes_up_from_nothing_and_keeps_a_gig_in_mysql(
    installation: Installation, people: list[Person], figures: Figures
) -> None:
    with client_of(installation.url) as client:
        client.cookies.update(people[0].cookies)
        installation.measured["saved"] = seconds_until_saved(client)  # the first requests find all services cold

    assert installation.gigs()
    assert [row for row in installation.sql("SELECT count(*) FROM band", "bands") if int(row[0]) > 100]
    figures(
        "from nothing to a saved gig",
        up_s=installation.measured["start"],
        saved_after_s=installation.measured["saved"],
        machine_shared_by=crowding(),
    )


def test_every_service_runs_as_nobody_special_and_writes_nowhere_but_to_scratch_space(
    installation: Installation,
) -> None:
    found = {each["Config"]["Labels"]["com.docker.compose.service"]: each for each in installation.containers()}

    assert found.keys() == {"proxy", "mysql", *SERVICES}
    assert [name for name, each in found.items() if "0" in _users(each["Id"])] == []
    assert [name for name, each in found.items() if not each["HostConfig"]["ReadonlyRootfs"]] == ["mysql"]
    assert [name for name, each in found.items() if each["HostConfig"]["CapDrop"] != ["ALL"]] == ["mysql"]
    assert [name for name, each in found.items() if each["HostConfig"]["Privileged"]] == []
    for name in SERVICES:
        with pytest.raises(AssertionError, match="Read-only file system"):
            docker("exec", found[name]["Id"], "touch", "/app/new")


def test_only_the_proxy_is_published_and_only_it_and_the_front_end_reach_the_world(installation: Installation) -> None:
    found = {each["Config"]["Labels"]["com.docker.compose.service"]: each for each in installation.containers()}
    networks = {name: set(each["NetworkSettings"]["Networks"]) for name, each in found.items()}
    inside = {name: each["Internal"] for name, each in _networks(networks)}

    assert [name for name, each in found.items() if any(each["NetworkSettings"]["Ports"].values())] == ["proxy"]
    open_ones = {name for name, own in networks.items() if not all(inside[network] for network in own)}
    assert open_ones == {"proxy", "frontend"}
    assert networks["proxy"] & networks["frontend"] == {network for network in inside if network.endswith("_pages")}
    assert networks["frontend"] & networks["mysql"] == set()


def test_images_are_small_and_hold_nothing_but_what_runs(installation: Installation, figures: Figures) -> None:
    [base] = inspect([BASE])
    images = {name: f"gig-planner-{name}:{installation.environ['TAG']}" for name in SERVICES}
    above = {name: (inspect([image])[0]["Size"] - base["Size"]) / 1e6 for name, image in images.items()}
    held = {name: docker("run", "--rm", image, "ls", f"/app/{name}").split() for name, image in images.items()}

    assert {name: size for name, size in above.items() if size > MOST_MEGABYTES} == {}
    assert {name for names in held.values() for name in names} <= {"src", "migrations", "requirements.txt"}
    figures("image sizes above their base, MB", **above)


def test_no_secret_is_in_an_image_an_environment_or_a_log(installation: Installation, tmp_path: Path) -> None:
    canaries = {path.name: path.read_bytes() for path in installation.secrets.iterdir() if path.name not in OPEN}
    images = [f"gig-planner-{name}:{installation.environ['TAG']}" for name in SERVICES]
    with client_of(installation.url, installation.admin) as client:
        client.get("/settings/people").raise_for_status()

    docker("save", "--output", str(tmp_path / "images.tar"), *images)
    history = "".join(docker("history", "--no-trunc", image) for image in images)
    told = docker("inspect", *(each["Id"] for each in installation.containers("", "--all")), *images) + history
    log = installation.logs()

    assert len(canaries) == 8
    assert _found_in(tmp_path / "images.tar", canaries) == set()
    assert {name for name, value in canaries.items() if value.decode() in told} == set()
    assert {name for name, value in canaries.items() if value.decode() in log} == set()
    assert '"event": "request"' in log


def test_a_minute_without_mysql_restarts_nothing_and_pages_say_so(
    installation: Installation, people: list[Person], share: Callable[..., int], figures: Figures
) -> None:
    before, seconds = _lives(installation), share(DOWN_SECONDS, 10)
    with client_of(installation.url) as client:
        client.cookies.update(people[1].cookies)
        card = save_form(client)

        with _without_mysql(installation):
            unchecked = seconds_until_unchecked(client)
            seen = look_around(client, card, seconds)
            health = {each["State"]["Health"]["Status"] for each in installation.containers()}
        recovery = seconds_until_saved(client)

    shared_by = crowding()
    told = {"for_s": seconds, "pages": seen.total(), "restarts": 0, "unchecked_card_after_s": unchecked}
    figures("MySQL down", **told, recovery_s=recovery, machine_shared_by=shared_by)
    assert set(seen) == {"/: 200", "/gigs: 503", "/bands: 200", "/suggest/save: 200"}
    assert health == {"healthy"}
    assert _lives(installation) == before
    assert unchecked < UNCHECKED_SECONDS * shared_by
    assert recovery < RECOVERY_SECONDS * shared_by


@contextmanager
def _without_mysql(installation: Installation) -> Iterator[None]:
    """Stop the database server while the block lasts, and wait until it answers again."""
    mysql = installation.container("mysql")
    docker("stop", mysql)
    try:
        yield
    finally:
        docker("start", mysql)
        ping = ["docker", "exec", mysql, "mysqladmin", "ping", "-h", "127.0.0.1", "--silent"]
        await_that(lambda: not run(ping).returncode, 120)


def _lives(installation: Installation) -> dict[str, tuple[str, int, str]]:
    """Say of each container but MySQL's which of its lives it is in."""
    found = {each["Config"]["Labels"]["com.docker.compose.service"]: each for each in installation.containers()}
    return {
        name: (each["Id"], each["RestartCount"], each["State"]["StartedAt"])
        for name, each in found.items()
        if name != "mysql"
    }


def _users(container: str) -> set[str]:
    """Give the users its processes run as."""
    return {line.split()[1] for line in docker("top", container, "-eo", "pid,uid").splitlines()[1:]}


def _networks(networks: dict[str, set[str]]) -> list[tuple[str, dict[str, bool]]]:
    names = sorted(set().union(*networks.values()))
    return list(zip(names, inspect(names), strict=True))


def _found_in(path: Path, canaries: dict[str, bytes]) -> set[str]:
    found, before = set[str](), b""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            found |= {name for name, value in canaries.items() if value in before + chunk}
            before = chunk[-256:]
    return found
