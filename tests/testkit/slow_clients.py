"""Clients that keep a connection without making use of it, all from one process over plain sockets."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit

Address = tuple[str, int]


def address_of(url: str) -> Address:
    """Give host and port of a URL."""
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or 0


def request(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """Write a request as it goes over the wire."""
    own = {"Host": "127.0.0.1", "Content-Type": "application/json", "Content-Length": str(len(body))}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in (own | headers).items())]
    return "\r\n".join([*lines, "", ""]).encode() + body


@contextmanager
def crowd(address: Address, size: int, beginning: bytes) -> Iterator[list[socket.socket]]:
    """Open so many connections, send each the same bytes, and keep them until the block ends."""
    with ExitStack() as stack:
        yield [stack.enter_context(_begun(address, beginning)) for _ in range(size)]


def drip(sockets: list[socket.socket], byte: bytes) -> None:
    """Send one byte more on each that is still open."""
    for each in sockets:
        try:
            each.send(byte)
        except OSError:
            continue


def cut_off(address: Address, sent: bytes, *, after_answer_begins: bool) -> None:
    """Send a part of a request, or all and a byte of the answer read, and reset the connection."""
    with _begun(address, sent) as begun:
        if after_answer_begins:
            begun.settimeout(20)
            begun.recv(1)
        begun.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


def _begun(address: Address, beginning: bytes) -> socket.socket:
    begun = socket.create_connection(address, timeout=20)
    begun.sendall(beginning)
    return begun
