"""Random bands from 1,000 to 1,000,000: how long each kind of filter takes, as a ratio to what it takes at 1,000."""

import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from http import HTTPStatus
from http.client import HTTPConnection
from itertools import product
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import create_engine
from testkit.filling import HOME, empty, fill, id_of
from testkit.mariadb import Server
from testkit.served_pickers import ServedPicker

SIZES = (1_000, 10_000, 100_000, 1_000_000)
WARM_UP, SERIES = 5, 60
SERVER = "--innodb-buffer-pool-size=1G", "--innodb-log-file-size=256M", "--innodb-flush-log-at-trx-commit=2"
CLOSE, BETWEEN = 3, 15  # times as long at the most
NEAR = {"near": f"{HOME[0]},{HOME[1]}"}
FILTERS: Mapping[str, tuple[dict[str, object], int]] = {
    "none": ({}, CLOSE),
    "genre, 10 %": ({"genre": "rock"}, CLOSE),
    "genre, 1 %": ({"genre": "ska"}, CLOSE),
    "city, 809 rows": ({"city": "Leeds"}, CLOSE),
    "radius, 560 rows": ({**NEAR, "within_km": 3}, CLOSE),
    "radius, 9 %": ({**NEAR, "within_km": 120}, CLOSE),
    "draw, 5 %": ({"draw_min": 100, "draw_max": 200}, CLOSE),
    "genre, country, draw: 3 %": ({"genre": "rock", "country": "GB", "draw_max": 1_000}, CLOSE),
    "100 excluded": ({"exclude": ",".join(str(id_of(number)) for number in range(100))}, CLOSE),
    "genre, 0.33 %": ({"genre": "polka"}, BETWEEN),
    "genre, 0.14 %": ({"genre": "drone"}, BETWEEN),
    "city, 0.2 %": ({"city": "Bath"}, BETWEEN),
    "genre and radius, 0.8 %": ({"genre": "rock", **NEAR, "within_km": 120}, BETWEEN),
}

Pickers = Mapping[int, ServedPicker]
Taken = dict[str, dict[int, float]]  # filter → rows → p50 in milliseconds


def measure(sizes: tuple[int, ...], counts: tuple[int, ...]) -> Iterator[tuple[str, dict[int, Taken]]]:
    """Give the name of each database with what it took, by how many are asked for."""
    for name, served in (("SQLite", _on_sqlite), ("MariaDB", _on_mariadb)):
        taken: dict[int, Taken] = {count: {} for count in counts}
        with served(sizes) as pickers:
            for count, each in product(counts, FILTERS):
                taken[count][each] = _p50s(pickers, {**FILTERS[each][0], "count": count})
        yield name, taken


@contextmanager
def _on_sqlite(sizes: tuple[int, ...]) -> Iterator[Pickers]:
    with ExitStack() as stack:
        yield {size: _filled(stack, size, None) for size in sizes}


@contextmanager
def _on_mariadb(sizes: tuple[int, ...]) -> Iterator[Pickers]:
    with tempfile.TemporaryDirectory() as files, ExitStack() as stack:
        server = Server(Path(files), *SERVER)
        stack.callback(server.kill)
        server.install()
        yield {size: _filled(stack, size, server.make_database()) for size in sizes}


def _filled(stack: ExitStack, size: int, url: str | None) -> ServedPicker:
    """Give a picker over so many bands; it is started again, as it keeps some of what it found at first."""
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    picker = stack.enter_context(ServedPicker("bands", folder, url))
    picker.process.kill()
    engine = create_engine(picker.url_of_database)
    empty(engine)
    fill(engine, 0, size)
    engine.dispose()
    picker.respawn()
    return picker


def _p50s(pickers: Pickers, query: Mapping[str, object]) -> dict[int, float]:
    """Ask them in turn, so that what else the machine does falls on all of them alike."""
    milliseconds: dict[int, list[float]] = {size: [] for size in pickers}
    with ExitStack() as stack:
        asked = {size: stack.enter_context(closing(_connect(picker))) for size, picker in pickers.items()}
        sent = {size: picker.headers() for size, picker in pickers.items()}
        for seed, (size, connection) in product(range(WARM_UP + SERIES), asked.items()):
            path = f"/v1/bands/random?{urlencode({'seed': seed, **query})}"
            milliseconds[size].append(_timed(connection, path, sent[size]))
    return {size: statistics.median(each[WARM_UP:]) for size, each in milliseconds.items()}


def _connect(picker: ServedPicker) -> HTTPConnection:
    return HTTPConnection(picker.process.url.removeprefix("http://"), timeout=10)


def _timed(connection: HTTPConnection, path: str, sent: Mapping[str, str]) -> float:
    began = time.perf_counter()
    connection.request("GET", path, headers=sent)
    answer = connection.getresponse()
    body = answer.read()
    taken = (time.perf_counter() - began) * 1_000
    if answer.status != HTTPStatus.OK or b'"items":[]' in body.replace(b" ", b""):
        raise RuntimeError(f"{path} answered {answer.status}: {body[:200]!r}")
    return taken
