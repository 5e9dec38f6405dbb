"""What is known of a name, and how long one waits for it."""

import socket
import threading
from collections.abc import Callable

import pytest

from gig_web import names
from gig_web.names import Addresses, Name

A, B = "10.0.0.1", "10.0.0.2"


class Dns:
    """A DNS that says what `addresses` holds, once `open` is set."""

    def __init__(self) -> None:
        self.addresses: Addresses = ()
        self.asked = 0
        self.open = threading.Event()
        self.open.set()

    def resolve(self, _host: str, _port: int) -> Addresses:
        self.asked += 1
        assert self.open.wait(20)
        if not self.addresses:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return self.addresses


@pytest.fixture
def dns(monkeypatch: pytest.MonkeyPatch) -> Dns:
    dns = Dns()
    monkeypatch.setattr(names, "resolve", dns.resolve)
    return dns


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    clock = {"now": 1000.0}
    monkeypatch.setattr(names, "monotonic", lambda: clock["now"])
    return clock


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let answers come before anybody looks."""
    monkeypatch.setattr(names, "in_background", lambda ask, question: ask(question))


@pytest.fixture
def in_threads(monkeypatch: pytest.MonkeyPatch) -> list[threading.Thread]:
    """Give the threads that ask."""
    threads: list[threading.Thread] = []

    def start(ask: Callable[[names.Question], None], question: names.Question) -> None:
        threads.append(threading.Thread(target=ask, args=(question,)))
        threads[-1].start()

    monkeypatch.setattr(names, "in_background", start)
    return threads


def name_of(host: str = "service1") -> Name:
    return Name(host, 5001, lambda _: None)


@pytest.mark.usefixtures("at_once")
def test_the_dns_is_asked_every_two_seconds_at_most(dns: Dns, clock: dict[str, float]) -> None:
    dns.addresses = (A, B)
    name = name_of()
    heard = [name.addresses(1) for _ in range(100)]
    clock["now"] += 1.9
    name.addresses(1)
    asked = dns.asked

    clock["now"] += 0.1
    dns.addresses = (B,)

    assert (set(heard), asked) == ({(A, B)}, 1)
    assert (name.addresses(1), dns.asked) == ((B,), 2)


@pytest.mark.usefixtures("at_once")
def test_each_answer_is_told(dns: Dns, clock: dict[str, float]) -> None:
    heard: list[Addresses] = []
    name = Name("service1", 5001, heard.append)
    for addresses in [(A,), (), (A, B)]:
        dns.addresses = addresses
        name.addresses(1)
        clock["now"] += 2

    assert heard == [(A,), (A, B)]


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_of_an_address_nobody_is_asked(dns: Dns, clock: dict[str, float], host: str) -> None:
    name = name_of(host)
    heard = [name.addresses(1)]
    clock["now"] += 1e6

    assert [*heard, name.addresses(1)] == [(host,)] * 2
    assert dns.asked == 0


def test_the_first_answer_is_waited_for_as_long_as_there_is_time(dns: Dns, in_threads: list[threading.Thread]) -> None:
    dns.addresses = (A,)
    dns.open.clear()
    name = name_of()
    too_soon = name.addresses(0.01)
    out_of_time = name.addresses(-1)
    threading.Timer(0.05, dns.open.set).start()

    in_time = name.addresses(20)

    assert (too_soon, out_of_time, in_time, dns.asked) == ((), (), (A,), 1)
    in_threads[0].join()


@pytest.mark.parametrize("seconds", [2, 4, 4.1, 60], ids=["due", "a little late", "old", "very old"])
def test_while_one_asks_the_others_use_what_is_known(
    dns: Dns,
    clock: dict[str, float],
    in_threads: list[threading.Thread],
    monkeypatch: pytest.MonkeyPatch,
    seconds: float,
) -> None:
    monkeypatch.setattr(names, "MOMENT_SECONDS", 0.01)
    dns.addresses = (A,)
    name = name_of()
    name.addresses(20)
    clock["now"] += seconds
    dns.open.clear()
    dns.addresses = (B,)
    meanwhile = [name.addresses(20) for _ in range(5)]

    dns.open.set()
    in_threads[-1].join(20)

    assert (meanwhile, name.addresses(20)) == ([(A,)] * 5, (B,))
    assert dns.asked == 2
    in_threads[0].join()


def test_an_old_answer_is_worth_a_moment_of_waiting(
    dns: Dns, clock: dict[str, float], in_threads: list[threading.Thread], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(names, "MOMENT_SECONDS", 20)
    dns.addresses = (A,)
    name = name_of()
    name.addresses(20)
    clock["now"] += 4.1
    dns.open.clear()
    dns.addresses = (B,)
    threading.Timer(0.05, dns.open.set).start()

    assert name.addresses(20) == (B,)
    for thread in in_threads:
        thread.join()


@pytest.mark.usefixtures("at_once")
def test_without_a_new_answer_the_last_is_kept_for_a_minute(dns: Dns, clock: dict[str, float]) -> None:
    dns.addresses = (A,)
    name = name_of()
    name.addresses(1)
    dns.addresses = ()
    heard = []
    for _ in range(31):
        clock["now"] += 2
        heard.append(name.addresses(1))

    assert heard == [(A,)] * 30 + [()]
    dns.addresses = (B,)
    clock["now"] += 2
    assert name.addresses(1) == (B,)


@pytest.mark.usefixtures("at_once")
def test_a_name_that_can_be_none_is_unknown() -> None:
    assert name_of("a" * 70).addresses(1) == ()


def test_without_a_thread_to_be_had_the_next_one_asks(
    dns: Dns, clock: dict[str, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    dns.addresses = (A,)
    name = name_of()
    with monkeypatch.context() as crowded:
        crowded.setattr(threading.Thread, "start", refuse)
        unknown = name.addresses(20)
    clock["now"] += 2

    assert (unknown, name.addresses(20)) == ((), (A,))


def test_each_address_is_named_once(monkeypatch: pytest.MonkeyPatch) -> None:
    places = [(A, 5001), (B, 5001), (A, 5001), ("fd00::1", 5001, 0, 0)]
    answer = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", place) for place in places]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_options: answer)

    assert names.resolve("service1", 5001) == (A, B, "fd00::1")
