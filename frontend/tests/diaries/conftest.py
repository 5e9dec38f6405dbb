"""Calendars made up, and a server on this machine that a reader lets in on purpose."""

import gc
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import requests_mock
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from testkit.mocked_diaries import KEPT, URL, Reader
from testkit.mocked_pickers import BAND, ID, VENUE, Picker

from diary_reader.addresses import Address
from diary_reader.fetching import Network
from gig_web.clients.people import People
from gig_web.diaries import reading

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


@pytest.fixture(autouse=True)
def no_collection() -> Iterator[None]:
    """Collect no garbage: an alarm that rings in a finalizer is swallowed and rings again, but pytest complains."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(scope="session")
def calendar() -> Callable[..., bytes]:
    """Make a calendar of events, each given by its lines."""

    def make(*events: str, before: str = "") -> bytes:
        parts = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
        text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//a test//EN\n{before}{parts}END:VCALENDAR\n"
        return text.replace("\n", "\r\n").encode()

    return make


@pytest.fixture(params=["bands", "venues"])
def either(request: pytest.FixtureRequest, requests_mock: requests_mock.Mocker) -> Picker:
    """Give a band that has no diary, and then a venue."""
    plural = request.param
    picker = Picker(plural, plural[:-1], BAND if plural == "bands" else VENUE, requests_mock)
    picker.has(picker.of())
    requests_mock.get("http://gigs.test/v1/gigs", json={"items": [], "next": None})
    requests_mock.get(URL, json={"items": [], "next": None})
    requests_mock.put(f"{URL}/{picker.singular}/{ID}", json=KEPT)
    requests_mock.delete(f"{URL}/{picker.singular}/{ID}", status_code=204)
    return picker


@pytest.fixture
def today() -> Iterator[None]:
    """Let it be a day."""
    with time_machine.travel("2026-11-22T12:00:00Z", tick=False):
        yield


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    """Give what reads instead."""
    reader = Reader()
    monkeypatch.setattr(reading, "read", reader)
    return reader


@pytest.fixture
def viewer(client: FlaskClient, monkeypatch: pytest.MonkeyPatch, app: Flask) -> FlaskClient:
    """Give somebody who may look only."""
    with client.session_transaction() as cookie:
        cookie["account"] |= {"role": "viewer"}
    seen = People.present(app.extensions["clients"].people)
    assert seen.person
    looking = replace(seen, person=replace(seen.person, role="viewer"))
    monkeypatch.setattr(People, "present", lambda _people: looking)
    return client
