"""Several workers behind one address: what one has counted, each tells; one that dies takes nobody along."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

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
LONGEST_SECONDS = 30


class Server:
    """gunicorn with the settings of every service, and `ask` to talk to it."""

    def __init__(self, folder: Path, **environ: str) -> None:
        (folder / "one_of_two.py").write_text(APP, encoding="utf-8")
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self._port = listener.getsockname()[1]
            fd = listener.fileno()
            gunicorn = ["-m", "gunicorn", "-c", "python:gig_chassis.gunicorn", "--bind", f"fd://{fd}"]
            environ = {**os.environ, "PYTHONPATH": ":".join(filter(None, sys.path)), **environ}
            command = [sys.executable, *gunicorn, "one_of_two:create_app()"]
            self.popen = subprocess.Popen(command, cwd=folder, env=environ, pass_fds=[fd])  # noqa: S603  # ours

    def ask(self, path: str) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=LONGEST_SECONDS)
        connection.request("GET", path, headers={"Authorization": "Bearer " + "t" * 40, "Connection": "close"})
        text = connection.getresponse().read().decode()
        connection.close()
        return text

    def until(self, is_so: Callable[[], bool]) -> None:
        deadline = time.monotonic() + LONGEST_SECONDS
        while not is_so():
            assert time.monotonic() < deadline
            assert self.popen.poll() is None, "the master is gone"

    def workers(self) -> set[int]:
        text = Path(f"/proc/{self.popen.pid}/task/{self.popen.pid}/children").read_text(encoding="ascii")
        return {int(pid) for pid in text.split()}

    def counted(self) -> float:
        return sum(map(float, re.findall(r'_count{.*route="/pid".*} (\S+)', self.ask("/metrics"))))

    def stop(self) -> None:
        self.popen.terminate()
        self.popen.wait(LONGEST_SECONDS)


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Serve with the given environment; all are stopped after the test."""
    servers: list[Server] = []

    def start(**environ: str) -> Server:
        servers.append(Server(tmp_path, **environ))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


def test_a_worker_that_dies_is_replaced_and_what_it_counted_stays(serve: Callable[..., Server], tmp_path: Path) -> None:
    (tmp_path / "metrics").mkdir()
    (tmp_path / "metrics" / "counter_1.db").write_bytes(b"left by an earlier run")
    server = serve(WEB_CONCURRENCY="2", PROMETHEUS_MULTIPROC_DIR=str(tmp_path / "metrics"))
    server.ask("/pid")
    server.until(lambda: len(server.workers()) == 2)
    before, old = server.counted(), server.workers()

    os.kill(min(old), signal.SIGKILL)
    server.until(lambda: len(server.workers() - old) == 1)
    server.ask("/pid")

    assert server.counted() == before + 1


def test_one_worker_that_dies_does_not_take_the_master_along(serve: Callable[..., Server]) -> None:
    server = serve(WEB_CONCURRENCY="1")
    first = int(server.ask("/pid"))

    os.kill(first, signal.SIGKILL)
    server.until(lambda: server.workers() not in ({first}, set()))

    assert int(server.ask("/pid")) != first


def test_several_workers_get_a_folder_of_their_own_that_goes_with_them(
    serve: Callable[..., Server], tmp_path: Path
) -> None:
    server = serve(WEB_CONCURRENCY="2", PROMETHEUS_MULTIPROC_DIR="", TMPDIR=str(tmp_path))
    server.ask("/pid")
    environ = Path(f"/proc/{min(server.workers())}/maps").read_text(encoding="utf-8")
    made = re.search(r"(/\S+/metrics-[^/]+)/\S+\.db", environ)
    assert made
    assert server.counted() == 1

    server.stop()

    assert not Path(made[1]).exists()
