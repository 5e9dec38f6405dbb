"""The addresses behind a name, asked for in a thread of its own: no page waits for the DNS longer than it has time."""

import ipaddress
import math
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

import structlog

FRESH_SECONDS = 2.0  # asked anew at most so often
OLD_SECONDS = 4.0  # who knows only such an answer waits a moment for a new one: replicas may have come and gone
MOMENT_SECONDS = 0.3
KEPT_SECONDS = 60.0  # while the DNS does not answer; later the addresses may be somebody else's

Addresses = tuple[str, ...]

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Answer:
    """What the DNS said, and when."""

    addresses: Addresses = ()
    at: float = -math.inf


@dataclass(frozen=True, slots=True)
class Question:
    """One that is or was asked."""

    at: float = -math.inf
    done: threading.Event = field(default_factory=threading.Event)


class Name:
    """A host and what is known of it; one thread asks while the others use what is known. Shared by all threads."""

    def __init__(self, host: str, port: int, heard: Callable[[Addresses], None]) -> None:
        self._host, self._port, self._heard = host, port, heard
        self._lock = threading.Lock()
        self._answer = Answer()
        self._question = Question()
        self._question.done.set()
        if is_address(host):  # nobody to ask, now or later
            self._answer, self._question = Answer((host,), math.inf), Question(math.inf)

    def addresses(self, seconds: float) -> Addresses:
        """Give all known; none where there are none, or none were heard of within `seconds`."""
        now = monotonic()
        question = self._ask_if_due(now)
        age = now - self._answer.at
        if age > KEPT_SECONDS:
            question.done.wait(max(seconds, 0))
        elif age > OLD_SECONDS:
            question.done.wait(max(min(seconds, question.at + MOMENT_SECONDS - now), 0))
        answer = self._answer
        return answer.addresses if now - answer.at <= KEPT_SECONDS else ()

    def _ask_if_due(self, now: float) -> Question:
        """Give the question under way, or the last."""
        with self._lock:
            due = now - self._question.at >= FRESH_SECONDS and self._question.done.is_set()
            if due:
                self._question = Question(now)
            question = self._question
        if due:
            self._start(question)
        return question

    def _start(self, question: Question) -> None:
        try:
            in_background(self._ask, question)
        except RuntimeError as error:  # no thread can be had just now
            self._fail(error)
            question.done.set()

    def _ask(self, question: Question) -> None:
        try:
            found = resolve(self._host, self._port)
            self._answer = Answer(found, question.at)
            self._heard(found)
        except (OSError, UnicodeError) as error:
            self._fail(error)
        finally:
            question.done.set()

    def _fail(self, error: Exception) -> None:
        _log.warning("name not resolved", name=self._host, error=str(error))


def in_background(ask: Callable[[Question], None], question: Question) -> None:
    """Run `ask`; raises RuntimeError where no thread can be started. A hanging one does not keep the process alive."""
    threading.Thread(target=ask, args=(question,), name="dns", daemon=True).start()


def resolve(host: str, port: int) -> Addresses:
    """Ask for all addresses of `host`, which may take long; raises OSError, or UnicodeError for what is no name."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(place[0]) for *_, place in found))


def is_address(host: str) -> bool:
    """Say whether `host` is an address already."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
