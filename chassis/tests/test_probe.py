"""The health check of a container says well or why not, and never hangs."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from flask import Flask, Response
from testkit.serving import LiveService
from testkit.wires import Wire

from gig_chassis import health, probe

Serve = Callable[[Flask], LiveService]
Run = Callable[[int | str], tuple[int, str]]


@pytest.fixture
def wire() -> Iterator[Wire]:
    wire = Wire()
    yield wire
    wire.close()


def port_of(url: str) -> int:
    return int(url.rpartition(":")[2])


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the check with this `PORT`; give its exit code and what it prints."""

    def run(port: int | str) -> tuple[int, str]:
        monkeypatch.setenv("PORT", str(port))
        return probe.main(), capsys.readouterr().out

    return run


def test_it_runs_as_a_file_without_anything_else_of_the_service(live_service: Serve) -> None:
    app = Flask("well")
    health.init_app(app, lambda: True)
    alone = [sys.executable, "-S", "-E", probe.__file__]
    environ = {**os.environ, "PORT": str(port_of(live_service(app).url))}

    ended = subprocess.run(alone, env=environ, capture_output=True, timeout=60, check=False)  # noqa: S603  # ours

    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"", b"")


def test_a_service_that_answers_is_well(live_service: Serve, run: Run) -> None:
    app = Flask("well")
    health.init_app(app, lambda: False)  # what it needs is missing: it is well all the same

    assert run(port_of(live_service(app).url)) == (0, "")


def test_a_service_that_answers_otherwise_is_not_well(live_service: Serve, run: Run) -> None:
    app = Flask("ill")
    app.add_url_rule("/healthz", view_func=lambda: Response("no", 503))
    port = port_of(live_service(app).url)

    assert run(port) == (1, f"/healthz on port {port}: status 503\n")


def test_a_service_that_is_not_there_is_not_well(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    assert run(port) == (1, f"/healthz on port {port}: Connection refused\n")


def test_a_port_that_is_no_number_is_said(run: Run) -> None:
    assert run("http") == (1, "/healthz on port http: PORT is not a number\n")


@pytest.mark.parametrize("said", [b"", b"HTTP/1.1 200"[:-1]], ids=["nothing", "almost all"])
def test_a_service_that_falls_silent_is_given_up(wire: Wire, said: bytes) -> None:
    def script(connection: socket.socket, _number: int) -> None:
        wire.hear(connection)
        connection.sendall(said)
        wire.over.wait(20)

    wire.script = script

    assert probe.why_not(port_of(wire.url), 0.2) == "no answer within 0.2 s"


def test_a_service_that_drips_is_given_up_in_time(wire: Wire) -> None:
    def script(connection: socket.socket, _number: int) -> None:
        wire.hear(connection)
        for byte in b"HTTP/1.1 200 OK":
            connection.sendall(bytes([byte]))
            wire.over.wait(0.2)

    wire.script = script
    began = time.monotonic()

    assert probe.why_not(port_of(wire.url), 0.5) == "no answer within 0.5 s"
    assert time.monotonic() - began < 1.5


def test_an_answer_in_pieces_is_put_together(wire: Wire) -> None:
    def script(connection: socket.socket, _number: int) -> None:
        wire.hear(connection)
        wire.drip(connection, b"HTTP/1.1 200 OK\r\n\r\n")

    wire.script = script

    assert probe.why_not(port_of(wire.url)) == ""


@pytest.mark.parametrize("said", [b"", b"SSH-2.0-OpenSSH_9.2\r\n", b"HTTP/1.1 2"], ids=["nothing", "SSH", "cut off"])
def test_what_hangs_up_without_a_status_is_not_well(wire: Wire, said: bytes) -> None:
    def script(connection: socket.socket, _number: int) -> None:
        wire.hear(connection)
        connection.sendall(said)

    wire.script = script

    assert probe.why_not(port_of(wire.url)) == "it does not speak HTTP"


def test_the_request_is_one_the_front_end_takes_under_any_name(wire: Wire) -> None:
    heard: list[bytes] = []

    def script(connection: socket.socket, _number: int) -> None:
        heard.append(connection.recv(1000))
        connection.sendall(b"HTTP/1.0 200 OK\r\n\r\n")

    wire.script = script
    probe.why_not(port_of(wire.url))

    assert heard == [b"GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n"]
