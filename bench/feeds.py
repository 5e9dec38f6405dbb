"""`make bench`, fourth part: a calendar feed of 1,000 gigs, in CPU, as a ratio to a view that does nothing."""

import os
import sys
import tempfile
import uuid
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import date, timedelta
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path

import requests
from measuring import Pages, cpu_seconds
from somebody import SECONDS, Somebody, cookie_of, make_first
from testkit.stacks import CHECKOUT

from launcher.services import SERVICES, Site
from launcher.stack import Stack

GIGS, WARM_UP, TIMES = 1_000, 20, 100
GOAL = 32  # 12 ms where a bare Flask view takes 0.38
BARE = "a view that does nothing"


def main() -> None:
    """Measure and print a table for results.md."""
    print(f"Load {os.getloadavg()[0]:.1f} at the start.\n")
    with tempfile.TemporaryDirectory() as place, Stack(Site(CHECKOUT, Path(place))) as stack:
        backend = stack.url_of("gig_store")
        who = make_first(backend, stack.token)
        path = f"/feeds/{_filled(backend, who)}.ics"
        pages = Pages(stack.url, cookie_of(stack.url))
        pids = [pid for service in SERVICES if (pid := stack.processes[service.package].pid)]
        taken = {name: _cpu_ms(pages, pids, *asked) for name, asked in _asked(pages, path).items()}
    print(f"CPU of all services, {TIMES} requests each over one connection, {GIGS:,} gigs\n")
    print("| | CPU ms | ratio | goal |\n|---|---|---|---|")
    for name, cpu in taken.items():
        goal = f"≤ {GOAL}" if name.startswith("the feed") else ""
        print(f"| {name} | {cpu:.2f} | {cpu / taken[BARE]:.1f} | {goal} |")
    print(f"\nLoad {os.getloadavg()[0]:.1f} at the end.")


def _filled(backend: str, who: Somebody) -> str:
    """Put the gigs in, each a night of its own; give the secret of a feed."""
    with requests.Session() as session:
        for number in range(GIGS):
            body = {"status": "confirmed", "gig_day": f"{date.today() + timedelta(1 + number % 700)}", **_night(number)}  # noqa: DTZ011  # the day here
            url = f"{backend}/v1/gigs/{uuid.uuid4()}"
            session.put(url, json=body, headers=who.headers(), timeout=SECONDS).raise_for_status()
        made = session.post(f"{backend}/v1/feeds", json={"name": "Bench"}, headers=who.headers(), timeout=SECONDS)
        made.raise_for_status()
    return str(made.json()["secret"])


def _night(number: int) -> Mapping[str, object]:
    venue = {"id": str(uuid.uuid4()), "name": f"Room {number}", "city": "Leeds", "timezone": "Europe/London"}
    lineup = [{"band_id": str(uuid.uuid4()), "name": f"Band {number}", "billing": "headline"}]
    return {"venue": venue, "lineup": lineup, "doors": "19:30", "start": "20:00", "description": "Loud and friendly."}


def _asked(pages: Pages, path: str) -> dict[str, tuple[str, str]]:
    """Name what is asked for: the path, and the ETag that is known."""
    known = requests.get(pages.url + path, timeout=SECONDS)
    known.raise_for_status()
    return {
        BARE: ("/healthz", ""),
        "a page of the list": ("/gigs", ""),
        "the feed": (path, ""),
        "the feed, known already": (path, known.headers["ETag"]),
    }


def _cpu_ms(pages: Pages, pids: list[int], path: str, etag: str) -> float:
    with closing(pages.connect()) as connection:
        for _ in _statuses(pages, connection, path, etag, WARM_UP):
            pass
        before = cpu_seconds(pids)
        statuses = set(_statuses(pages, connection, path, etag, TIMES))
        spent = (cpu_seconds(pids) - before) * 1000 / TIMES
    if statuses != {HTTPStatus.NOT_MODIFIED if etag else HTTPStatus.OK}:
        raise RuntimeError(f"{path} answered {statuses}")
    return spent


def _statuses(pages: Pages, connection: HTTPConnection, path: str, etag: str, times: int) -> Iterator[int]:
    for _ in range(times):
        connection.request("GET", path, headers={"Cookie": pages.cookie, **({"If-None-Match": etag} if etag else {})})
        answer = connection.getresponse()
        answer.read()
        yield answer.status


if __name__ == "__main__":
    sys.exit(main())
