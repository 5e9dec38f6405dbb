"""How every service is served."""

import importlib

import pytest

from gig_chassis import gunicorn


def reload(monkeypatch: pytest.MonkeyPatch, **environ: str) -> None:
    for name in ("HOST", "PORT", "WEB_CONCURRENCY", "THREADS"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    importlib.reload(gunicorn)


def test_without_settings_only_this_machine_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    reload(monkeypatch)

    assert (gunicorn.bind, gunicorn.workers, gunicorn.threads) == ("127.0.0.1:5000", 1, 8)


def test_address_workers_and_threads_are_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    reload(monkeypatch, HOST="0.0.0.0", PORT="8080", WEB_CONCURRENCY="3", THREADS="4")  # noqa: S104  # as in a container

    assert (gunicorn.bind, gunicorn.workers, gunicorn.threads) == ("0.0.0.0:8080", 3, 4)


def test_idle_connections_outlive_their_callers_patience() -> None:
    assert gunicorn.keepalive > 60
