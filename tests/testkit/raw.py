"""Requests as bytes, for what no client library sends."""

import socket
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPMessage, HTTPResponse
from urllib.parse import urlsplit

SECONDS = 20


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: HTTPMessage
    body: bytes


def send(url: str, head: str, body: bytes = b"") -> Answer:
    """Send the lines of `head` and the body to the server at `url` and nothing more; give its answer."""
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname or "", parts.port or 80), timeout=SECONDS) as connection:
        connection.sendall("\r\n".join([*head.splitlines(), "Connection: close", "", ""]).encode("latin-1") + body)
        with suppress(OSError):  # it may have refused and hung up before all was sent
            connection.shutdown(socket.SHUT_WR)
        with HTTPResponse(connection, method=head.partition(" ")[0]) as response:
            response.begin()
            return Answer(response.status, response.headers, response.read())
