"""One service behind the pages: pooled, deadlined, retried once if safe, cut off by a breaker when it fails."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import requests
from circuitbreaker import CircuitBreaker, CircuitBreakerError
from requests.adapters import HTTPAdapter

from gig_chassis import request_ids
from gig_web import deadline

CONNECT_SECONDS = 0.3
READ_SECONDS = 1.0
RETRY_NEEDS_SECONDS = 0.4
MAX_ANSWER_BYTES = 4 * 1024 * 1024
POOL_SIZE = 32
FAILURES_TO_OPEN = 5
OPEN_SECONDS = 5
IDEMPOTENT = {"GET", "PUT", "DELETE"}
UNAVAILABLE = {500, 502, 503, 504}
REFUSALS = range(400, 500)

Query = Mapping[str, object] | Sequence[tuple[str, object]]


class UpstreamError(Exception):
    """The service did not answer in time, or not sensibly; `service` names it for the person."""

    def __init__(self, service: str, reason: str) -> None:
        super().__init__(f"{service}: {reason}")
        self.service = service


class Refused(Exception):  # noqa: N818  # an answer, not a fault
    """The service understood and said no (4xx): `status` and the members of its problem."""

    def __init__(self, status: int, problem: Mapping[str, Any]) -> None:
        super().__init__(problem.get("detail", ""))
        self.status = status
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the parsed JSON (None without a body)."""

    status: int
    body: Any


class Upstream:
    """The way to one service; shared by all threads."""

    def __init__(self, name: str, base_url: str, token: str) -> None:
        self.name = name
        self._base_url = base_url.rstrip("/")
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers["Authorization"] = f"Bearer {token}"
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, HTTPAdapter(pool_connections=1, pool_maxsize=POOL_SIZE, max_retries=0))
        breaker = CircuitBreaker(FAILURES_TO_OPEN, OPEN_SECONDS, expected_exception=UpstreamError, name=name)
        self._guarded = breaker(self._with_retry)

    def get(self, path: str, params: Query | None = None) -> Answer:
        """Read `path`; raises UpstreamError or Refused."""
        return self.send("GET", path, params=params)

    def send(  # noqa: PLR0913  # one request has this many parts
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        rev: int | None = None,
        params: Query | None = None,
        person: str | None = None,
    ) -> Answer:
        """Send a request, `rev` as If-Match, `person` as who asks; raises UpstreamError or Refused."""
        request = requests.Request(method, self._base_url + path, params=params, headers=_headers(rev, person))
        if body is not None:
            request.json = body
        try:
            answer: Answer = self._guarded(self._session.prepare_request(request))
        except CircuitBreakerError as error:
            raise UpstreamError(self.name, "resting after repeated failures") from error
        if answer.status in REFUSALS:
            raise Refused(answer.status, answer.body if isinstance(answer.body, dict) else {})
        return answer

    def close(self) -> None:
        """Close the pooled connections."""
        self._session.close()

    def _with_retry(self, request: requests.PreparedRequest) -> Answer:
        try:
            return self._once(request)
        except UpstreamError:
            if request.method not in IDEMPOTENT or deadline.left() < RETRY_NEEDS_SECONDS:
                raise
        return self._once(request)

    def _once(self, request: requests.PreparedRequest) -> Answer:
        left = deadline.left()
        if left <= 0:
            raise UpstreamError(self.name, "no time left")
        reading = READ_SECONDS if request.method == "GET" else left
        timeout = (min(CONNECT_SECONDS, left), min(reading, left))
        try:
            with self._session.send(request, timeout=timeout, allow_redirects=False, stream=True) as response:
                return self._parse(response)
        except (requests.RequestException, OSError) as error:
            raise UpstreamError(self.name, type(error).__name__) from error

    def _parse(self, response: requests.Response) -> Answer:
        content = next(response.iter_content(MAX_ANSWER_BYTES + 1), b"")
        if response.status_code in UNAVAILABLE or len(content) > MAX_ANSWER_BYTES:
            raise UpstreamError(self.name, f"answered {response.status_code}, {len(content)} bytes")
        if not content:
            return Answer(response.status_code, None)
        try:
            return Answer(response.status_code, json.loads(content))
        except ValueError as error:
            raise UpstreamError(self.name, "did not answer in JSON") from error


def _headers(rev: int | None, person: str | None) -> dict[str, str]:
    headers = {request_ids.HEADER: request_ids.current()}
    if rev is not None:
        headers["If-Match"] = f'"{rev}"'
    if person is not None:
        headers["X-Person-Id"] = person
    return headers
