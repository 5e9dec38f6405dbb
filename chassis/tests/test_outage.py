"""The outage of a database server, with connections that the test lets succeed, fail and hang."""

import math
import threading
from collections.abc import Callable
from concurrent.futures import Future
from types import SimpleNamespace
from typing import Any

import pytest

from gig_chassis import outage
from gig_chassis.outage import AGAIN_SECONDS, Outage


class AwayError(Exception):
    """The driver's error."""


class Connection:
    """A connection that knows whether it was closed."""

    def __init__(self) -> None:
        self.is_closed = False

    def close(self) -> None:
        self.is_closed = True


class Server:
    """A server the driver connects to."""

    loaded_dbapi = SimpleNamespace(OperationalError=AwayError)

    def __init__(self) -> None:
        self.tries = 0
        self.is_away = False
        self.connection = Connection()

    def connect(self, *positional: object, **named: object) -> Connection:
        self.tries += 1
        assert (positional, named) == (("where",), {"user": "me"})
        if self.is_away:
            raise AwayError(2003, "refused")
        return self.connection


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Let time pass."""
    time = [1000.0]

    def passes(seconds: float) -> None:
        time[0] += seconds

    monkeypatch.setattr(outage, "monotonic", lambda: time[0])
    return passes


@pytest.fixture
def door() -> Outage:
    return Outage()


@pytest.fixture
def connect(server: Server, door: Outage) -> Callable[[], Connection]:
    return lambda: door.connect(server, None, ("where",), {"user": "me"})  # type: ignore[arg-type]


def refused(connect: Callable[[], Connection]) -> object:
    with pytest.raises(AwayError) as error:
        connect()
    return error.value.args[1]


@pytest.fixture
def hang(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], None]]:
    """Have connections come only when the test runs them, and nobody wait."""
    late: list[Callable[[], None]] = []

    class Waited(Future[Connection]):
        def result(self, timeout: float | None = None) -> Connection:
            return super().result(timeout and 0)

    def keep(attempt: Future[Connection], attempt_it: Callable[[], Connection]) -> None:
        def finish() -> None:
            try:
                attempt.set_result(attempt_it())
            except AwayError as error:
                attempt.set_exception(error)

        late.append(finish)

    monkeypatch.setattr(outage, "Future", Waited)
    monkeypatch.setattr(outage, "in_background", keep)
    return late


def test_the_driver_connects(server: Server, connect: Callable[[], Connection]) -> None:
    assert [connect(), connect()] == [server.connection] * 2
    assert server.tries == 2


def test_after_a_failure_all_are_refused_at_once_but_one_a_moment_who_tries(
    server: Server, connect: Callable[[], Connection], now: Callable[[float], None]
) -> None:
    server.is_away = True
    said = [refused(connect) for _ in range(4)]
    now(AGAIN_SECONDS)
    said += [refused(connect) for _ in range(2)]
    server.is_away = False
    said.append(refused(connect))
    now(AGAIN_SECONDS)

    away = "the database server is away"
    assert said == ["refused", away, away, away, "refused", away, away]
    assert [connect(), connect()] == [server.connection] * 2
    assert server.tries == 4


def test_while_one_tries_nobody_else_does(
    server: Server, connect: Callable[[], Connection], now: Callable[[float], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    server.is_away = True
    refused(connect)
    now(AGAIN_SECONDS * 9)
    inner = []
    monkeypatch.setattr(outage, "in_background", lambda attempt, _: attempt.set_result(inner.append(refused(connect))))
    connect()

    assert inner == ["the database server is away"]
    assert server.tries == 1


def test_nobody_waits_for_one_that_hangs_and_what_comes_late_is_closed(
    server: Server,
    connect: Callable[[], Connection],
    now: Callable[[float], None],
    hang: list[Callable[[], None]],
) -> None:
    said = [refused(connect), refused(connect)]
    now(AGAIN_SECONDS)
    said.append(refused(connect))
    was_closed = server.connection.is_closed
    for finish in hang:
        finish()

    assert said == ["the database server is away"] * 3
    assert (len(hang), server.tries) == (2, 2)
    assert (was_closed, server.connection.is_closed) == (False, True)


def test_a_late_failure_does_not_send_a_server_away_that_is_back(
    server: Server,
    connect: Callable[[], Connection],
    hang: list[Callable[[], None]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    refused(connect)
    monkeypatch.undo()
    monkeypatch.setattr(outage, "monotonic", lambda: math.inf)
    connect()
    server.is_away = True
    hang[0]()
    server.is_away = False

    assert connect() == server.connection


def test_a_busy_server_that_answers_others_meanwhile_is_not_away(
    server: Server,
    door: Outage,
    connect: Callable[[], Connection],
    hang: list[Callable[[], None]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def answer_others_while(attempt: Future[Connection], attempt_it: Callable[[], Connection]) -> None:
        door.heard(server.connection, None)
        hang.append(lambda: attempt.set_result(attempt_it()))

    monkeypatch.setattr(outage, "in_background", answer_others_while)
    refused(connect)
    monkeypatch.undo()

    assert connect() == server.connection


@pytest.mark.parametrize("is_harmed", [False, True])
def test_a_connection_that_comes_back_unharmed_shows_that_the_server_is_there(
    server: Server,
    door: Outage,
    connect: Callable[[], Connection],
    now: Callable[[float], None],
    *,
    is_harmed: bool,
) -> None:
    now(0)
    server.is_away = True
    refused(connect)
    server.is_away = False
    door.heard(None if is_harmed else server.connection, None)

    if is_harmed:
        assert refused(connect) == "the database server is away"
    else:
        assert connect() == server.connection


def test_a_hanging_connection_keeps_no_process_alive() -> None:
    attempt, go = Future[Any](), threading.Event()
    outage.in_background(attempt, go.wait)
    (thread,) = [each for each in threading.enumerate() if each.name == "connecting"]
    is_daemon = thread.daemon
    go.set()

    assert attempt.result(9)
    assert is_daemon
