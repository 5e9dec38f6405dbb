"""After thousands of requests, a fifth of them wrong or given up half-way, every connection is back in the pool."""

import re
import socket
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
import requests
from testkit import signing
from testkit.accounts import acting_as
from testkit.sites import SiteElsewhere, book_in
from testkit.stacks import CHECKOUT

from launcher import data_dir, migrations
from launcher.process import Process
from launcher.services import APIS, Service

WHOLE_SERIES, CLIENTS = 10_000, 10  # fewer than there are places: none is shed
REST_SECONDS = 15
USED = re.compile(r"^database_connections_used (\S+)", re.MULTILINE)
BUSY = re.compile(r"^http_requests_working (\S+)", re.MULTILINE)

Figures = Callable[..., None]
Ask = tuple[str, str, object]


@dataclass(frozen=True, slots=True)
class Mix:
    """A service and the requests to it: good ones, wrong ones; each may be given up before its answer."""

    service: Service
    noun: str
    good: tuple[Ask, ...]
    wrong: tuple[Ask, ...]


def gigs() -> Mix:
    night = {"days": ["2031-05-09"], "bands": [], "venues": []}
    good = (
        ("GET", "/v1/gigs?limit=50", None),
        ("POST", "/v1/conflicts", night),
        ("PUT", "/v1/gigs/{id}", {"title": "A"}),
    )
    wrong = (
        ("GET", "/v1/gigs/{id}", None),
        ("PUT", "/v1/gigs/{id}", {"title": 7}),
        ("PATCH", "/v1/gigs/{id}", {"title": "No such gig"}),
        ("POST", "/v1/conflicts", {"days": []}),
    )
    return Mix(_service("gig_store"), "gigs", good, wrong)


def bands() -> Mix:
    good = (
        ("GET", "/v1/bands/random?count=8&counts=1", None),
        ("GET", "/v1/bands/export", None),
        ("POST", "/v1/bands", {"name": "Made up"}),
    )
    wrong = (("GET", "/v1/bands/{id}", None), ("POST", "/v1/bands", {}), ("GET", "/v1/bands?limit=9999", None))
    return Mix(_service("band_picker"), "bands", good, wrong)


@pytest.fixture(params=[gigs, bands], ids=["backend", "picker"])
def mix(request: pytest.FixtureRequest) -> Mix:
    found: Mix = request.param()
    return found


class Client:
    """Sends the mix to a running service."""

    def __init__(self, mix: Mix, url: str, headers: Callable[[], dict[str, str]]) -> None:
        self._mix, self._url, self._headers = mix, url, headers

    def send(self, seed: int) -> int:
        """Send one request by chance; gives its status, 0 for one given up."""
        chance = Random(seed)
        asked = chance.choice(self._mix.wrong if chance.random() < 0.1 else self._mix.good)
        method, path, body = asked
        path = path.replace("{id}", str(uuid.UUID(int=chance.getrandbits(128), version=4)))
        if chance.random() < 0.1:
            return self._give_up(method, path)
        url = self._url + path
        return requests.request(method, url, json=body, headers=self._headers(), timeout=30).status_code

    def read(self, figure: re.Pattern[str]) -> float:
        """Read one figure of the service's metrics."""
        text = requests.get(f"{self._url}/metrics", headers=self._headers(), timeout=30).text
        found = figure.search(text)
        assert found, text
        return float(found[1])

    def _give_up(self, method: str, path: str) -> int:
        host, port = self._url.removeprefix("http://").split(":")
        fields = "".join(f"{name}: {value}\r\n" for name, value in self._headers().items())
        with socket.create_connection((host, int(port)), timeout=30) as connection:
            length = "Content-Length: 0" if method == "GET" else "Content-Length: 1000"  # of which nothing comes
            connection.sendall(f"{method} {path} HTTP/1.1\r\nHost: x\r\n{fields}{length}\r\n\r\n".encode())
        return 0


@pytest.fixture
def client(mix: Mix, database_url: str, tmp_path: Path) -> Iterator[Client]:
    """Give the way to the service, run on the given database."""
    folder = tmp_path / "var"
    elsewhere = {} if database_url.startswith("sqlite") else {mix.service.package: database_url}
    site = SiteElsewhere(CHECKOUT, folder, databases=elsewhere)
    data_dir.prepare(folder)
    migrations.upgrade(site, [mix.service])
    token = (folder / data_dir.TOKEN).read_text(encoding="utf-8")
    booker = book_in(site) if mix.noun == "gigs" else None
    process = Process(site, mix.service)
    process.bind("127.0.0.1", 0)
    process.start({})
    try:
        process.await_ready()
        yield Client(
            mix,
            process.url,
            lambda: acting_as(booker, [token]) if booker else signing.headers("booker", token=token),
        )
    finally:
        process.stop()


def test_no_connection_stays_out_of_the_pool(
    client: Client, share: Callable[..., int], seed: int, figures: Figures
) -> None:
    count = share(WHOLE_SERIES, 200)

    with ThreadPoolExecutor(CLIENTS) as pool:
        statuses = list(pool.map(client.send, range(seed, seed + count)))

    wrong = sum(status >= 400 and status != 503 for status in statuses)
    given_up = statuses.count(0)
    seconds = seconds_until(lambda: client.read(BUSY) == 0 and client.read(USED) == 0)
    figures(
        "no connection leaks",
        requests=count,
        wrong=wrong,
        given_up=given_up,
        shed=statuses.count(503),
        at_rest_after_s=seconds,
    )
    assert (wrong + given_up) / count > 0.15
    assert not {status for status in statuses if status >= 500} - {503}


def seconds_until(is_so: Callable[[], bool]) -> float:
    began = time.monotonic()
    while not is_so():
        assert time.monotonic() - began < REST_SECONDS
    return time.monotonic() - began


def _service(package: str) -> Service:
    return next(service for service in APIS if service.package == package)
