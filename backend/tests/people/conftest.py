"""People at the API; every answer is held against what the service publishes."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from testkit.accounts import PASSWORD
from werkzeug.test import TestResponse

Desk = Any
HERE = "192.0.2.1"
THREADS = 8  # of a worker in production; the pool of connections is as large


@pytest.fixture(autouse=True)
def _quick(quick_hashes: None) -> None:
    """Compute cheap hashes."""


@pytest.fixture(autouse=True)
def _published(published: None) -> None:
    """Hold each answer against what the service publishes."""


@pytest.fixture
def guest(app: Flask, at_desk: Callable[..., Desk]) -> Desk:
    """Give nobody at the API."""
    return at_desk(app, "guest")


@pytest.fixture
def database_guest(database_app: Flask, at_desk: Callable[..., Desk]) -> Desk:
    """Give nobody at the API, once on SQLite and once on MariaDB or MySQL."""
    return at_desk(database_app, "guest")


@pytest.fixture
def sam(app: Flask, at_desk: Callable[..., Desk]) -> Desk:
    """Give Sam, a booker, at the API."""
    return at_desk(app, "booker", "Sam")


@pytest.fixture
def admin(app: Flask, at_desk: Callable[..., Desk]) -> Desk:
    """Give an admin at the API."""
    return at_desk(app, "admin", "Ada")


@pytest.fixture
def sign_in() -> Callable[..., TestResponse]:
    """Sign in with a name and a password from an address."""

    def send(desk: Desk, name: str, password: str = PASSWORD, client: str = HERE) -> TestResponse:
        body = {"name": name, "password": password, "client": client}
        answer: TestResponse = desk.send("POST", "/v1/sessions", body)
        return answer

    return send


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Gather the hashes that are computed."""
    computed: list[str] = []

    def counting(name: str) -> Callable[..., Any]:
        real = getattr(PasswordHasher, name)

        def count(*args: Any) -> Any:  # noqa: ANN401  # argon2's
            computed.append(name)
            return real(*args)

        return count

    for name in ("hash", "verify"):
        monkeypatch.setattr(PasswordHasher, name, counting(name))
    return computed


@pytest.fixture
def at_once() -> Callable[..., list[TestResponse]]:
    """Let many do something at the same moment, as many at a time as a worker has threads."""

    def act(do: Callable[[int], TestResponse], size: int) -> list[TestResponse]:
        turns, barrier = threading.BoundedSemaphore(THREADS), threading.Barrier(size)

        def one(number: int) -> TestResponse:
            barrier.wait(30)
            with turns:
                return do(number)

        with ThreadPoolExecutor(size) as threads:
            return list(threads.map(one, range(size)))

    return act
