"""Bodies that pass through piece by piece, over a real socket: none is held in memory, none is cut in silence."""

import io
import socket
import threading
import time
from collections.abc import Iterator

import pytest
from testkit.wires import EMPTY, HEAD, Script, Wire
from urllib3.exceptions import HTTPError

from gig_web import deadline, streams
from gig_web.streams import PIECE_BYTES, Content
from gig_web.upstream import CONNECT_SECONDS, Refused, SignedOut, Upstream, UpstreamError

LONG = b"0123456789abcdef" * (PIECE_BYTES // 8)  # two pieces
FILE = b"name\r\n" + b"The Howl\r\n" * 1_000_000  # more than the buffers between two sockets take


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


def sending(wire: Wire, *answers: bytes) -> Script:
    left = iter(answers)

    def script(connection: socket.socket, _number: int) -> None:
        while wire.hear(connection):
            connection.sendall(next(left))

    return script


def of_length(body: bytes, length: int) -> bytes:
    return HEAD + f"Content-Length: {length}\r\n\r\n".encode() + body


def test_a_long_answer_comes_in_pieces_and_leaves_its_connection_to_the_next(wire: Wire, upstream: Upstream) -> None:
    wire.script = sending(wire, of_length(LONG, len(LONG)), EMPTY)

    download = upstream.open("/v1/bands/export")
    pieces = list(download)
    download.close()
    upstream.get("/")

    assert [len(piece) for piece in pieces] == [PIECE_BYTES, PIECE_BYTES]
    assert b"".join(pieces) == LONG
    assert wire.connections == 1


def test_the_time_of_the_page_does_not_end_what_has_begun(wire: Wire, upstream: Upstream) -> None:
    wire.script = sending(wire, of_length(LONG, len(LONG)))

    download = upstream.open("/v1/bands/export")
    deadline.start(0)

    assert b"".join(download) == LONG


def test_an_answer_that_breaks_off_is_never_taken_for_whole(wire: Wire, upstream: Upstream) -> None:
    def script(connection: socket.socket, _number: int) -> None:
        wire.hear(connection)
        connection.sendall(of_length(LONG, len(LONG) + 1))

    wire.script = script
    download = upstream.open("/v1/bands/export")

    with pytest.raises(HTTPError):
        list(download)
    download.close()


def test_an_answer_that_stops_coming_is_given_up(
    wire: Wire, upstream: Upstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "PIECE_SECONDS", 0.1)
    wire.script = sending(wire, of_length(LONG, len(LONG) + 1))
    download = upstream.open("/v1/bands/export")

    with pytest.raises(HTTPError):
        list(download)
    download.close()


@pytest.mark.parametrize("part", [b"", b"id,na"], ids=["before its first byte", "in its first piece"])
def test_an_answer_that_fails_at_once_is_a_failure_and_is_asked_for_twice(
    wire: Wire, upstream: Upstream, part: bytes
) -> None:
    def script(connection: socket.socket, _number: int) -> None:
        wire.hear(connection)
        connection.sendall(of_length(part, 100) if part else b"")

    wire.script = script

    with pytest.raises(UpstreamError):
        upstream.open("/v1/bands/export")
    assert wire.requests == 2


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (b"HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\n{}", Refused),
        (b'HTTP/1.1 401 Who\r\nContent-Length: 21\r\n\r\n{"code":"signed_out"}', SignedOut),
        (b"HTTP/1.1 503 Later\r\nRetry-After: 2\r\nContent-Length: 2\r\n\r\n{}", UpstreamError),
    ],
    ids=["refused", "signed out", "busy"],
)
def test_a_download_that_is_refused_says_why(
    wire: Wire, upstream: Upstream, answer: bytes, error: type[Exception]
) -> None:
    wire.script = sending(wire, answer)

    with pytest.raises(error):
        upstream.open("/v1/bands/export")


def test_a_file_is_sent_on_to_a_service_that_takes_its_time_to_read(wire: Wire, upstream: Upstream) -> None:
    slow, got = threading.Event(), bytearray()

    def script(connection: socket.socket, _number: int) -> None:
        slow.wait(2 * CONNECT_SECONDS)  # longer than a connection may take to be made
        while len(got) < len(FILE) or not got.endswith(FILE[-10:]):
            got.extend(connection.recv(1 << 20))
        connection.sendall(EMPTY)

    wire.script = script
    upstream.send("POST", "/v1/bands/imports", Content(io.BytesIO(FILE), "text/csv"))

    head, _, body = bytes(got).partition(b"\r\n\r\n")
    assert body == FILE
    assert b"Content-Type: text/csv" in head
    assert f"Content-Length: {len(FILE)}".encode() in head


def test_a_service_that_never_reads_a_file_costs_the_time_of_the_call_and_no_more(
    wire: Wire, upstream: Upstream
) -> None:
    done = threading.Event()

    def script(_connection: socket.socket, _number: int) -> None:
        done.wait(10)

    wire.script = script
    deadline.start(0.3)
    began = time.monotonic()

    with pytest.raises(UpstreamError):
        upstream.send("POST", "/v1/bands/imports", Content(io.BytesIO(FILE), "text/csv"))
    done.set()

    assert time.monotonic() - began < 3


def test_nothing_is_written_once_the_time_is_over(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gig_chassis.request_ids.current", lambda: "any-request")
    upstream = Upstream("the band list", wire.url, "t")
    deadline.start(5)
    upstream.get("/")
    monkeypatch.setattr("gig_web.hops._left", lambda: 0.0)

    with pytest.raises(UpstreamError):
        upstream.send("POST", "/", {})
    upstream.close()

    assert wire.requests == 1
