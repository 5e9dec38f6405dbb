"""Fetching from an address: bounds of time, size and redirects, and no way into a private network."""

import gzip
import socket
import tracemalloc
import zlib
from typing import Any

import pytest

from diary_reader import addresses, fetching, guard
from diary_reader.addresses import Address
from diary_reader.fetching import Network
from diary_reader.trouble import Trouble

Server = Any
DIARY = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
MB = 1024 * 1024


def fetch(server: Server, path: str = "/diary.ics", seconds: float = 5.0, **network: Any) -> bytes:  # noqa: ANN401  # parts of a network
    return fetching.fetch(addresses.read(server.url(path)), server.network(**network), seconds)


def trouble(server: Server, path: str = "/diary.ics", seconds: float = 5.0, **network: Any) -> str:  # noqa: ANN401  # parts of a network
    with pytest.raises(Trouble) as refused:
        fetch(server, path, seconds, **network)
    assert "calendar.test" not in str(refused.value)
    return str(refused.value)


def test_what_stands_at_an_address_is_given(server: Server) -> None:
    server.gives(DIARY, "/a%20b?key=s3cret")

    assert fetch(server, "/a%20b?key=s3cret") == DIARY
    assert server.asked == [("/a%20b?key=s3cret", f"calendar.test:{server.port}")]


@pytest.mark.parametrize("packed", [gzip.compress(DIARY)], ids=["gzip"])
def test_a_packed_answer_is_unpacked(server: Server, packed: bytes) -> None:
    server.gives(packed, Content_Encoding="gzip")

    assert fetch(server) == DIARY


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        *((401, fetching.ASKS_WHO), (403, fetching.ASKS_WHO), (404, fetching.NOTHING), (410, fetching.NOTHING)),
        *((204, fetching.FAILS), (304, fetching.FAILS), (429, fetching.FAILS), (500, fetching.FAILS)),
    ],
)
def test_an_answer_that_is_no_diary_says_what_to_do(server: Server, status: int, sentence: str) -> None:
    server.gives(b"", status=status)

    assert trouble(server) == sentence


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_three_redirects_are_followed(server: Server, status: int) -> None:
    server.leads("/2", "/1", status)
    server.leads(server.url("/3"), "/2", status)
    server.leads(f"//calendar.test:{server.port}/4", "/3", status)
    server.gives(DIARY, "/4")

    assert fetch(server, "/1") == DIARY


def test_a_fourth_redirect_is_not_followed(server: Server) -> None:
    for n in range(1, 5):
        server.leads(f"/{n + 1}", f"/{n}")

    assert trouble(server, "/1") == fetching.ROUNDABOUT
    assert len(server.asked) == 4


@pytest.mark.parametrize(
    ("to", "sentence"),
    [
        ("http://127.0.0.2/", fetching.PRIVATE),
        ("http://[::1]/", fetching.PRIVATE),
        ("http://169.254.169.254/latest/meta-data/", fetching.PRIVATE),
        ("file:///etc/passwd", addresses.NO_ADDRESS),
        ("gopher://calendar.test/", addresses.NO_ADDRESS),
        ("http://sam:s3cret@calendar.test/", addresses.CREDENTIALS),
        ("http://unknown.test/", fetching.UNKNOWN),
    ],
)
def test_each_hop_is_checked_as_the_first(server: Server, to: str, sentence: str) -> None:
    server.names |= {name: [name] for name in ("127.0.0.2", "::1", "169.254.169.254")}
    server.leads(to)

    assert trouble(server) == sentence
    assert len(server.asked) == 1


def test_the_ports_of_each_hop_are_checked(server: Server) -> None:
    server.leads("http://calendar.test:22/")

    def check(address: Address) -> None:
        if address.port != server.port:
            addresses.check_port(address)

    assert trouble(server, check_port=check) == addresses.OTHER_PORT


def test_one_private_address_among_several_closes_the_name(server: Server) -> None:
    server.names["calendar.test"] = ["127.0.0.1", "10.0.0.1"]

    assert trouble(server) == fetching.PRIVATE
    assert server.asked == []


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "localhost"])
def test_nothing_private_is_asked_by_the_way_out_that_is_used(host: str) -> None:
    with pytest.raises(Trouble, match="private network"):
        fetching.fetch(addresses.read(f"http://{host}/"), Network())


def test_a_name_is_resolved_once_and_what_was_checked_is_connected_to(server: Server) -> None:
    server.gives(DIARY)
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])  # a DNS that changes its mind

    assert fetch(server, resolve=lambda _host, _port: next(answers)) == DIARY
    assert next(answers) == ["10.0.0.1"]


@pytest.mark.allow_hosts(["127.0.0.1", "127.0.0.9"])
def test_where_one_machine_of_a_name_does_not_answer_the_next_is_tried(server: Server) -> None:
    server.gives(DIARY)
    server.names["calendar.test"] = ["127.0.0.9", "127.0.0.1"]

    assert fetch(server, is_open=lambda machine: machine.startswith("127.")) == DIARY


@pytest.mark.allow_hosts(["127.0.0.1", "127.0.0.9"])
def test_where_nobody_listens_it_is_said(server: Server) -> None:
    server.names["calendar.test"] = ["127.0.0.9"]

    assert trouble(server, is_open=lambda _machine: True) == fetching.SILENT


def test_what_speaks_another_language_is_said_to_be_silent(server: Server) -> None:
    server.answers["/diary.ics"] = lambda request: request.wfile.write(b"220 mail.test ESMTP\r\n")  # type: ignore[assignment]

    assert trouble(server) == fetching.SILENT


def test_what_is_too_large_is_given_up(server: Server) -> None:
    server.gives(b"A" * (2 * MB + 1))

    assert trouble(server) == fetching.LARGE


def test_what_never_ends_is_given_up(server: Server) -> None:
    server.answers["/diary.ics"] = _endless

    assert trouble(server) == fetching.LARGE


def _endless(request: Any) -> None:  # noqa: ANN401  # a request of the standard library
    request.send_response(200)
    request.end_headers()
    while True:
        request.wfile.write(b"A" * 65536)


def test_a_packed_bomb_is_given_up_without_taking_memory(server: Server) -> None:
    pack = zlib.compressobj(9, zlib.DEFLATED, 31)
    server.gives(b"".join([*(pack.compress(bytes(MB)) for _ in range(256)), pack.flush()]), Content_Encoding="gzip")
    tracemalloc.start()

    said = trouble(server)

    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert said == fetching.LARGE
    assert most < 16 * MB


@pytest.mark.parametrize("piece", [b"HTTP/1.0 200 OK\r\n\r\n", b"", b"A"], ids=["headers", "silence", "letters"])
def test_what_drips_is_given_up_in_time(server: Server, piece: bytes) -> None:
    server.drips(piece)

    assert trouble(server, seconds=0.3) == fetching.SLOW


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        pytest.param(UnicodeError("label too long"), fetching.UNKNOWN, id="no name at all"),
        pytest.param(socket.gaierror(socket.EAI_NONAME, "none"), fetching.UNKNOWN, id="nobody has it"),
        pytest.param(socket.gaierror(socket.EAI_AGAIN, "again"), fetching.NOT_NOW, id="nobody answers"),
    ],
)
def test_a_name_that_leads_nowhere_is_said(server: Server, error: Exception, sentence: str) -> None:
    def resolve(_host: str, _port: int) -> list[str]:
        raise error

    assert trouble(server, resolve=resolve) == sentence


def test_the_way_out_is_guarded_unless_somebody_builds_another() -> None:
    network = Network()

    assert (network.is_open, network.check_port, network.resolve) == (
        guard.is_open,
        addresses.check_port,
        fetching.resolve,
    )
    assert network.resolve("127.0.0.1", 80) == ["127.0.0.1"]
