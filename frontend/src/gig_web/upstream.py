"""One service behind the pages: balanced, deadlined, retried once if safe, cut off by a breaker when it fails."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import requests
from circuitbreaker import STATE_HALF_OPEN, CircuitBreaker, CircuitBreakerError
from urllib3.exceptions import HTTPError

from gig_chassis import request_ids
from gig_web import answers_in_json, counts, deadline, hops
from gig_web.streams import Content, Download

CONNECT_SECONDS = 0.3
READ_SECONDS = 1.0
RETRY_NEEDS_SECONDS = 0.4
MAX_ANSWER_BYTES = 4 * 1024 * 1024
POOL_SIZE = 32
FAILURES_TO_OPEN = 5
OPEN_SECONDS = 5
IDEMPOTENT = {"GET", "PUT", "DELETE"}
DONE = range(200, 300)
REFUSALS = range(400, 500)
UNAUTHORIZED, UNAVAILABLE = 401, 503
SIGNED_OUT = "signed_out"  # what the backend calls a session that has ended

Query = Mapping[str, object] | Sequence[tuple[str, object]]
Headers = Mapping[str, str]


class UpstreamError(Exception):
    """The service did not answer in time, or not sensibly; `service` names it for the person."""

    def __init__(self, service: str, reason: str) -> None:
        super().__init__(f"{service}: {reason}")
        self.service = service


class Busy(UpstreamError):  # noqa: N818  # it is named for what the service is
    """The service asks to come back later (503 with Retry-After), so it is not asked again at once.

    `says_why`: it sheds load, or its database is away. Such answers do not open the breaker: they come at once, and
    what it can still answer (a picker picks from memory) would be lost. Any other 503 counts as a failure.
    """

    outcome = "busy"

    def __init__(self, service: str, *, says_why: bool) -> None:
        super().__init__(service, "asks to come back later")
        self.says_why = says_why


class Refused(Exception):  # noqa: N818  # an answer, not a fault
    """The service understood and said no (4xx): `status`, the members of its problem, seconds to wait if it said so."""

    def __init__(self, status: int, problem: Mapping[str, Any], wait: str = "") -> None:
        super().__init__(problem.get("detail", ""))
        self.status = status
        self.problem = problem
        self.wait = wait

    def fields(self) -> dict[str, str]:
        """Give what is wrong with each field it names, else with the whole, as ""."""
        found = self.problem.get("errors") or [{"pointer": "", "detail": str(self)}]
        return {str(each.get("pointer", "")).lstrip("/"): str(each.get("detail", "")) for each in reversed(found)}


class SignedOut(Exception):  # noqa: N818  # an answer, not a fault
    """Nobody is signed in, or not any more."""


def _nobody() -> Headers:
    return {}


def _unheard(_answered: Headers) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the parsed JSON (None without a body)."""

    status: int
    body: Any
    headers: Headers = field(default_factory=dict, compare=False)


Ask = Callable[[requests.PreparedRequest], Answer]


@dataclass(frozen=True, slots=True)
class Spokesman:
    """Who the calls are made for: the headers that say so, and what the answers' headers say of them."""

    headers: Callable[[], Headers] = _nobody
    hear: Callable[[Headers], None] = _unheard


class Upstream:
    """The way to one service; shared by all threads."""

    def __init__(self, name: str, base_url: str, token: str, spokesman: Spokesman | None = None) -> None:
        self.name = name
        self._spokesman = spokesman or Spokesman()
        self._base_url = base_url.rstrip("/")
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers["Authorization"] = f"Bearer {token}"
        self._session.headers["Host"] = urlsplit(base_url).netloc.rpartition("@")[
            2
        ]  # whichever replica's address it is sent to
        self._session.mount("http://", hops.HopAdapter(self._base_url, POOL_SIZE))
        self._breaker = CircuitBreaker(FAILURES_TO_OPEN, OPEN_SECONDS, expected_exception=_is_fault, name=name)
        self._guarded = self._breaker(self._with_retry)
        self._trial = threading.Lock()

    def get(self, path: str, params: Query | None = None) -> Answer:
        """Read `path`; raises UpstreamError or Refused."""
        return self.send("GET", path, params=params)

    def send(
        self, method: str, path: str, body: object = None, *, rev: int | None = None, params: Query | None = None
    ) -> Answer:
        """Send a request, `rev` as If-Match; raises UpstreamError, Refused or SignedOut."""
        request = requests.Request(method, self._base_url + path, params=params, headers=_headers(rev))
        if isinstance(body, Content):
            request.data, request.headers["Content-Type"] = body.stream, body.mimetype
        elif body is not None:
            request.json = body
        return self._heard(request, self._ask)

    def open(self, path: str, params: Query | None = None) -> Download:
        """Read `path` as it is and piece by piece, however long it gets; raises as `send` does, before the first."""
        request = requests.Request("GET", self._base_url + path, params=params, headers=_headers(None))
        found: Download = self._heard(request, self._begin).body
        return found

    def _heard(self, request: requests.Request, ask: Ask) -> Answer:
        request.headers.update(self._spokesman.headers())
        answer = self._through_breaker(self._session.prepare_request(request), ask)
        self._spokesman.hear(answer.headers)
        if answer.status == UNAUTHORIZED:
            raise SignedOut
        if answer.status in REFUSALS:
            raise Refused(answer.status, answers_in_json.problem(answer.body), answer.headers.get("Retry-After", ""))
        return answer

    def close(self) -> None:
        """Close the pooled connections."""
        self._session.close()

    def _through_breaker(self, request: requests.PreparedRequest, ask: Ask) -> Answer:
        if deadline.left() <= 0:  # said before the breaker: it is not this service that took the time
            raise UpstreamError(self.name, "no time left")
        is_trial = self._breaker.state == STATE_HALF_OPEN  # the library lets all of them through at once
        if is_trial and not self._trial.acquire(blocking=False):
            raise UpstreamError(self.name, "another call is trying it")
        try:
            answer: Answer = self._guarded(request, ask)
        except CircuitBreakerError as error:
            counts.rested(self.name)
            raise UpstreamError(self.name, "resting after repeated failures") from error
        finally:
            if is_trial:
                self._trial.release()
            counts.breaker(self.name, self._breaker.state)
        return answer

    def _with_retry(self, request: requests.PreparedRequest, ask: Ask) -> Answer:
        with hops.one_call():
            try:
                return self._once(request, ask)
            except Busy:
                raise
            except UpstreamError:
                if request.method not in IDEMPOTENT or deadline.left() < RETRY_NEEDS_SECONDS:
                    raise
            return self._once(request, ask)

    def _once(self, request: requests.PreparedRequest, ask: Ask) -> Answer:
        with counts.one_try(self.name):
            return ask(request)

    def _ask(self, request: requests.PreparedRequest) -> Answer:
        with self._answering(request) as response:
            return self._whole(response)

    def _begin(self, request: requests.PreparedRequest) -> Answer:
        with self._answering(request, deadline.LIST_SECONDS) as response:  # a list takes its time to begin
            if response.status_code not in DONE:
                return self._whole(response)
            return Answer(response.status_code, Download(response), response.headers)

    @contextmanager
    def _answering(self, request: requests.PreparedRequest, most: float = READ_SECONDS) -> Iterator[requests.Response]:
        left = max(deadline.left(), hops.SHORTEST_SECONDS)
        connecting = min(CONNECT_SECONDS, left)
        reading = min(most, left) if request.method == "GET" else left
        try:
            with hops.within(reading):
                yield self._send(request, (connecting, reading))
        except (requests.RequestException, HTTPError, OSError) as error:
            raise UpstreamError(self.name, type(error).__name__) from error

    def _whole(self, response: requests.Response) -> Answer:
        with response:
            content = response.raw.read(MAX_ANSWER_BYTES + 1, decode_content=True)
        if response.status_code == UNAVAILABLE and "Retry-After" in response.headers:
            raise Busy(self.name, says_why=answers_in_json.says_why(content))
        return self._parse(response.status_code, content, response.headers)

    def _send(self, request: requests.PreparedRequest, timeout: tuple[float, float]) -> requests.Response:
        return self._session.send(request, timeout=timeout, allow_redirects=False, stream=True)

    def _parse(self, status: int, content: bytes, headers: Headers) -> Answer:
        if not (status in DONE or status in REFUSALS) or len(content) > MAX_ANSWER_BYTES:
            raise UpstreamError(self.name, f"answered {status}, {len(content)} bytes")
        answer = Answer(status, self._read(status, content), headers)
        if status == UNAUTHORIZED and not (isinstance(answer.body, dict) and answer.body.get("code") == SIGNED_OUT):
            raise UpstreamError(self.name, "does not accept the service token")  # to the person it is as good as down
        return answer

    def _read(self, status: int, content: bytes) -> Any:  # noqa: ANN401  # any JSON
        try:
            return answers_in_json.read(content)
        except (ValueError, RecursionError) as error:
            if status in REFUSALS:  # a server refuses what it cannot even parse in words of its own
                return None
            raise UpstreamError(self.name, "did not answer in JSON") from error


def _headers(rev: int | None) -> dict[str, str]:
    headers = {request_ids.HEADER: request_ids.current()}
    if rev is not None:
        headers["If-Match"] = f'"{rev}"'
    return headers


def _is_fault(_kind: type[BaseException], error: BaseException) -> bool:
    return isinstance(error, UpstreamError) and not (isinstance(error, Busy) and error.says_why)
