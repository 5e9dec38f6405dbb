"""A WSGI app on a real socket: bound by the test's own process, so no other server can answer in its place."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Self

import pytest
from flask import Flask
from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler

HOST = "127.0.0.1"


class SilentHandler(WSGIRequestHandler):
    """Prints nothing."""

    def log(self, *_args: object) -> None:
        """Leave the terminal to pytest."""


class LiveService(ThreadedWSGIServer):
    """An app that answers at `url` until `stop`; each answer closes its connection."""

    def __init__(self, app: Flask) -> None:
        super().__init__(HOST, 0, app, handler=SilentHandler)
        self.url = f"http://{HOST}:{self.server_port}"
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02})

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Refuse connections from now on; may be called twice."""
        if self._thread.is_alive():
            self.shutdown()
            self._thread.join()
        self.server_close()


@pytest.fixture
def live_service() -> Iterator[Callable[[Flask], LiveService]]:
    """Serve apps: `live_service(app).url`; all are stopped at the end of the test."""
    with ExitStack() as stack:
        yield lambda app: stack.enter_context(LiveService(app))
