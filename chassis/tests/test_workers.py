"""Several workers behind one address: what one has counted, each tells; one that dies takes nobody along."""

import os
import re
import signal
from collections.abc import Callable
from pathlib import Path

from testkit.gunicorns import Gunicorn

APP = """
import os
from flask import Flask
from gig_chassis import metrics

def create_app():
    app = Flask("one_of_two")
    metrics.init_app(app, ("t" * 40,))
    app.add_url_rule("/pid", view_func=lambda: str(os.getpid()))
    return app
"""


def counted(server: Gunicorn) -> float:
    return sum(map(float, re.findall(r'_count{.*route="/pid".*} (\S+)', server.ask("/metrics"))))


def workers(server: Gunicorn) -> set[int]:
    text = Path(f"/proc/{server.popen.pid}/task/{server.popen.pid}/children").read_text(encoding="ascii")
    return {int(pid) for pid in text.split()}


def test_a_worker_that_dies_is_replaced_and_what_it_counted_stays(
    gunicorn: Callable[..., Gunicorn], tmp_path: Path
) -> None:
    (tmp_path / "metrics").mkdir()
    (tmp_path / "metrics" / "counter_1.db").write_bytes(b"left by an earlier run")
    server = gunicorn(APP, WEB_CONCURRENCY="2", PROMETHEUS_MULTIPROC_DIR=str(tmp_path / "metrics"))
    server.ask("/pid")
    server.until(lambda: len(workers(server)) == 2)
    before, old = counted(server), workers(server)

    os.kill(min(old), signal.SIGKILL)
    server.until(lambda: len(workers(server) - old) == 1)
    server.ask("/pid")

    assert counted(server) == before + 1


def test_one_worker_that_dies_does_not_take_the_master_along(gunicorn: Callable[..., Gunicorn]) -> None:
    server = gunicorn(APP, WEB_CONCURRENCY="1")
    first = int(server.ask("/pid"))

    os.kill(first, signal.SIGKILL)
    server.until(lambda: workers(server) not in ({first}, set()))

    assert int(server.ask("/pid")) != first


def test_several_workers_get_a_folder_of_their_own_that_goes_with_them(
    gunicorn: Callable[..., Gunicorn], tmp_path: Path
) -> None:
    server = gunicorn(APP, WEB_CONCURRENCY="2", PROMETHEUS_MULTIPROC_DIR="", TMPDIR=str(tmp_path))
    server.ask("/pid")
    maps = [Path(f"/proc/{pid}/maps").read_text(encoding="utf-8") for pid in workers(server)]
    made = re.search(r"(/\S+/metrics-[^/]+)/\S+\.db", "".join(maps))
    assert made
    assert counted(server) == 1

    server.stop()

    assert not Path(made[1]).exists()
