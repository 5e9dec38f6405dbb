"""Rolling updates, a bad image and a way back, while people plan: nobody notices, and nothing is lost or doubled."""

from collections.abc import Callable

import pytest
from testkit.figures import Figures
from testkit.installations import Installation, under
from testkit.loads import Load, await_more
from testkit.patience import await_that
from testkit.swarms import now, running, scale, served, since_when, tags
from testkit.versions import SERVICES, make_version

pytestmark = under("swarm")
UPDATES = 3
LEAST_SHARE, JOIN_SECONDS = 0.25, 10
AT_FIRST, BALANCED = 40, 300
PATIENCE = 600


def test_rolling_updates_and_the_way_back_go_unnoticed(
    installation: Installation, load: Load, share: Callable[..., int], figures: Figures
) -> None:
    versions = [tags(installation)["frontend"]]
    versions += [make_version(installation, number) for number in range(2, 2 + share(UPDATES))]

    with load.begin() as traffic:
        await_more(traffic, AT_FIRST)
        for version in versions[1:]:
            installation.make("deploy", TAG=version)
            installation.make("verify", TAG=version)
            load.look()
            assert set(tags(installation).values()) == {version}
        installation.make("rollback")

    await_that(lambda: running(installation) == {service: {versions[-2]: 2} for service in SERVICES}, PATIENCE, every=1)
    figures("rolling updates", updates=len(versions) - 1, rollbacks=1, **load.said(traffic))
    load.judge(traffic)


@pytest.mark.parametrize("ill", ["backend", pytest.param("frontend", marks=pytest.mark.whole)])
def test_a_bad_image_is_rolled_back_by_itself_and_said(
    installation: Installation, load: Load, figures: Figures, ill: str
) -> None:
    version, bad = tags(installation)["frontend"], make_version(installation, 90 + len(ill), ill=ill)

    with load.begin() as traffic:
        await_more(traffic, AT_FIRST)
        done = installation.try_make("deploy", TAG=bad)

    assert done.returncode != 0, done.stdout
    assert f"Version {bad} did not get into service. {ill} was rolled back" in done.stdout
    await_that(lambda: running(installation) == {service: {version: 2} for service in SERVICES}, PATIENCE, every=1)
    figures("bad image rolled back", after_s=traffic.seconds, **load.said(traffic))
    load.judge(traffic)


@pytest.mark.whole
def test_every_replica_has_its_share_and_one_that_joins_has_it_soon(
    installation: Installation, load: Load, figures: Figures
) -> None:
    began = now()

    with load.begin() as traffic:
        await_more(traffic, BALANCED, PATIENCE)
        shares = {service: least_share(installation, service, began) for service in SERVICES}
        joined = [seconds_until_joined(installation, service) for service in SERVICES]
        for service in SERVICES:
            scale(installation, 2, service)
        await_more(traffic, AT_FIRST)

    figures("balance: least share of two, one joins", **shares, joined_after_s=max(joined), **load.said(traffic))
    load.judge(traffic)
    assert {service: part for service, part in shares.items() if part < LEAST_SHARE} == {}
    assert max(joined) < JOIN_SECONDS * max(load.crowds)


def least_share(installation: Installation, service: str, since: str) -> float:
    """Give the smaller part of the requests that one of two replicas of a service answered."""
    numbers = [len(served(each["Id"], since)) for each in installation.containers(service)]
    assert len(numbers) == 2
    return min(numbers) / sum(numbers)


def seconds_until_joined(installation: Installation, service: str) -> float:
    """Start a third replica; say how long after it was well it answered its first request."""
    known = {each["Id"] for each in installation.containers(service)}
    scale(installation, 3, service)
    [newcomer] = [each for each in installation.containers(service) if each["Id"] not in known]
    await_that(lambda: bool(served(newcomer["Id"])), PATIENCE, every=1)
    return max(0.0, (min(served(newcomer["Id"])) - since_when(newcomer)).total_seconds())
