"""While the database server is away nobody waits for it: who needs a new connection is refused at once."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from functools import partial
from math import inf
from time import monotonic
from typing import Any

import structlog
from sqlalchemy import Dialect

CONNECT_SECONDS = 2.0  # with the look-up of the server's name, which no driver bounds: it may hang for ten
TRIAL_SECONDS = 0.3  # what the one who tries whether it is back waits
AGAIN_SECONDS = 0.5  # from one trial's end to the next
CANNOT_CONNECT = 2003  # MySQL's code

Connection = Any  # the driver's

_log = structlog.get_logger()


class Outage:
    """What a process knows of whether its database server is there; shared by all threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._is_on = False
        self._next_trial = -inf
        self._heard_at = -inf

    def heard(self, connection: "Connection | None", _record: object) -> None:
        """Note that the server answers: a connection comes back unharmed (SQLAlchemy's `checkin`)."""
        if connection is not None:
            self._heard_at = monotonic()
            if self._is_on:
                self._is(on=False)

    def connect(
        self, dialect: Dialect, _record: object, positional: Sequence[Any], named: dict[str, Any]
    ) -> Connection:
        """Connect, as SQLAlchemy's `do_connect`; raises the driver's errors, its OperationalError while it is away."""
        seconds = self._patience()
        if not seconds:
            raise _refusal(dialect)
        began, attempt = monotonic(), Future[Connection]()
        in_background(attempt, partial(dialect.connect, *positional, **named))
        try:
            connection = attempt.result(seconds)
        except FutureTimeoutError:
            attempt.add_done_callback(_close)
            self._is(on=self._heard_at < began)  # a busy one answers others meanwhile
            raise _refusal(dialect) from None
        except Exception:
            self._is(on=True)
            raise
        self._is(on=False)
        return connection

    def _patience(self) -> float:
        """Give how many seconds to wait for a connection: none while it is away, but for one who tries."""
        with self._lock:
            if not self._is_on:
                return CONNECT_SECONDS
            if monotonic() < self._next_trial:
                return 0
            self._next_trial = inf
            return TRIAL_SECONDS

    def _is(self, *, on: bool) -> None:
        with self._lock:
            has_changed, self._is_on = self._is_on != on, on
            self._next_trial = monotonic() + AGAIN_SECONDS
        if has_changed:
            _log.warning("database server away" if on else "database server back")


def in_background(attempt: "Future[Connection]", connect: Callable[[], Connection]) -> None:
    """Make `attempt` hold what `connect` gives or raises; a hanging one does not keep the process alive."""

    def run() -> None:
        try:
            attempt.set_result(connect())
        except Exception as error:  # noqa: BLE001  # handed on to whoever waits
            attempt.set_exception(error)

    threading.Thread(target=run, name="connecting", daemon=True).start()


def _refusal(dialect: Dialect) -> Exception:
    refusal: Exception = dialect.loaded_dbapi.OperationalError(CANNOT_CONNECT, "the database server is away")
    return refusal


def _close(attempt: "Future[Connection]") -> None:
    """Close a connection that came when nobody waited for it any more."""
    if not attempt.exception():
        attempt.result().close()
