"""Connections that end with the time of their hop, however slowly the other side drips."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from urllib.parse import urlsplit

import requests
from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection
from urllib3.connectionpool import HTTPConnectionPool
from urllib3.exceptions import ClosedPoolError, ConnectTimeoutError, NewConnectionError

from gig_web.replicas import Replicas

SHORTEST_SECONDS = 0.001  # a timeout of 0 is refused
UNSENT = (ConnectTimeoutError, NewConnectionError, ClosedPoolError)

_ends: ContextVar[float] = ContextVar("hop_ends")
_tried: ContextVar[set[str]] = ContextVar("replicas_tried")
_address: ContextVar[str] = ContextVar("replica")


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Let everything read in this block, headers and body together, take at most `seconds`."""
    token = _ends.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _ends.reset(token)


@contextmanager
def one_call() -> Iterator[None]:
    """Let the tries in this block go to different replicas, as far as there are."""
    token = _tried.set(set())
    try:
        yield
    finally:
        _tried.reset(token)


class HopAdapter(HTTPAdapter):
    """Pools of connections that obey `within`, one for each replica of the service at `url`; retries are the caller's.

    A replica that cannot be connected to is no failure while there is another: nothing was sent to it.
    """

    def __init__(self, url: str, pool_size: int) -> None:
        super().__init__(max_retries=0)
        parts = urlsplit(url)
        port = parts.port or 80
        self._replicas = Replicas(parts.hostname or "", port, lambda host: _Pool(host, port, maxsize=pool_size))

    def send(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> Response:  # noqa: ANN401  # requests' signature
        """Send to one replica or, where it cannot be connected to, to the next; `timeout` must be a pair."""
        connecting, reading = kwargs["timeout"]
        failure = requests.ConnectionError("no address is known", request=request)
        for address in self._replicas.in_order(_left(), _tried.get()):
            kwargs["timeout"] = min(connecting, max(_left(), SHORTEST_SECONDS)), reading
            try:
                return self._send_to(address, request, *args, **kwargs)
            except requests.ConnectionError as error:
                if not _is_unsent(error):
                    raise
                failure = error
                self._replicas.missed(address)
            if _left() <= 0:
                break
        raise failure

    def get_connection_with_tls_context(self, *_args: Any, **_kwargs: Any) -> HTTPConnectionPool:  # noqa: ANN401  # requests' signature
        """Give the pool of the replica that was chosen."""
        return self._replicas.pool(_address.get())

    def close(self) -> None:
        """Close all connections."""
        super().close()
        self._replicas.close()

    def _send_to(self, address: str, request: PreparedRequest, *args: Any, **kwargs: Any) -> Response:  # noqa: ANN401  # requests' signature
        _tried.get().add(address)
        token = _address.set(address)
        try:
            response = super().send(request, *args, **kwargs)
        finally:
            _address.reset(token)
        self._replicas.reached(address)
        return response


def _left() -> float:
    return _ends.get() - time.monotonic()


def _is_unsent(error: requests.ConnectionError) -> bool:
    """Say whether it failed before there was a connection."""
    cause = error.args[0] if error.args else None
    return isinstance(getattr(cause, "reason", cause), UNSENT)


class _Socket(socket.socket):
    """Each single read and write gets what is left of the hop.

    urllib3's timeout begins anew with every byte that arrives, and is for writes the short one of connecting.
    """

    def sendall(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # the signature of sockets
        left = _left()
        if left <= 0:
            raise TimeoutError("the hop took too long")
        self.settimeout(left)
        super().sendall(*args, **kwargs)

    def recv_into(self, *args: Any, **kwargs: Any) -> int:  # noqa: ANN401  # the signature of sockets
        left = _left()
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
