"""`make bench`: start the product, measure it beside its yardsticks, print a table for results.md."""

import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path

import requests
from measuring import Pages, Series, ends_at, pss_megabytes, series, timed
from somebody import Somebody, cookie_of, make_first
from yardsticks import served

from launcher.services import APIS, SERVICES, Site
from launcher.stack import Stack

CHECKOUT = Path(__file__).resolve().parents[1]
WARM_UP, REQUESTS, AT_EIGHT = 50, 400, 1600
PICKS = "/random?count=8&seed=7"
DEALT, SHOWN, FLOOR, NAIVE = "dealt, 1 connection", "shown, 1 connection", "floor", "naive"
DAYS = ["2030-03-01", "2030-03-02", "2030-03-07", "2030-03-08", "2030-03-09", "2030-03-14", "2030-03-15", "2030-03-16"]


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder, _stack(Path(folder)) as (stack, cold, warm):
        pids = {service.package: stack.processes[service.package].pid for service in SERVICES}
        who = make_first(stack.url_of("gig_store"), stack.token)
        pages = Pages(stack.url, cookie_of(stack.url))
        series(pages, _cards(WARM_UP), 1, pids.values())
        addresses = [ends_at(pages, path) for path in _cards(AT_EIGHT)]
        taken = {
            DEALT: series(pages, _cards(REQUESTS), 1, pids.values()),
            SHOWN: series(pages, addresses[:REQUESTS], 1, pids.values()),
            "dealt, 8 connections": series(pages, _cards(AT_EIGHT), 8, pids.values()),
            "shown, 8 connections": series(pages, addresses, 8, pids.values()),
        }
        memory = {package: pss_megabytes(pid) for package, pid in pids.items()}
        taken[FLOOR], taken[NAIVE] = _yardsticks(stack, who, [pids[api.package] for api in APIS])
    _print((cold, warm), taken)
    print(f"\nMemory (PSS) after the runs: {_listed(memory)}; together {sum(memory.values()):.0f} MB")


@contextmanager
def _stack(folder: Path) -> Iterator[tuple[Stack, float, float]]:
    """Start once with an empty folder (migrations, starter catalogue), then again warm; gives both times."""
    first = Stack(Site(CHECKOUT, folder))
    cold = timed(first.start)
    first.stop()
    stack = Stack(Site(CHECKOUT, folder))
    with ExitStack() as exits:
        exits.callback(stack.stop)
        yield stack, cold, timed(stack.start)


def _cards(count: int) -> list[str]:
    return [f"/?seed={1000 + place}" for place in range(count)]


def _yardsticks(stack: Stack, who: Somebody, apis: list[int]) -> tuple[Series, Series]:
    real = dict(zip(("bands", "venues", "gigs"), (stack.url_of(api.package) for api in APIS), strict=True))
    paths = [f"/v1/bands{PICKS}", f"/v1/venues{PICKS}"]
    body = _conflict_question(who, real, paths)
    common = {"who": asdict(who), "paths": paths, "body": body}
    with served("naive", {**common, **real}, ["-k", "sync", "--threads", "1"]) as (url, pid):
        naive = series(Pages(url), ["/"] * REQUESTS, 1, [pid, *apis])
    answers = _answers(who, real, paths, body)
    with ExitStack() as exits:
        empty = [exits.enter_context(served("canned", {"answers": answers})) for _ in real]
        urls = dict(zip(real, (url for url, _ in empty), strict=True))
        url, pid = exits.enter_context(served("floor", {**common, **urls}))
        series(Pages(url), ["/"] * WARM_UP, 1, [pid])
        floor = series(Pages(url), ["/"] * REQUESTS, 1, [pid, *(pid for _, pid in empty)])
    return floor, naive


def _conflict_question(who: Somebody, real: dict[str, str], paths: list[str]) -> dict[str, object]:
    bands = requests.get(real["bands"] + paths[0], headers=who.headers(), timeout=5).json()["items"]
    venues = requests.get(real["venues"] + paths[1], headers=who.headers(), timeout=5).json()["items"]
    return {
        "days": DAYS,
        "bands": [_facts(band, BAND_FACTS) for band in bands],
        "venues": [_facts(venue, VENUE_FACTS) for venue in venues],
    }


BAND_FACTS = ("id", "name", "lat", "lon", "genres", "draw", "unavailable", "radius_km", "days_before", "days_after")
VENUE_FACTS = ("id", "name", "city", "capacity", "lat", "lon", "timezone", "genres", "dark_days", "own")


def _facts(item: dict[str, object], names: tuple[str, ...]) -> dict[str, object]:
    return {name: item[name] for name in names}


def _answers(who: Somebody, real: dict[str, str], paths: list[str], body: dict[str, object]) -> dict[str, str]:
    return {
        "bands/random": requests.get(real["bands"] + paths[0], headers=who.headers(), timeout=5).text,
        "venues/random": requests.get(real["venues"] + paths[1], headers=who.headers(), timeout=5).text,
        "conflicts": json.dumps(
            requests.post(f"{real['gigs']}/v1/conflicts", json=body, headers=who.headers(), timeout=5).json()
        ),
    }


def _print(ready: tuple[float, float], taken: dict[str, Series]) -> None:
    print(f"Ready after {ready[0]:.1f} s with empty databases, {ready[1]:.1f} s warm\n")
    print("| | p50 ms | p99 ms | requests/s | CPU ms a request |\n|---|---|---|---|---|")
    for name, one in taken.items():
        print(f"| {name} | {one.p50:.1f} | {one.p99:.1f} | {one.per_second:.0f} | {one.cpu_ms:.1f} |")
    cpu, floor, naive = (taken[name].cpu_ms for name in (SHOWN, FLOOR, NAIVE))
    print(f"\nCPU of a card shown: {cpu / floor:.2f} x the floor, {cpu / naive:.2f} x the naive way")


def _listed(memory: dict[str, float]) -> str:
    return ", ".join(f"{package} {megabytes:.0f} MB" for package, megabytes in memory.items())


if __name__ == "__main__":
    sys.exit(main())
