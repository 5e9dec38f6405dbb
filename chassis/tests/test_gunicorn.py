"""How every service is served."""

import importlib
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from testkit.patience import await_that

from gig_chassis import gunicorn, settings

NEEDY = """
from dataclasses import dataclass

from gig_chassis import settings


@dataclass
class Settings:
    service_token: str


def create_app():
    settings.load(Settings)
"""

PREPARED = """
def app(environ, start_response):
    start_response("200 OK", [])
    return said or [b"cold"]


said = []
app.extensions = {"warm_up": lambda: said.append(b"warm")}
"""


def reload(monkeypatch: pytest.MonkeyPatch, **environ: str) -> None:
    for name in ("HOST", "PORT", "WEB_CONCURRENCY", "THREADS"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    importlib.reload(gunicorn)


def test_without_settings_only_this_machine_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    reload(monkeypatch)

    assert (gunicorn.bind, gunicorn.workers, gunicorn.threads) == ("127.0.0.1:5000", 1, 24)


def test_address_workers_and_threads_are_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    reload(monkeypatch, HOST="0.0.0.0", PORT="8080", WEB_CONCURRENCY="3", THREADS="4")  # noqa: S104  # as in a container

    assert (gunicorn.bind, gunicorn.workers, gunicorn.threads) == ("0.0.0.0:8080", 3, 12)


def test_idle_connections_outlive_their_callers_patience() -> None:
    assert gunicorn.keepalive > 60


def test_a_service_without_its_settings_ends_with_the_sentence_instead_of_trying_for_ever(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "gunicorn", "-c", "python:gig_chassis.gunicorn", "--bind", f"unix:{tmp_path}/s"]
    (tmp_path / "needy.py").write_text(NEEDY, encoding="utf-8")
    unset = {
        name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_URL", "SERVICE_TOKEN"))
    }

    ended = subprocess.run(  # noqa: S603  # this very interpreter
        [*command, "needy:create_app()"],
        cwd=tmp_path,
        env=unset,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert ended.returncode == settings.CANNOT_BOOT
    assert "Cannot start, please set in the environment: SERVICE_TOKEN is not set" in ended.stderr


def test_an_app_prepares_what_it_has_to_before_the_first_request(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "gunicorn", "-c", "python:gig_chassis.gunicorn", "--bind", f"unix:{tmp_path}/s"]
    (tmp_path / "prepared.py").write_text(PREPARED, encoding="utf-8")

    with subprocess.Popen([*command, "prepared:app"], cwd=tmp_path) as master:  # noqa: S603  # this very interpreter
        try:
            await_that((tmp_path / "s").exists)
            with socket.socket(socket.AF_UNIX) as caller:
                caller.connect(str(tmp_path / "s"))
                caller.sendall(b"GET / HTTP/1.0\r\n\r\n")
                answer = b"".join(iter(lambda: caller.recv(4096), b""))
        finally:
            master.terminate()

    assert answer.endswith(b"warm")
