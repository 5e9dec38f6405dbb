"""A service of several replicas: each gets its share, comes and goes without anybody noticing."""

import socket
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from testkit.replicas import FIRST, HOSTS, SECOND, THIRD, World
from testkit.wires import EMPTY

from gig_web import deadline
from gig_web.names import FRESH_SECONDS
from gig_web.replicas import Replicas
from gig_web.upstream import Answer, Upstream, UpstreamError

pytestmark = pytest.mark.allow_hosts(list(HOSTS))
DONE = Answer(200, {})
SECONDS = 20


def test_each_replica_gets_its_share_over_connections_that_are_kept(world: World, service: Upstream) -> None:
    for _ in range(600):
        service.send("POST", "/", {})

    assert world.connections() == [1, 1, 1]
    assert all(abs(heard - 200) < 58 for heard in world.requests())  # five standard deviations: sqrt(600 * 1/3 * 2/3)


def test_many_callers_share_few_connections(world: World, service: Upstream) -> None:
    def ask(_: int) -> Answer:
        deadline.start(SECONDS)
        return service.get("/")

    with ThreadPoolExecutor(8) as callers:
        answers = list(callers.map(ask, range(400)))

    assert answers == [DONE] * 400
    assert sum(world.requests()) == 400
    assert all(1 <= accepted <= 8 for accepted in world.connections())


def test_one_that_joins_gets_its_share_after_two_seconds(world: World, service: Upstream) -> None:
    world.name(FIRST, SECOND)
    service.get("/")
    world.named["service1"] = HOSTS
    for _ in range(50):
        service.get("/")
    before = world.requests()[2]

    world.now += FRESH_SECONDS
    for _ in range(90):
        service.get("/")

    assert before == 0
    assert 10 <= world.requests()[2] <= 50  # of 90, one in three


def test_one_that_leaves_loses_nothing(world: World, service: Upstream) -> None:
    left = threading.Event()

    def ask(number: int) -> Answer:
        deadline.start(SECONDS)
        if number == 200:
            world.name(FIRST, SECOND)
            left.set()
        return service.send("POST", "/", {})

    with ThreadPoolExecutor(6) as callers:
        answers = list(callers.map(ask, range(400)))
    before = world.requests()
    for _ in range(50):
        service.get("/")

    assert left.is_set()
    assert answers == [DONE] * 400
    assert sum(before) == 400
    assert world.requests()[2] == before[2]


def test_idle_connections_to_one_that_left_are_closed_and_used_ones_finish(world: World, service: Upstream) -> None:
    asked, let_go, closed = threading.Event(), threading.Event(), threading.Event()

    def script(connection: socket.socket, _number: int) -> None:
        world.wires[THIRD].hear(connection)
        asked.set()
        assert let_go.wait(SECONDS)
        connection.sendall(EMPTY)
        if not connection.recv(1):
            closed.set()

    world.wires[THIRD].script = script
    world.name(THIRD)
    with ThreadPoolExecutor(1) as callers:
        under_way = callers.submit(service.send, "POST", "/", {})
        assert asked.wait(SECONDS)
        world.name(FIRST)
        others = [service.get("/") for _ in range(5)]
        let_go.set()

        assert under_way.result(SECONDS) == DONE
    assert others == [DONE] * 5
    assert closed.wait(SECONDS)
    assert world.requests() == [5, 0, 1]


def test_a_replica_that_leaves_just_as_it_was_chosen_is_not_asked(
    world: World, service: Upstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool_of = Replicas.pool
    closed: list[str] = []

    def close_first(replicas: Replicas, address: str) -> object:
        pool = pool_of(replicas, address)
        if not closed:
            closed.append(address)
            pool.close()
        return pool

    monkeypatch.setattr(Replicas, "pool", close_first)

    assert service.send("POST", "/", {}) == DONE
    assert closed
    assert sum(world.requests()) == 1


def test_services_are_known_apart(world: World, service: Upstream) -> None:
    world.named = {"service1": (FIRST, SECOND), "service2": (THIRD,)}
    other = world.way_to("service2")

    for _ in range(20):
        service.get("/")
        other.get("/")

    assert sum(world.requests()[:2]) == 20
    assert world.requests()[2] == 20


def test_the_service_is_addressed_by_its_name_everywhere(world: World, service: Upstream) -> None:
    heard: list[bytes] = []

    def script(connection: socket.socket, _number: int) -> None:
        heard.append(connection.recv(5000))
        connection.sendall(EMPTY)

    for wire in world.wires.values():
        wire.script = script
    for host in HOSTS:
        world.name(host)
        service.get("/v1/bands")

    assert [head.count(f"\r\nHost: service1:{world.port}\r\n".encode()) for head in heard] == [1, 1, 1]


def test_a_service_nobody_names_is_a_failure(world: World, service: Upstream) -> None:
    world.named = {}

    with pytest.raises(UpstreamError, match="ConnectionError"):
        service.send("POST", "/", {})


def test_closed_ways_leave_no_connections(world: World, service: Upstream) -> None:
    gone = threading.Semaphore(0)

    def script(connection: socket.socket, _number: int) -> None:
        world.wires[FIRST].answer_all(connection, 0)
        gone.release()

    for wire in world.wires.values():
        wire.script = script
    for _ in HOSTS:
        world.name(*HOSTS)
        service.get("/")
    opened = sum(world.connections())

    service.close()

    assert all(gone.acquire(timeout=SECONDS) for _ in range(opened))
