"""Latency of requests, CPU time and memory of processes (Linux: read from /proc)."""

import http.client
import os
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Series:
    """What a series of requests took: milliseconds each, seconds in all, CPU milliseconds a request."""

    milliseconds: list[float]
    seconds: float
    cpu_ms: float

    @property
    def p50(self) -> float:
        """Give the median."""
        return statistics.median(self.milliseconds)

    @property
    def p99(self) -> float:
        """Give the 99th percentile."""
        return statistics.quantiles(self.milliseconds, n=100)[98]

    @property
    def per_second(self) -> float:
        """Give the requests answered in a second."""
        return len(self.milliseconds) / self.seconds


@dataclass(frozen=True, slots=True)
class Pages:
    """What is asked: an address, and the cookie of who asks."""

    url: str
    cookie: str = field(default="", repr=False)

    def connect(self) -> http.client.HTTPConnection:
        """Open a connection that is kept."""
        return http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=10)

    def get(self, connection: http.client.HTTPConnection, path: str) -> tuple[int, str]:
        """Get a page; give its status and where it redirects to."""
        connection.request("GET", path, headers={"Accept": "text/html", "Cookie": self.cookie})
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.headers.get("Location", "")


def series(pages: Pages, paths: list[str], connections: int, masters: Iterable[int]) -> Series:
    """Get `paths`, redirects followed, over `connections` kept-alive ones; raises RuntimeError on any end but 200."""
    shares = [paths[place::connections] for place in range(connections)]
    masters = list(masters)
    cpu, began = cpu_seconds(masters), time.perf_counter()
    with ThreadPoolExecutor(connections) as pool:
        taken = [ms for share in pool.map(lambda share: list(_get_all(pages, share)), shares) for ms in share]
    seconds = time.perf_counter() - began
    return Series(taken, seconds, (cpu_seconds(masters) - cpu) * 1000 / len(paths))


def ends_at(pages: Pages, path: str) -> str:
    """Give the address that `path` redirects to."""
    with closing(pages.connect()) as connection:
        return pages.get(connection, path)[1]


def _get_all(pages: Pages, paths: list[str]) -> Iterator[float]:
    with closing(pages.connect()) as connection:
        for path in paths:
            began = time.perf_counter()
            status, location = pages.get(connection, path)
            while status == HTTPStatus.SEE_OTHER:
                status, location = pages.get(connection, location)
            if status != HTTPStatus.OK:
                raise RuntimeError(f"{path} answered {status}")
            yield (time.perf_counter() - began) * 1000


def cpu_seconds(masters: Iterable[int]) -> float:
    """Sum user and system time of the processes and all their children."""
    return sum(_cpu_of(pid) for master in masters for pid in family(master))


def _cpu_of(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def pss_megabytes(master: int) -> float:
    """Give the proportional set size of a process and its children."""
    return sum(_pss_of(pid) for pid in family(master)) / 1024


def _pss_of(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def family(master: int) -> list[int]:
    """List a process and its descendants."""
    children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    return [master, *(pid for child in children for pid in family(int(child)))]


def timed(act: Callable[[], object]) -> float:
    """Give the seconds `act` takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began
