"""A replica that is gone although it is still named costs one try to connect, and nobody an answer."""

import socket
import threading
import time
from collections.abc import Iterator

import pytest
from testkit.replicas import FIRST, HOSTS, SECOND, THIRD, World
from testkit.wires import Wire

from gig_web import deadline, names
from gig_web.replicas import SHUNNED_SECONDS
from gig_web.upstream import Answer, Upstream, UpstreamError

pytestmark = pytest.mark.allow_hosts(list(HOSTS))
DONE = Answer(200, {})


@pytest.fixture
def deaf(world: World) -> Iterator[str]:
    """Give the address of a replica that lets everybody wait for a connection."""
    world.wires[THIRD].close()
    with socket.create_server((THIRD, world.port), backlog=0) as listener, socket.socket() as filling:
        filling.connect(listener.getsockname())
        yield THIRD


@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_one_that_refuses_costs_one_try_and_no_answer(
    world: World, service: Upstream, missed: list[str], method: str
) -> None:
    world.wires[SECOND].close()

    answers = [service.send(method, "/") for _ in range(60)]

    assert answers == [DONE] * 60
    assert missed == [SECOND]


@pytest.mark.usefixtures("deaf")
def test_one_that_does_not_even_refuse_costs_one_wait_and_no_answer(service: Upstream, missed: list[str]) -> None:
    answers = [service.send("POST", "/", {}) for _ in range(30)]

    assert answers == [DONE] * 30
    assert missed == [THIRD]


def test_one_request_tries_it_anew_after_a_while(world: World, service: Upstream, missed: list[str]) -> None:
    world.wires[SECOND].close()
    for _ in range(20):
        service.get("/")

    for _ in range(3):
        world.now += SHUNNED_SECONDS
        for _ in range(20):
            service.get("/")

    assert missed == [SECOND] * 4


def test_one_that_comes_back_gets_its_share_again(world: World, service: Upstream, missed: list[str]) -> None:
    world.wires[SECOND].close()
    for _ in range(20):
        service.get("/")
    world.wires[SECOND] = Wire(SECOND, world.port)

    for _ in range(60):
        service.get("/")
    before = world.requests()[1]
    world.now += SHUNNED_SECONDS
    for _ in range(90):
        service.get("/")

    assert before == 0
    assert 10 <= world.requests()[1] <= 50  # of 90, one in three
    assert missed == [SECOND]


def test_when_all_are_gone_each_is_tried_once_a_try(world: World, service: Upstream, missed: list[str]) -> None:
    for wire in world.wires.values():
        wire.close()

    with pytest.raises(UpstreamError, match="ConnectionError"):
        service.send("POST", "/", {})

    assert sorted(missed) == sorted(HOSTS)


@pytest.mark.usefixtures("deaf")
def test_a_page_out_of_time_does_not_try_the_next(
    world: World, service: Upstream, missed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    world.name(THIRD, SECOND)
    monkeypatch.setattr("gig_web.replicas._chance.sample", lambda hosts, _count: list(hosts))
    deadline.start(0.2)

    with pytest.raises(UpstreamError, match="ConnectTimeout"):
        service.send("POST", "/", {})

    assert missed == [THIRD]
    assert sum(world.requests()) == 0


def test_the_second_try_goes_to_another(world: World, service: Upstream) -> None:
    def hang_up(connection: socket.socket, _number: int) -> None:
        world.wires[SECOND].hear(connection)

    world.wires[SECOND].script = hang_up
    world.name(FIRST, SECOND)

    answers = [service.get("/") for _ in range(40)]

    first, second, _ = world.requests()
    assert answers == [DONE] * 40
    assert first == 40
    assert second >= 10


def test_a_dns_that_hangs_costs_no_more_than_the_page_has(
    world: World, service: Upstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    over = threading.Event()
    asking: list[threading.Thread] = []

    def hang(_host: str, _port: int) -> tuple[str, ...]:
        over.wait(20)
        return (FIRST,)

    def start(*call: object) -> None:
        asking.append(threading.Thread(target=call[0], args=call[1:]))  # type: ignore[arg-type]  # ask, question
        asking[-1].start()

    monkeypatch.setattr(names, "resolve", hang)
    monkeypatch.setattr(names, "in_background", start)
    deadline.start(0.2)
    began = time.monotonic()

    with pytest.raises(UpstreamError):
        service.get("/")

    assert 0.1 < time.monotonic() - began < 0.8
    over.set()
    asking[0].join()
    deadline.start(5)
    assert service.get("/") == DONE
    assert sum(world.requests()) == 1
