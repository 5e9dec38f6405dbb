"""A service on a socket that answers with what a real app says, or with whatever a lie makes of it, byte by byte."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

from flask import Flask
from werkzeug.test import TestResponse

HOP_BY_HOP = {"connection", "content-length", "transfer-encoding"}
PASSED_ON = ("Authorization", "X-Acting", "X-Request-ID", "If-Match", "Content-Type")


@dataclass(frozen=True, slots=True)
class Said:
    """An answer as it goes over the wire; `length` is what it claims to be, `cut` how much of it is sent."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    length: int | None = None
    cut: float = 1.0


Lie = Callable[[str, Said], Said]


class Oracle(ThreadingHTTPServer):
    """Stands for `app`; while `lie` is set it changes each answer, given the path without the query."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, app: Flask) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.app = app
        self.lie: Lie | None = None
        self.told: list[tuple[str, Said]] = []
        self.url = f"http://127.0.0.1:{self.server_port}"
        self._lock = threading.Lock()  # one SQLite file, one writer

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self.shutdown()
        self.server_close()

    def handle_error(self, *_about: object) -> None:
        """Say nothing: who asked has hung up."""

    def answer(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Said:
        """Ask the app, and lie about it if told to."""
        with self._lock:
            true = _said(self.app.test_client().open(path, method=method, headers=headers, data=body))
        lie = self.lie
        if lie is None:
            return true
        said = lie(f"{method} {path.partition('?')[0]}", true)
        self.told.append((path, said))
        return said


class _Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Oracle

    def answer(self) -> None:
        """Pass the request on and write what is to be said."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name: self.headers[name] for name in PASSED_ON if name in self.headers}
        said = self.server.answer(self.command, self.path, headers, body)
        self._write(said)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer  # noqa: N815  # http.server's names

    def log_message(self, *_args: object) -> None:
        """Leave the terminal to pytest."""

    def _write(self, said: Said) -> None:
        is_plain = said.length is None and said.cut == 1
        length = len(said.body) if said.length is None else said.length
        lines = [f"HTTP/1.1 {said.status} Said", *(f"{name}: {value}" for name, value in said.headers)]
        lines += [f"Content-Length: {length}", *([] if is_plain else ["Connection: close"])]
        self.wfile.write("\r\n".join([*lines, "", ""]).encode("latin-1", "replace"))
        self.wfile.write(said.body[: int(len(said.body) * said.cut)])
        self.close_connection = not is_plain or said.status < 200 or said.status in {204, 304}


def _said(response: TestResponse) -> Said:
    headers = [(name, value) for name, value in response.headers.items() if name.lower() not in HOP_BY_HOP]
    return Said(response.status_code, headers, response.data)
