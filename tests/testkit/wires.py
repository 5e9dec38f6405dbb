"""A server below HTTP: plays a script on each connection, for what a well-behaved server never does."""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
EMPTY = HEAD + b"Content-Length: 2\r\n\r\n{}"
PAUSE = 0.02

Script = Callable[[socket.socket, int], None]


class Wire:
    """A server that plays a script on each connection; `script(connection, its number)`."""

    def __init__(self, host: str = "127.0.0.1", port: int = 0) -> None:
        self.connections = 0
        self.requests = 0
        self.over = threading.Event()
        self._open: set[socket.socket] = set()
        self.script: Script = self.answer_all
        self._listener = socket.create_server((host, port))
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()
        self.port = int(self._listener.getsockname()[1])
        self.url = f"http://{host}:{self.port}"

    def hear(self, connection: socket.socket) -> bool:
        """Wait for one request; False when the other side has gone."""
        with connection.makefile("rb") as stream:
            head = list(iter(stream.readline, b"\r\n")) if stream.peek(1) else []
            sizes = [int(line.split(b":")[1]) for line in head if line.lower().startswith(b"content-length:")]
            stream.read(sum(sizes))
        self.requests += bool(head)
        return bool(head)

    def answer_all(self, connection: socket.socket, _number: int) -> None:
        while self.hear(connection):
            connection.sendall(EMPTY)

    def drip(self, connection: socket.socket, text: bytes) -> None:
        for byte in text:
            if self.over.wait(PAUSE):
                return
            connection.sendall(bytes([byte]))

    def close(self) -> None:
        if self.over.is_set():
            return
        self.over.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in self._open.copy():
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(10)

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            self._threads.append(threading.Thread(target=self._play, args=(connection, self.connections)))
            self._threads[-1].start()

    def _play(self, connection: socket.socket, number: int) -> None:
        with connection:
            self._open.add(connection)
            with suppress(OSError):  # the other side hung up
                self.script(connection, number)
            self._open.discard(connection)
