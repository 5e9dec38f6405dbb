"""Three times what it can do: a service goes on doing it, refuses the rest at once, and is itself again at once."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import requests
import time_machine
from testkit import signing
from testkit.crowding import crowding
from testkit.pressing import Pressed, press

from launcher.services import Site
from launcher.stack import Stack

CHECKOUT = Path(__file__).resolve().parents[2]
PEAK_CONNECTIONS, PEAK_SECONDS, OVERLOAD_SECONDS, SHORTEST_SECONDS = 8, 5, 60, 6
LEAST_GOODPUT, MOST_GROWTH, RECOVERY_SECONDS = 0.6, 1.1, 5
BESIDE_OTHER_TESTS = 4  # a short run shares two cores with whatever another process tests
BESIDE_OTHERS_GOODPUT = 0.3  # and these with what presses

Figures = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Target:
    """A service, and what it is pressed with; an answer with `broken` in it is not what was asked for."""

    package: str
    url: str
    path: str
    refused_ms: float
    headers: dict[str, str] = field(default_factory=dict)
    broken: str = "\0"

    def press(self, seconds: float, **how: float) -> Pressed:
        return press(self.url, self.path, seconds, self.headers, broken=self.broken, **how)  # type: ignore[arg-type]  # part of the plan

    def is_well(self) -> bool:
        """Say whether a request is answered as usual."""
        answer = requests.get(self.url + self.path, headers=self.headers, timeout=1)
        return answer.status_code == 200 and self.broken not in answer.text


@pytest.fixture(scope="module")
def planner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Give a planner of its own, which has no account yet: Suggest is open to whoever comes."""
    with Stack(Site(CHECKOUT, tmp_path_factory.mktemp("var"))) as stack:
        yield stack


@pytest.fixture(params=["pages", "picker"])
def target(request: pytest.FixtureRequest, planner: Stack) -> Target:
    """Press a whole card, which takes three calls to the other services, or a JSON service by itself."""
    if request.param == "pages":
        card = requests.get(f"{planner.url}/?seed=7", timeout=10).url.removeprefix(planner.url)
        return Target("gig_web", planner.url, card, 100, broken="does not answer")
    with time_machine.travel(time.time() + 45):  # the signature holds for a minute either way
        headers = signing.headers("viewer", token=planner.token)
    path = "/v1/bands/random?count=50&counts=1&near=53.8,-1.5&within_km=500"
    anything = float("inf")  # its work is all Python's: refusals wait for the interpreter's lock, so they are only told
    return Target("band_picker", planner.url_of("band_picker"), path, anything, headers)


def test_three_times_the_load_is_refused_at_once_while_the_rest_is_served(
    planner: Stack, target: Target, scale: float, figures: Figures
) -> None:
    others = crowding()
    target.press(2, connections=PEAK_CONNECTIONS)
    peak = target.press(PEAK_SECONDS, connections=PEAK_CONNECTIONS)
    before = memory(planner, target)

    over = target.press(max(SHORTEST_SECONDS, OVERLOAD_SECONDS * scale), rate=3 * peak.goodput)
    recovery = seconds_until(target.is_well)

    growth = memory(planner, target) / before
    again = target.press(PEAK_SECONDS, connections=PEAK_CONNECTIONS)  # what else the machine does may have changed
    usual, others = (peak.goodput + again.goodput) / 2, max(others, crowding())
    most_ms = target.refused_ms * others * (1 if scale == 1 else BESIDE_OTHER_TESTS)
    figures(
        "overload answers fast",
        peak_before=peak.goodput,
        peak_after=again.goodput,
        goodput=over.goodput / usual,
        refused=len(over.milliseconds(503)),
        refused_p95_ms=over.p95(503),
        served_p95_ms=over.p95(200),
        memory=growth,
        normal_after_s=recovery,
        machine_shared_by=others,
    )
    assert set(over.counts()) == {200, 503}
    assert all(has_retry_after for status, _, has_retry_after in over.replies if status == 503)
    assert over.goodput >= (LEAST_GOODPUT if scale == 1 else BESIDE_OTHERS_GOODPUT) * usual
    assert over.p95(503) < most_ms
    assert growth < MOST_GROWTH
    assert recovery < RECOVERY_SECONDS


def memory(planner: Stack, target: Target) -> float:
    """Give the proportional set size of the service and its workers, in kB."""
    master = planner.processes[target.package].pid
    children = Path(f"/proc/{master}/task/{master}/children").read_text(encoding="ascii").split()
    rollups = [Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii") for pid in (master, *children)]
    return sum(float(text.partition("\nPss:")[2].split()[0]) for text in rollups)


def seconds_until(is_so: Callable[[], bool]) -> float:
    began = time.monotonic()
    while not is_so():
        assert time.monotonic() - began < RECOVERY_SECONDS
    return time.monotonic() - began
