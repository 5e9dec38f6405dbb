"""The replicas of one service: pooled connections to each, and which to ask next."""

import threading
from collections.abc import Callable, Container
from random import Random
from time import monotonic

import structlog
from urllib3.connectionpool import HTTPConnectionPool

from gig_web.names import Addresses, Name

SHUNNED_SECONDS = 5.0

_chance = Random()
_log = structlog.get_logger()


class Replicas:
    """Each request goes to one of them by chance, whatever connections there are already; shared by all threads."""

    def __init__(self, host: str, port: int, connect: Callable[[str], HTTPConnectionPool]) -> None:
        self._name = Name(host, port, self._close_others)
        self._connect = connect
        self._lock = threading.Lock()
        self._pools: dict[str, HTTPConnectionPool] = {}
        self._shunned: dict[str, float] = {}  # until when

    def in_order(self, seconds: float, tried: Container[str]) -> list[str]:
        """Give their addresses, the one to ask first first; takes at most `seconds`.

        Those that cannot be reached come last; before them those `tried` already. When a shunned one's time is over,
        one request tries it, and the others only once that one has reached it.
        """
        addresses = self._name.addresses(seconds)
        now = monotonic()
        order = _chance.sample(addresses, len(addresses))
        order.sort(key=lambda address: (self._shunned.get(address, now) > now, address in tried))
        if self._shunned and order and order[0] in self._shunned:
            self._shunned[order[0]] = now + SHUNNED_SECONDS
        return order

    def pool(self, address: str) -> HTTPConnectionPool:
        """Give the connections to one."""
        pool = self._pools.get(address)
        if pool is None:
            with self._lock:
                pool = self._pools.get(address) or self._connect(address)
                self._pools[address] = pool
        return pool

    def missed(self, address: str) -> None:
        """Ask it last for a while: it cannot be reached."""
        if address not in self._shunned:
            _log.warning("replica not reached", address=address)
        self._shunned[address] = monotonic() + SHUNNED_SECONDS

    def reached(self, address: str) -> None:
        """Take it for well again."""
        if self._shunned:
            self._shunned.pop(address, None)

    def close(self) -> None:
        """Close all connections that are not in use; the others when they have been used."""
        self._close_others(())

    def _close_others(self, addresses: Addresses) -> None:
        """Forget all but these; requests under way finish, one about to begin is told by its pool to go elsewhere."""
        with self._lock:
            gone = [self._pools.pop(address) for address in self._pools.keys() - set(addresses)]
        for address in self._shunned.keys() - set(addresses):
            self._shunned.pop(address, None)
        for pool in gone:
            pool.close()
