"""Clients that hang on or go away: what one service does by itself; what only the proxy can do is measured and named.

gunicorn's threads read a request's head and body as they come. So a service alone holds out against connections that
say nothing, that never read, that break off; against 200 that drip, it needs the proxy, which hands on whole requests.
"""

import json
import time
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
import requests
from testkit.figures import Figures
from testkit.patience import await_that
from testkit.saving import kept
from testkit.sites import Backend, SiteElsewhere, site_on
from testkit.slow_clients import Address, address_of, crowd, cut_off, drip, request

KEPT = 8  # connections of those who ask whether it answers
CROWD, ABORTED, ASKED = 200, 400, 40
NORMAL_SECONDS = 1
Share = Callable[..., int]


@pytest.fixture
def backend(start: Callable[[SiteElsewhere], Backend], tmp_path: Path) -> Backend:
    """Give a backend that has answered once."""
    backend = start(site_on("sqlite", tmp_path / "var"))
    backend.send("GET", "/gigs").raise_for_status()
    return backend


@pytest.fixture
def address(backend: Backend) -> Address:
    """Give where it listens."""
    return address_of(backend.process.url)


@pytest.mark.parametrize("kind", ["silent", "never reading"])
def test_whoever_hangs_on_keeps_nobody_out(backend: Backend, address: Address, kind: str, figures: Figures) -> None:
    beginning = b"" if kind == "silent" else request("GET", "/v1/gigs", backend.headers())

    with crowd(address, CROWD, beginning):
        began = time.monotonic()
        await_that(lambda: is_answered(backend), 10)
        first = time.monotonic() - began
        p95 = p95_of_normal_requests(backend)

    assert first < NORMAL_SECONDS * 5
    assert p95 < NORMAL_SECONDS
    figures("slow clients, one service alone", connections=CROWD, first_s=first, normal_p95_s=p95)


@pytest.mark.parametrize("part", ["head", "body"])
def test_those_who_drip_leave_nothing_behind_when_they_go(
    backend: Backend, address: Address, part: str, figures: Figures
) -> None:
    before, whole = connections(backend), saving(backend)
    beginning = whole[: whole.index(b"\r\n\r\n") - 5] if part == "head" else whole[:-50]

    with crowd(address, CROWD, beginning) as sockets:
        for _ in range(5):
            drip(sockets, b"x")
        answered = is_answered(backend)
    began = time.monotonic()
    await_that(lambda: is_answered(backend), 10)
    recovery = time.monotonic() - began
    await_that(lambda: connections(backend) <= before + KEPT, 30)

    assert recovery < NORMAL_SECONDS * 5
    assert list(kept(backend.site)) == []
    figures("dripping clients (the proxy's row)", connections=CROWD, answered_meanwhile=answered, recovery_s=recovery)


def test_requests_broken_off_leave_no_connection_and_nothing_half_saved(
    backend: Backend, address: Address, share: Share, figures: Figures
) -> None:
    before, aborted = connections(backend), share(ABORTED)

    for number in range(aborted):
        whole = saving(backend)
        is_whole = number % 2 == 0
        cut_off(address, whole if is_whole else whole[:-20], after_answer_begins=is_whole)
    await_that(lambda: connections(backend) <= before + KEPT, 30)

    saved = list(kept(backend.site))
    assert len(saved) == aborted // 2 + aborted % 2
    assert {entries for _, _, entries in saved} == {1}
    assert is_answered(backend)
    figures("requests broken off", aborted=aborted, half_saved=0, connections_left=0)


def saving(backend: Backend) -> bytes:
    """Write a request that saves a gig."""
    body = json.dumps({"title": "Half way", "notes": "n" * 2_000}).encode()
    return request("PUT", f"/v1/gigs/{uuid.uuid4()}", backend.headers(), body)


def p95_of_normal_requests(backend: Backend) -> float:
    """Send normal requests, each over a connection of its own; give the 95th percentile of their seconds."""
    taken = []
    for _ in range(ASKED):
        answer = requests.get(f"{backend.process.url}/v1/gigs", headers=backend.headers(), timeout=60)
        answer.raise_for_status()
        taken.append(answer.elapsed.total_seconds())
    return sorted(taken)[int(0.95 * ASKED)]


def is_answered(backend: Backend) -> bool:
    """Say whether a normal request is answered within a second."""
    try:
        answer = requests.get(f"{backend.process.url}/v1/gigs", headers=backend.headers(), timeout=NORMAL_SECONDS)
    except requests.RequestException:
        return False
    return answer.status_code == requests.codes.ok


def connections(backend: Backend) -> int:
    """Count the sockets the worker has open; files are its database's, as many as it has needed at once."""
    master = backend.process.pid
    (worker,) = Path(f"/proc/{master}/task/{master}/children").read_text(encoding="utf-8").split()
    return sum(_opened(file).startswith("socket:") for file in Path(f"/proc/{worker}/fd").iterdir())


def _opened(file: Path) -> str:
    try:
        return str(file.readlink())
    except FileNotFoundError:  # closed meanwhile
        return ""
