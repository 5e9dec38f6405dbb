"""`make bench`, third part: pages of a planner with a real history, beside one with the gigs of the page alone."""

import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.request import Request, urlopen

import real_history
from measuring import Pages, cpu_seconds
from somebody import cookie_of

from launcher.services import SERVICES, Site
from launcher.stack import Stack

GOAL = 1.5
WARM_UP, TIMES = 20, 150
MONTH, DAY = "2024-11", "2024-11-01"  # the busiest month of the lists
PAGES = {
    "a month of all gigs": f"/gigs/calendar?month={MONTH}&show=all",
    "a page of the list": f"/gigs?from={DAY}",
    "the list as it opens, with what needs you": "/gigs",
    "a suggestion dealt": "/?seed=",
}
A_GIG = re.compile(r'href="/gigs/([0-9a-f-]{36})"')
OK, ELSEWHERE = 200, 303


@dataclass(frozen=True, slots=True)
class Side:
    """A running planner, and what its pages took: milliseconds each, CPU milliseconds a request."""

    pages: Pages
    connection: HTTPConnection
    pids: list[int]
    milliseconds: list[float]

    def ask(self, path: str) -> float:
        """Get a page, redirects followed; give the milliseconds it took."""
        began, status = time.perf_counter(), ELSEWHERE
        while status == ELSEWHERE:
            status, location = self.pages.get(self.connection, path)
            path = location or path
        if status != OK:
            raise RuntimeError(f"{path} answered {status}")
        return (time.perf_counter() - began) * 1000


@dataclass(frozen=True, slots=True)
class Taken:
    """The medians of both planners in milliseconds, and CPU milliseconds a request."""

    history: float
    alone: float
    history_cpu: float
    alone_cpu: float
    gigs: int


def main() -> None:
    """Measure and print a table for results.md."""
    if not real_history.LISTS.is_dir():
        print("The real lists are not here: nothing is measured of a history.")
        return
    print(f"Load {os.getloadavg()[0]:.1f} at the start.\n")
    with tempfile.TemporaryDirectory() as place:
        source = Path(place, "history")
        gigs = real_history.make(source)
        taken = dict(_measured(Path(place), source))
    _print(gigs, taken)


def _measured(place: Path, source: Path) -> Iterator[tuple[str, Taken]]:
    for number, (name, path) in enumerate(PAGES.items()):
        with Stack(Site(real_history.CHECKOUT, source)) as stack:
            shown = _gigs_on(stack, path) if "seed" not in path else set()
        alone = place / f"alone-{number}"
        real_history.keep_only(alone, source, shown)
        yield name, _compare(source, alone, path, len(shown))


def _gigs_on(stack: Stack, path: str) -> set[str]:
    asked = Request(stack.url + path, headers={"Cookie": cookie_of(stack.url)})  # noqa: S310  # our own address
    with urlopen(asked, timeout=10) as answer:  # noqa: S310  # as above
        return set(A_GIG.findall(answer.read().decode()))


def _compare(source: Path, alone: Path, path: str, gigs: int) -> Taken:
    """Ask both in turn, so that what else the machine does falls on both alike."""
    with ExitStack() as exits:
        history, small = (_side(exits, folder) for folder in (source, alone))
        for number in range(WARM_UP):
            for side in (history, small):
                side.ask(_at(path, number))
        before = [cpu_seconds(side.pids) for side in (history, small)]
        for number in range(WARM_UP, WARM_UP + TIMES):
            for side in (history, small):
                side.milliseconds.append(side.ask(_at(path, number)))
        cpu = [
            (cpu_seconds(side.pids) - was) * 1000 / TIMES for side, was in zip((history, small), before, strict=True)
        ]
        return Taken(statistics.median(history.milliseconds), statistics.median(small.milliseconds), *cpu, gigs)


def _side(exits: ExitStack, folder: Path) -> Side:
    stack = exits.enter_context(Stack(Site(real_history.CHECKOUT, folder)))
    pages = Pages(stack.url, cookie_of(stack.url))
    pids = [pid for service in SERVICES if (pid := stack.processes[service.package].pid)]
    return Side(pages, exits.enter_context(closing(pages.connect())), pids, [])


def _at(path: str, number: int) -> str:
    return f"{path}{1000 + number}" if path.endswith("=") else path


def _print(gigs: int, taken: Mapping[str, Taken]) -> None:
    print(f"A history of {gigs:,} gigs beside the gigs of the page alone, p50 of {TIMES} requests each, in turn\n")
    print("| | gigs on it | history ms | alone ms | ratio | CPU ms | CPU alone | goal |")
    print("|---|---|---|---|---|---|---|---|")
    for name, one in taken.items():
        ratio = one.history / one.alone
        kept = f"≤ {GOAL}" if ratio <= GOAL else f"**≤ {GOAL}: missed**"
        times = f"{one.history:.1f} | {one.alone:.1f} | {ratio:.2f} | {one.history_cpu:.1f} | {one.alone_cpu:.1f}"
        print(f"| {name} | {one.gigs} | {times} | {kept} |")
    print(f"\nLoad {os.getloadavg()[0]:.1f} at the end.")


if __name__ == "__main__":
    sys.exit(main())
