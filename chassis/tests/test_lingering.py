"""A replica asked to stop goes on serving for a while, so that nobody who still knows its address is turned away."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from http.client import HTTPResponse
from pathlib import Path

import pytest
from testkit.gunicorns import LONGEST_SECONDS, Gunicorn

from gig_chassis import lingering, settings

APP = """
from pathlib import Path
from flask import Flask

def create_app():
    app = Flask("lingers")
    app.add_url_rule("/", "fast", lambda: "here")
    app.add_url_rule("/slow", "slow", lambda: Path("gate").read_text())
    return app
"""
Serve = Callable[..., Gunicorn]


def ask(server: Gunicorn, seconds: float = LONGEST_SECONDS) -> HTTPResponse:
    """Ask as a caller who keeps connections."""
    with closing(server.connect(seconds)) as connection:
        connection.request("GET", "/")
        answer = connection.getresponse()
        answer.read()
        return answer


def says_close(server: Gunicorn) -> bool:
    return ask(server).getheader("Connection") == "close"


def terminate(server: Gunicorn) -> None:
    """Send SIGTERM and wait until it was heard."""
    assert not says_close(server)
    server.popen.terminate()
    server.until(lambda: says_close(server))


def is_stopping(server: Gunicorn) -> bool:
    try:
        ask(server, seconds=0.5)  # what comes too late waits for nothing
    except OSError:
        return True
    return False


@pytest.mark.parametrize("workers", ["1", "2"])
def test_requests_are_answered_until_the_time_is_over(gunicorn: Serve, workers: str) -> None:
    server = gunicorn(APP, LINGER="2", WEB_CONCURRENCY=workers)
    began = time.monotonic()
    terminate(server)

    answers = [ask(server) for _ in range(20)]
    server.popen.wait(LONGEST_SECONDS)

    assert [(answer.status, answer.getheader("Connection")) for answer in answers] == [(200, "close")] * 20
    assert server.popen.returncode == 0
    assert time.monotonic() - began >= 2


def test_a_kept_connection_is_answered_once_more_and_then_closed(gunicorn: Serve) -> None:
    server = gunicorn(APP, LINGER="600")
    kept = server.connect()
    kept.request("GET", "/")
    kept.getresponse().read()
    terminate(server)

    kept.request("GET", "/")
    answer = kept.getresponse()

    assert (answer.read(), answer.getheader("Connection")) == (b"here", "close")
    kept.close()


def test_a_request_under_way_at_the_end_is_finished(gunicorn: Serve, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "gate")
    server = gunicorn(APP, LINGER="1")
    answers: list[str] = []
    asking = threading.Thread(target=lambda: answers.append(server.ask("/slow")))
    terminate(server)
    asking.start()
    with (tmp_path / "gate").open("w") as gate:  # opens when the app reads
        server.until(lambda: is_stopping(server))
        gate.write("finished")

    asking.join(LONGEST_SECONDS)

    assert answers == ["finished"]


@pytest.mark.parametrize("again", [signal.SIGTERM, signal.SIGINT, signal.SIGQUIT], ids=lambda number: number.name)
def test_a_second_signal_ends_the_waiting(gunicorn: Serve, again: signal.Signals) -> None:
    server = gunicorn(APP, LINGER="600")
    terminate(server)

    server.popen.send_signal(again)

    assert server.popen.wait(LONGEST_SECONDS) == 0


def test_without_the_setting_one_signal_is_enough(gunicorn: Serve) -> None:
    server = gunicorn(APP, LINGER="")
    assert not says_close(server)

    server.popen.terminate()

    assert server.popen.wait(LONGEST_SECONDS) == 0


def test_a_wrong_time_is_refused_with_a_sentence() -> None:
    command = [sys.executable, "-m", "gunicorn", "-c", "python:gig_chassis.gunicorn", "none:none"]
    environ = {**os.environ, "PYTHONPATH": ":".join(filter(None, sys.path)), "LINGER": "5s"}

    ended = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603  # ours

    assert ended.returncode == settings.CANNOT_BOOT
    assert ended.stderr == "Cannot start, please set in the environment: LINGER must be a whole number, not '5s'\n"


@pytest.mark.parametrize("wrong", ["-1", "1.5", "601", "soon"])
def test_only_whole_seconds_up_to_ten_minutes_are_taken(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setenv("LINGER", wrong)

    with pytest.raises(settings.SettingsError, match="LINGER must be"):
        lingering.seconds()
