"""Requests that wait for their moment and are noted, over kept-alive connections or one of their own each.

Open loop: the time of a request is counted from its moment, so that a server that keeps everybody waiting cannot hide
behind a generator that waits with it.
"""

import itertools
import re
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

import requests
from testkit.forms import Client
from testkit.ledger import Ledger

NO_ANSWER = 0
SHOWN = 300
HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
DEGRADED = "does not answer"  # how every page says that a service behind it is missing
REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Reply:
    """What one request came to; `trouble` is empty when it was what a person expects."""

    what: str
    status: int
    seconds: float
    trouble: str


class Stopped(Exception):  # noqa: N818  # no error: the load ends
    """The load is over."""


class Failed(Exception):  # noqa: N818  # it is noted, and the visit ends
    """The answer is none to go on with."""


@dataclass(slots=True)
class Pace:
    """Hands out the moments of the requests."""

    rate: float
    began: float = field(default_factory=time.monotonic)
    is_over: threading.Event = field(default_factory=threading.Event)
    _places: "itertools.count[int]" = field(default_factory=itertools.count)

    def wait(self) -> float:
        """Wait for the next moment and give it; raises Stopped."""
        due = self.began + next(self._places) / self.rate
        if self.is_over.wait(max(0.0, due - time.monotonic())):
            raise Stopped
        return due


@dataclass(frozen=True, slots=True)
class Record:
    """What came back: every reply, and what was called saved."""

    replies: list[Reply] = field(default_factory=list)
    ledger: Ledger = field(default_factory=Ledger)

    @property
    def failed(self) -> list[Reply]:
        """List the replies nobody expects."""
        return [reply for reply in self.replies if reply.trouble]

    def statuses(self) -> Counter[int]:
        """Count the replies of each status."""
        return Counter(reply.status for reply in self.replies)

    def percentile(self, part: float) -> float:
        """Give the time within which this part of the requests was answered."""
        taken = sorted(reply.seconds for reply in self.replies)
        return taken[min(len(taken) - 1, int(part * len(taken)))] if taken else 0.0


class Visitor(Client):
    """Somebody whose every request waits for its moment and is noted."""

    def __init__(self, url: str, pace: Pace, record: Record, *, fresh: bool) -> None:
        super().__init__(url)
        self._pace, self._record = pace, record
        self._options: dict[str, Any] = {"headers": {"Connection": "close"}} if fresh else {}

    def get(self, path: str, **options: Any) -> requests.Response:  # noqa: ANN401  # requests' own
        """Open a page, following redirects as requests of their own; raises Failed for any other answer than a page."""
        ask = super().get
        answer = self._ask("GET", path, lambda: ask(path, allow_redirects=False, **self._options, **options))
        if answer.status_code in REDIRECTS:
            return self.get(answer.headers["Location"])
        return answer

    def post(self, path: str, form: object = None, **options: Any) -> requests.Response:  # noqa: ANN401  # requests' own
        """Send a form; what it answers is not followed."""
        ask = super().post
        return self._ask("POST", path, lambda: ask(path, form, **self._options, **options))

    def expect(self, said: str, page: str) -> None:
        """Note a page that does not say what it should; raises Failed for it."""
        if said not in page:
            last = self._record.replies[-1]
            self._record.replies[-1] = replace(last, trouble=f"does not say {said!r}: {_heading(page)}")
            raise Failed(said)

    def _ask(self, verb: str, path: str, send: Callable[[], requests.Response]) -> requests.Response:
        due = self._pace.wait()
        answer, status, trouble = None, NO_ANSWER, ""
        try:
            answer = send()
            status, trouble = answer.status_code, _trouble(verb, answer)
        except requests.RequestException as error:
            trouble = f"{type(error).__name__}: {error}"
        what = f"{verb} {urlsplit(path).path}"
        self._record.replies.append(Reply(what, status, time.monotonic() - due, trouble))
        if answer is None or trouble:
            raise Failed(trouble)
        return answer


def _trouble(verb: str, answer: requests.Response) -> str:
    """Say what is wrong with an answer; of forms, a night that was taken meanwhile is part of the game."""
    fine = (200, *REDIRECTS) if verb == "GET" else (303, 409)
    if answer.status_code not in fine:
        return f"{answer.status_code} {answer.text[:SHOWN]}"
    is_degraded = DEGRADED in answer.text and answer.status_code != requests.codes.conflict
    return f"{answer.status_code} with something missing" if is_degraded else ""


def _heading(page: str) -> str:
    return " ".join(HEADING.findall(page))[:SHOWN]
