"""Calls over a real socket: what only the wire can show."""

import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from testkit.wires import EMPTY, HEAD, Script, Wire

from gig_web import deadline
from gig_web.upstream import MAX_ANSWER_BYTES, Answer, Refused, Upstream, UpstreamError


@pytest.fixture
def wire() -> Iterator[Wire]:
    wire = Wire()
    yield wire
    wire.close()


@pytest.fixture
def upstream(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> Iterator[Upstream]:
    monkeypatch.setattr("gig_chassis.request_ids.current", lambda: "any-request")
    upstream = Upstream("the band list", wire.url, "t")
    deadline.start(5)
    yield upstream
    upstream.close()


def sending(wire: Wire, answer: bytes) -> Script:
    def script(connection: socket.socket, _number: int) -> None:
        wire.hear(connection)
        connection.sendall(answer)

    return script


def chunked(*chunks: bytes) -> bytes:
    return (
        HEAD
        + b"Transfer-Encoding: chunked\r\n\r\n"
        + b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in (*chunks, b""))
    )


def sized(body: bytes) -> bytes:
    return HEAD + b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


def test_calls_share_one_connection(wire: Wire, upstream: Upstream) -> None:
    answers = [upstream.get("/"), upstream.send("POST", "/", {}), upstream.get("/")]

    assert answers == [Answer(200, {})] * 3
    assert (wire.connections, wire.requests) == (1, 3)


def test_a_connection_is_kept_after_a_chunked_answer_and_a_refusal(wire: Wire, upstream: Upstream) -> None:
    answers = iter([chunked(b"{", b"}"), b"HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\n{}", EMPTY])

    def script(connection: socket.socket, _number: int) -> None:
        while wire.hear(connection):
            connection.sendall(next(answers))

    wire.script = script
    upstream.get("/")
    with pytest.raises(Refused):
        upstream.get("/")
    upstream.get("/")

    assert wire.connections == 1


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_connection_the_service_has_closed_meanwhile_is_replaced(wire: Wire, upstream: Upstream, method: str) -> None:
    closed = threading.Event()

    def script(connection: socket.socket, _number: int) -> None:
        wire.hear(connection)
        connection.sendall(EMPTY)
        connection.shutdown(socket.SHUT_RDWR)
        closed.set()

    wire.script = script
    upstream.get("/")
    assert closed.wait(10)

    assert upstream.send(method, "/") == Answer(200, {})
    assert wire.connections == 2


def test_a_read_that_meets_a_closing_connection_is_sent_again(wire: Wire, upstream: Upstream) -> None:
    def script(connection: socket.socket, number: int) -> None:
        if number == 1:
            wire.hear(connection)
        else:
            wire.answer_all(connection, number)

    wire.script = script

    assert upstream.get("/") == Answer(200, {})
    assert wire.requests == 2


def test_a_creation_that_meets_a_closing_connection_is_not_sent_again(wire: Wire, upstream: Upstream) -> None:
    def script(connection: socket.socket, _number: int) -> None:
        wire.hear(connection)

    wire.script = script

    with pytest.raises(UpstreamError, match="ConnectionError"):
        upstream.send("POST", "/", {})

    assert wire.requests == 1


@pytest.mark.parametrize("shape", [lambda body: chunked(body[:9], body[9:]), sized], ids=["chunked", "sized"])
def test_a_long_answer_is_read_whole(wire: Wire, upstream: Upstream, shape: Callable[[bytes], bytes]) -> None:
    text = "x" * (MAX_ANSWER_BYTES - 2)
    wire.script = sending(wire, shape(b'"%s"' % text.encode()))

    assert upstream.get("/") == Answer(200, text)


@pytest.mark.parametrize("shape", [lambda body: chunked(body[:9], body[9:]), sized], ids=["chunked", "sized"])
def test_an_answer_beyond_the_limit_is_a_failure(
    wire: Wire, upstream: Upstream, shape: Callable[[bytes], bytes]
) -> None:
    wire.script = sending(wire, shape(b'"%s"' % (b"x" * (MAX_ANSWER_BYTES - 1))))

    with pytest.raises(UpstreamError, match="answered 200"):
        upstream.send("POST", "/", {})


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(HEAD + b'Content-Length: 99\r\n\r\n{"items": [', id="sized"),
        pytest.param(chunked(b'{"items"')[:-5], id="chunked"),
        pytest.param(b"SSH-2.0-OpenSSH_9.2\r\n", id="another protocol"),
        pytest.param(b"", id="nothing"),
    ],
)
def test_an_answer_that_breaks_off_is_a_failure(wire: Wire, upstream: Upstream, answer: bytes) -> None:
    wire.script = sending(wire, answer)

    with pytest.raises(UpstreamError):
        upstream.send("POST", "/", {})


@pytest.mark.parametrize(
    "prompt",
    [pytest.param(b"", id="headers"), pytest.param(HEAD + b"Content-Length: 999\r\n\r\n", id="body")],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_answer_that_drips_ends_with_the_time_of_the_page(
    wire: Wire, upstream: Upstream, prompt: bytes, method: str
) -> None:
    def script(connection: socket.socket, _number: int) -> None:
        wire.hear(connection)
        connection.sendall(prompt)
        wire.drip(connection, HEAD * 9)

    wire.script = script
    deadline.start(0.3)
    began = time.monotonic()

    with pytest.raises(UpstreamError):
        upstream.send(method, "/")

    assert 0.2 < time.monotonic() - began < 0.8


def test_an_answer_that_floods_ends_with_the_time_of_the_page(wire: Wire, upstream: Upstream) -> None:
    def script(connection: socket.socket, _number: int) -> None:
        wire.hear(connection)
        connection.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
        while True:
            connection.sendall(b"1\r\nx\r\n" * 1000)

    wire.script = script
    deadline.start(0.1)

    with pytest.raises(UpstreamError, match="Timeout"):
        upstream.get("/")


def test_a_service_that_hangs_costs_a_read_one_second_of_a_longer_page(wire: Wire, upstream: Upstream) -> None:
    def script(_connection: socket.socket, _number: int) -> None:
        wire.over.wait(20)

    wire.script = script
    deadline.start(1.2)
    began = time.monotonic()

    with pytest.raises(UpstreamError, match="ReadTimeout"):
        upstream.get("/")

    assert 0.9 < time.monotonic() - began < 1.19


def test_a_change_gets_all_the_time_that_is_left(wire: Wire, upstream: Upstream) -> None:
    def script(connection: socket.socket, _number: int) -> None:
        wire.hear(connection)
        wire.over.wait(1.1)
        connection.sendall(EMPTY)

    wire.script = script

    assert upstream.send("PUT", "/", {}) == Answer(200, {})
    assert wire.requests == 1


def test_a_service_that_is_not_there_is_a_failure(wire: Wire, upstream: Upstream) -> None:
    wire.close()

    with pytest.raises(UpstreamError, match="ConnectionError"):
        upstream.get("/")
