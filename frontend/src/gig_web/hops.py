"""Connections that end with the time of their hop, however slowly the other side drips."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection
from urllib3.connectionpool import HTTPConnectionPool

_ends: ContextVar[float] = ContextVar("hop_ends")


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Let everything read in this block, headers and body together, take at most `seconds`."""
    token = _ends.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _ends.reset(token)


class HopAdapter(HTTPAdapter):
    """A pool of connections that obey `within`; retries are the caller's."""

    def __init__(self, pool_size: int) -> None:
        super().__init__(pool_connections=1, pool_maxsize=pool_size, max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # the signature of requests
        """Make the pools of connections of our own kind."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {**self.poolmanager.pool_classes_by_scheme, "http": _Pool}


class _Socket(socket.socket):
    """Each single read gets what is left; urllib3's timeout begins anew with every byte that arrives."""

    def recv_into(self, *args: Any, **kwargs: Any) -> int:  # noqa: ANN401  # the signature of sockets
        left = _ends.get() - time.monotonic()
        if left <= 0:
            raise TimeoutError("the hop took too long")
        self.settimeout(left)
        return super().recv_into(*args, **kwargs)


class _Connection(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        plain = super()._new_conn()
        timeout = plain.gettimeout()
        own = _Socket(plain.family, plain.type, plain.proto, plain.detach())
        own.settimeout(timeout)
        return own


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection
