"""Small apps under gunicorn with the settings of every service."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

LONGEST_SECONDS = 30
TOKEN = {"Authorization": "Bearer " + "t" * 40}


class Gunicorn:
    """An app whose `source` has `create_app`, served on a free port; `ask` to talk to it."""

    def __init__(self, folder: Path, source: str, **environ: str) -> None:
        (folder / "served.py").write_text(source, encoding="utf-8")
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self._port = listener.getsockname()[1]
            fd = listener.fileno()
            gunicorn = ["-m", "gunicorn", "-c", "python:gig_chassis.gunicorn", "--bind", f"fd://{fd}"]
            environ = {**os.environ, "PYTHONPATH": ":".join(filter(None, sys.path)), **environ}
            command = [sys.executable, *gunicorn, "served:create_app()"]
            self.popen = subprocess.Popen(command, cwd=folder, env=environ, pass_fds=[fd])

    def connect(self, seconds: float = LONGEST_SECONDS) -> http.client.HTTPConnection:
        """Make a connection of its own, to be kept and closed by the caller."""
        return http.client.HTTPConnection("127.0.0.1", self._port, timeout=seconds)

    def ask(self, path: str) -> str:
        """Give the text of an answer, over a connection of its own."""
        connection = self.connect()
        connection.request("GET", path, headers={**TOKEN, "Connection": "close"})
        text = connection.getresponse().read().decode()
        connection.close()
        return text

    def until(self, is_so: Callable[[], bool]) -> None:
        """Wait for what must come."""
        deadline = time.monotonic() + LONGEST_SECONDS
        while not is_so():
            assert time.monotonic() < deadline
            assert self.popen.poll() is None, "the master is gone"

    def stop(self) -> None:
        """Ask it to stop, and wait."""
        self.popen.terminate()
        self.popen.wait(LONGEST_SECONDS)


@pytest.fixture
def gunicorn(tmp_path: Path) -> Iterator[Callable[..., Gunicorn]]:
    """Serve `gunicorn(source, NAME="setting")`; all are stopped after the test."""
    servers: list[Gunicorn] = []

    def start(source: str, **environ: str) -> Gunicorn:
        servers.append(Gunicorn(tmp_path, source, **environ))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()
