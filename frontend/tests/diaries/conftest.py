"""Calendars made up, and a server on this machine that a reader lets in on purpose."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from diary_reader.addresses import Address
from diary_reader.fetching import Network

Answer = Callable[[BaseHTTPRequestHandler], None]


class Server:
    """A web server: `answers` by path, what it was asked, and the names it is known under."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, str]] = []
        self.names: dict[str, list[str]] = {"calendar.test": ["127.0.0.1"]}
        self.over = threading.Event()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.port = self._http.server_address[1]
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    def url(self, path: str = "/diary.ics", host: str = "calendar.test") -> str:
        return f"http://{host}:{self.port}{path}"

    def gives(self, content: bytes, path: str = "/diary.ics", status: int = 200, **headers: str) -> None:
        """Answer with this content."""

        def answer(request: BaseHTTPRequestHandler) -> None:
            request.send_response(status)
            for name, value in {"Content-Length": str(len(content)), **headers}.items():
                request.send_header(name.replace("_", "-"), value)
            request.end_headers()
            request.wfile.write(content)

        self.answers[path] = answer

    def leads(self, to: str, path: str = "/diary.ics", status: int = 302) -> None:
        """Lead on to another address."""
        self.gives(b"", path, status, Location=to)

    def drips(self, piece: bytes, path: str = "/diary.ics") -> None:
        """Send this again and again until the test is over, slowly, and never an end."""

        def answer(request: BaseHTTPRequestHandler) -> None:
            while not self.over.wait(0.05):
                request.wfile.write(piece)
                request.wfile.flush()

        self.answers[path] = answer

    def network(self, **given: Any) -> Network:  # noqa: ANN401  # parts of a network
        """Give a way out that leads here and nowhere else, unless `given` says so."""
        open_here = {"is_open": lambda machine: machine == "127.0.0.1", "check_port": _any_port}
        return Network(**{"resolve": self._resolve, **open_here, **given})

    def close(self) -> None:
        self.over.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def _resolve(self, host: str, _port: int) -> list[str]:
        if host not in self.names:
            raise OSError("no such name")
        return self.names[host]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append((self.path, self.headers["Host"]))
                try:
                    server.answers[self.path](self)
                except OSError:  # the reader has gone
                    self.close_connection = True

            def log_message(self, *_: object) -> None:
                pass

        return Handler


def _any_port(_address: Address) -> None:
    pass


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


@pytest.fixture(scope="session")
def calendar() -> Callable[..., bytes]:
    """Make a calendar of events, each given by its lines."""

    def make(*events: str, before: str = "") -> bytes:
        parts = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
        text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//a test//EN\n{before}{parts}END:VCALENDAR\n"
        return text.replace("\n", "\r\n").encode()

    return make
