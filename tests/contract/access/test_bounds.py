"""What is too large, malformed or forged, sent to the running services as bytes."""

import select
import socket
from http.client import HTTPResponse
from urllib.parse import urlsplit

import pytest
from testkit import raw

from gig_chassis.headers import NOTHING_SHOWN, protective
from gig_web.security import CSP, MAX_FORM_BYTES
from launcher.services import SERVICES
from launcher.stack import Stack

LINE, FIELDS = 8190, 64
HOST = "Host: localhost"
FORM = "Content-Type: application/x-www-form-urlencoded"
CHUNKED = f"POST /sign-in HTTP/1.1\n{HOST}\n{FORM}\nTransfer-Encoding: chunked"

REFUSED_BY_THE_SERVER = {
    "a line that is too long": (f"GET /{'x' * LINE} HTTP/1.1\n{HOST}", 414),
    "a query that is too long": (f"GET /?q={'x' * LINE} HTTP/1.1\n{HOST}", 414),
    "a header that is too long": (f"GET / HTTP/1.1\n{HOST}\nX-Long: {'x' * LINE}", 431),
    "a cookie that is too long": (f"GET / HTTP/1.1\n{HOST}\nCookie: gig_planner={'x' * LINE}", 431),
    "too many headers": ("\n".join(["GET / HTTP/1.1", HOST, *(f"X-{n}: x" for n in range(FIELDS))]), 431),
    "no request at all": ("canary", 400),
    "NUL in the path": (f"GET /canary\0 HTTP/1.1\n{HOST}", 400),
    "bytes that are no text": (f"GET /canary\xff HTTP/1.1\n{HOST}", 400),
    "two hosts": (f"GET / HTTP/1.1\n{HOST}\nHost: canary", 400),
    "two lengths": (f"POST / HTTP/1.1\n{HOST}\nContent-Length: 3\nContent-Length: 5", 400),
    "a negative length": (f"POST / HTTP/1.1\n{HOST}\nContent-Length: -1", 400),
    "length and chunks": (f"POST / HTTP/1.1\n{HOST}\nContent-Length: 3\nTransfer-Encoding: chunked", 400),
}

LATE_SECONDS = 0.05  # the server waits half a second


def lacking(answer: raw.Answer, policy: str) -> list[str]:
    return [name for name, value in protective(policy, "http") if answer.headers.get_all(name) != [value]]


def chunks(*sizes: int) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (size, b"x" * size) for size in (*sizes, 0))


@pytest.mark.parametrize("package", [service.package for service in SERVICES])
@pytest.mark.parametrize(("head", "status"), REFUSED_BY_THE_SERVER.values(), ids=REFUSED_BY_THE_SERVER)
def test_what_the_server_itself_refuses_is_bare_and_protected(
    stack: Stack, package: str, head: str, status: int
) -> None:
    answer = raw.send(stack.url_of(package), head)

    assert answer.status == status
    assert lacking(answer, NOTHING_SHOWN) == []
    assert b"canary" not in answer.body
    assert len(answer.body) < 50


@pytest.mark.parametrize("sizes", [[MAX_FORM_BYTES + 1], [65536] * 20], ids=["one chunk", "many"])
def test_a_form_in_chunks_is_refused_when_it_grows_too_large(stack: Stack, sizes: list[int]) -> None:
    answer = raw.send(stack.url, CHUNKED, chunks(*sizes))

    assert answer.status == 413
    assert lacking(answer, CSP) == []
    assert b"Shorten the longest text" in answer.body


def test_a_form_that_says_it_is_too_large_is_refused_without_being_sent(stack: Stack) -> None:
    answer = raw.send(stack.url, f"POST /sign-in HTTP/1.1\n{HOST}\n{FORM}\nContent-Length: 999999999999")

    assert answer.status == 413


@pytest.mark.parametrize(
    "body", [b"zz\r\n", b"5\r\nab", b"-5\r\nabc\r\n0\r\n\r\n"], ids=["no number", "cut", "negative"]
)
def test_chunks_that_make_no_sense_are_the_callers_mistake(stack: Stack, body: bytes) -> None:
    assert raw.send(stack.url, CHUNKED, body).status == 400


def test_a_service_reads_no_body_of_a_caller_without_its_token(stack: Stack) -> None:
    head = f"POST /v1/bands HTTP/1.1\n{HOST}\nContent-Type: application/json\nContent-Length: 999999999999"

    answer = raw.send(stack.url_of("band_picker"), head)

    assert (answer.status, lacking(answer, NOTHING_SHOWN)) == (401, [])


@pytest.mark.parametrize(
    "forged",
    [
        "X-Forwarded-Proto: https",
        "X-Forwarded-Ssl: on",
        "X-Forwarded-Protocol: ssl",
        "X-Forwarded-Host: evil.test",
        "X-Forwarded-Prefix: /evil",
        "SCRIPT_NAME: /evil",
        "Forwarded: proto=https;host=evil.test",
    ],
)
def test_nobody_is_believed_about_tls_or_host_without_a_trusted_proxy(stack: Stack, forged: str) -> None:
    answer = raw.send(stack.url, f"GET /sign-in HTTP/1.1\n{HOST}\n{forged}")

    assert "Strict-Transport-Security" not in answer.headers
    assert answer.headers["Set-Cookie"].startswith("gig_planner=")
    assert b"evil" not in answer.body


@pytest.mark.parametrize("host", ["evil.test", "a b", "localhost.evil.test"])
def test_the_running_pages_answer_to_no_other_name(stack: Stack, host: str) -> None:
    answer = raw.send(stack.url, f"GET / HTTP/1.1\nHost: {host}")

    assert (answer.status, answer.headers.get_content_type()) == (400, "text/plain")
    assert lacking(answer, CSP) == []


def test_a_body_that_follows_its_refusal_late_does_not_cost_the_connection(stack: Stack) -> None:
    url = urlsplit(stack.url_of("band_picker"))
    head = b"POST /v1/bands HTTP/1.1\r\nHost: bands\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n"

    with socket.create_connection((url.hostname, url.port), timeout=20) as caller:
        caller.sendall(head)
        with HTTPResponse(caller, method="POST") as refused:
            refused.begin()
            refused.read()
        says_nothing_more = select.select([caller], [], [], LATE_SECONDS) == ([], [], [])
        caller.sendall(b"{}GET /healthz HTTP/1.1\r\nHost: bands\r\n\r\n")
        following = caller.recv(65536)

    assert refused.status == 401
    assert says_nothing_more
    assert following.startswith(b"HTTP/1.1 200")
