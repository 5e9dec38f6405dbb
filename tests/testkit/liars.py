"""A service that stands before a real one and passes everything on, until it is told to misbehave."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal, Self

import requests

Mood = Literal["honest", "hanging", "dripping", "lying", "garbled", "flooding"]
MISBEHAVED: tuple[Mood, ...] = ("hanging", "dripping", "lying", "garbled", "flooding")
PASSED_ON = ("Authorization", "X-Acting", "X-Request-ID")
HANG_SECONDS, DRIP_SECONDS, FLOOD_BYTES = 30, 0.2, 8 * 1024 * 1024
LIE = "Not The Band That Was Shown"


class Liar(ThreadingHTTPServer):
    """Stands before `target`; `mood` says how it answers from now on."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.mood: Mood = "honest"
        self.target = ""
        self.over = threading.Event()

    @property
    def url(self) -> str:
        """Give its address."""
        return f"http://127.0.0.1:{self.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self.over.set()
        self.shutdown()
        self.server_close()

    def handle_error(self, *_about: object) -> None:
        """Say nothing: who asked has given up, which is what the tests want."""


class _Answer(BaseHTTPRequestHandler):
    server: Liar

    def do_GET(self) -> None:
        """Answer in the mood of the day."""
        getattr(self, f"_be_{self.server.mood}")()

    def log_message(self, *_args: object) -> None:
        """Leave the terminal to pytest."""

    def _be_honest(self) -> None:
        answer = self._ask()
        self._say(answer.content, answer.status_code)

    def _be_hanging(self) -> None:
        self.server.over.wait(HANG_SECONDS)

    def _be_dripping(self) -> None:
        self.send_response(200)
        self.end_headers()
        for byte in self._ask().content:
            self.wfile.write(bytes([byte]))
            if self.server.over.wait(DRIP_SECONDS):
                return

    def _be_lying(self) -> None:
        self._say(json.dumps(_renamed(self._ask().json())).encode())

    def _be_garbled(self) -> None:
        self._say(b'{"items": [{"id": 7, "name": null}], "eligible": "many"}')

    def _be_flooding(self) -> None:
        self._say(b'{"items": [' + b" " * FLOOD_BYTES + b"]}")

    def _ask(self) -> requests.Response:
        passed_on = {name: self.headers[name] for name in PASSED_ON if name in self.headers}
        return requests.get(self.server.target + self.path, headers=passed_on, timeout=10)

    def _say(self, content: bytes, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def _renamed(said: Any) -> Any:  # noqa: ANN401  # any JSON
    """Give everything another name."""
    if isinstance(said, list):
        return [_renamed(each) for each in said]
    if isinstance(said, dict):
        return {key: LIE if key == "name" else _renamed(value) for key, value in said.items()}
    return said
