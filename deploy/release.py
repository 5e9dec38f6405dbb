"""`make deploy` and `make rollback`: migrations, the rolling update, and the look whether it really happened."""

from collections.abc import Sequence
from dataclasses import replace

from deploy import applying, jobs, swarm, watching
from deploy.errors import CannotDeploy
from deploy.settings import IMAGES, Settings
from deploy.watching import Expected, Services

FIRST = "frontend"
FORWARD = ("backend", "service1", "service2", FIRST)  # the pages ask the others: they come last
BACK = FORWARD[::-1]  # and go back first


def deploy(settings: Settings) -> None:
    """Bring the version `settings.tag` into service; raises CannotDeploy, with the version before back in service."""
    swarm.require()
    if not settings.tag:
        raise CannotDeploy("Say which version: make deploy TAG=…")
    before = swarm.services(settings.stack)
    if not _running(before):  # also where the first deploy was cut short, or failed for what has been put right since
        applying.apply(settings, dict.fromkeys(IMAGES, settings.tag), previous="", replicas=0)
        before = swarm.services(settings.stack)
    else:
        applying.apply_jobs(settings)
    jobs.migrate(settings)
    running = _running(before)
    previous = before[FIRST].previous if running == settings.tag else running
    _update(settings, before, previous)


def roll_back(settings: Settings, leaving: str = "") -> str:
    """Bring the version before back into service and give it; raises CannotDeploy when there is none.

    With `leaving` only where a service runs that version; else nothing is done and "" given. So it can be called
    whatever became of a deploy: cut short, taken back already, finished. Of the version that came back none before is
    known, so that a second call never brings back the one that was left. Migrations stay: a schema serves the version
    before as well.
    """
    swarm.require()
    before = swarm.services(settings.stack)
    leavers = [before[name] for name in IMAGES if name in before and before[name].tag == (leaving or _running(before))]
    if leaving and not leavers:
        return ""
    previous = leavers[0].previous if leavers else ""
    if not previous:
        raise CannotDeploy("No version before this one is known: name one with make deploy TAG=…")
    try:
        _go_to(replace(settings, tag=previous), before, "", BACK)
    except CannotDeploy as error:  # what was left is left: nothing brings it back
        raise CannotDeploy(f"Version {previous} is not wholly back in service. {error}") from error
    return previous


def verify(settings: Settings) -> None:
    """Raise CannotDeploy unless the version `settings.tag` is in service, with all replicas of every service."""
    swarm.require()
    services = swarm.services(settings.stack)
    if not services:
        raise CannotDeploy(f"No stack {settings.stack} runs here.")
    watching.wait(Expected(settings.stack, dict.fromkeys(IMAGES, settings.tag), services, all_whole=True))


def _update(settings: Settings, before: Services, previous: str) -> None:
    try:
        _go_to(settings, before, previous, FORWARD)
    except CannotDeploy as error:
        _go_back(settings, before)
        raise CannotDeploy(f"Version {settings.tag} did not get into service. {error}") from error


def _go_back(settings: Settings, before: Services) -> None:
    """Let all services be of one version again; the swarm rolls back only the one that failed."""
    running = _running(before)
    if running == settings.tag or not running:
        return
    now = swarm.services(settings.stack)
    _go_to(replace(settings, tag=running), now, before[FIRST].previous, BACK)


def _go_to(settings: Settings, before: Services, previous: str, order: Sequence[str]) -> None:
    """Bring one service after the other to `settings.tag`; raises CannotDeploy for one that does not get there.

    What starts takes the time of the processors from what serves: on a small machine one at a time is enough.
    """
    tags = {name: before[name].tag for name in IMAGES}
    steps = [[name] for name in order if tags[name] != settings.tag] if _running(before) else [order]
    for changed in steps or [[]]:
        tags |= dict.fromkeys(changed, settings.tag)
        applying.apply(settings, tags, previous=previous, replicas=settings.replicas)
        watching.wait(Expected(settings.stack, tags, before))
        before = swarm.services(settings.stack)


def _running(services: Services) -> str:
    """Give the version in service, "" if none is. Of a mixture (a deploy cut short) it is the pages' own."""
    return services[FIRST].tag if FIRST in services and services[FIRST].replicas else ""
