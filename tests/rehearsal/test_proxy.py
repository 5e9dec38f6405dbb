"""The proxy, as clients on the network meet it: its own errors, those who are slow, lie or ask too much, TLS."""

import re
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from testkit import raw
from testkit.crowding import crowding
from testkit.figures import Figures
from testkit.installations import Installation, docker, under
from testkit.joining import client_of
from testkit.strangers import BODIES, HEADS, sign_in_as_somebody_else, slow_crowd

pytestmark = under("compose")
PROTECTIVE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
CSP = ("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'")
UNSAFE = ("unsafe-inline", "unsafe-eval", "*", "http:")
STYLE = re.compile(r'href="(/static/[^"]+\.css[^"]*)"')
FEED = re.compile(r"http://[^\"/]+/feeds/([\w-]{43})\.ics")
CROWD = 4  # containers with a share each of the connections
LONG_TIME = 20  # ordinary requests meanwhile
SECONDS = 30


@pytest.fixture
def style(installation: Installation) -> str:
    """Give the path of a static file, asked for once, so that the proxy keeps it."""
    found = STYLE.search(requests.get(f"{installation.url}/sign-in", timeout=SECONDS).text)
    assert found
    requests.get(f"{installation.url}{found[1]}", timeout=SECONDS).raise_for_status()
    return found[1]


@pytest.fixture
def kept_style(installation: Installation, style: str) -> Iterator[str]:
    """Stop the front end for a test, once the proxy has that static file."""
    container = installation.container("frontend")
    docker("stop", container)
    yield style
    docker("start", container)
    installation.await_ready()


@pytest.fixture
def tls(installation: Installation) -> Iterator[str]:
    """Give the planner a certificate and its key, as secrets; give the path of the certificate."""
    certificate, key = installation.secrets / "tls_certificate", installation.secrets / "tls_key"
    for path in (certificate, key):
        path.unlink()
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    make += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(make, check=True, capture_output=True)
    key.chmod(0o444)
    installation.make("up")
    yield str(certificate)
    for path in (certificate, key):
        path.unlink()
    installation.make("up")


ITS_OWN = {
    "too large": ("POST /sign-in HTTP/1.1\nHost: planner\nContent-Length: 2000000", 413),
    "unreadable": ("GET / HTTP/1.1\nHost: a b", 400),
    "no host": ("GET / HTTP/1.1", 400),
    "address too long": (f"GET /{'x' * 9000} HTTP/1.1\nHost: planner", 414),
    "headers too long": (f"GET / HTTP/1.1\nHost: planner\nX-Long: {'x' * 9000}", 400),
    "of another method": ("TRACE / HTTP/1.1\nHost: planner", 405),
    "of a coding nobody knows": ("POST / HTTP/1.1\nHost: planner\nTransfer-Encoding: brotli", 501),
    "of the metrics": ("GET /metrics HTTP/1.1\nHost: planner", 404),
    "of the metrics in other words": ("GET /metrics?x=/static/ HTTP/1.1\nHost: planner", 404),
}


@pytest.mark.parametrize(("head", "status"), ITS_OWN.values(), ids=ITS_OWN)
def test_what_the_proxy_answers_itself_is_as_protected_as_a_page(
    installation: Installation, head: str, status: int
) -> None:
    answer = raw.send(installation.url, head)

    assert (answer.status, _unprotected(answer.headers)) == (status, [])
    assert answer.headers["Cache-Control"] == "no-store"
    assert b"Gig Planner" in answer.body


def test_without_a_front_end_the_proxy_says_so_and_still_has_the_static_files(
    installation: Installation, kept_style: str
) -> None:
    answer = requests.get(installation.url, timeout=SECONDS)
    kept = requests.get(f"{installation.url}{kept_style}", timeout=SECONDS)
    own_style = requests.get(f"{installation.url}/errors/error.css", timeout=SECONDS)

    assert answer.status_code in {502, 504}
    assert _unprotected(answer.headers) == []
    assert int(answer.headers["Retry-After"]) > 0
    assert "Gig Planner does not answer just now. What you saved is safe" in answer.text
    assert (kept.status_code, own_style.status_code) == (200, 200)
    assert _unprotected(own_style.headers) == []


@pytest.mark.usefixtures("kept_style")
@pytest.mark.parametrize("path", ["/feeds/{}.ics", "/invites/{}"], ids=["feed", "invite"])
def test_an_address_with_a_secret_is_not_logged_while_the_front_end_is_away(
    installation: Installation, path: str
) -> None:
    secret = "q" * 43

    answer = requests.get(f"{installation.url}{path.format(secret)}", timeout=SECONDS)

    assert answer.status_code in {502, 504}
    assert secret not in installation.logs()


def test_static_files_have_names_of_their_content_and_are_kept_for_ever(installation: Installation, style: str) -> None:
    answer = requests.get(f"{installation.url}{style}", timeout=SECONDS)
    other = style.replace(re.findall(r"[0-9a-f]{8,}", style)[-1], "0" * 12)

    assert "immutable" in answer.headers["Cache-Control"]
    assert int(re.findall(r"max-age=(\d+)", answer.headers["Cache-Control"])[0]) >= 31_536_000
    assert "Set-Cookie" not in answer.headers
    assert requests.get(f"{installation.url}{other}", timeout=SECONDS).status_code == 404


@pytest.mark.parametrize("beginning", [HEADS, BODIES], ids=["heads", "bodies"])
def test_two_hundred_slow_connections_keep_nobody_waiting(
    installation: Installation, beginning: tuple[str, str], figures: Figures
) -> None:
    before = crowding()
    taken = []
    with slow_crowd(f"{installation.stack}_edge", beginning, CROWD, 200 // CROWD):
        for _ in range(LONG_TIME):
            began = time.monotonic()
            assert requests.get(f"{installation.url}/sign-in", timeout=SECONDS).status_code == 200
            taken.append(time.monotonic() - began)

    shared_by = max(before, crowding())
    figures("200 slow connections", requests=len(taken), slowest_s=max(taken), machine_shared_by=shared_by)
    assert max(taken) < shared_by


def test_a_client_that_names_other_addresses_is_counted_as_the_one_it_is(installation: Installation) -> None:
    statuses = sign_in_as_somebody_else(f"{installation.stack}_edge", 25)

    assert 422 in statuses
    assert set(statuses[20:]) == {429}


def test_who_asks_too_much_at_once_is_told_to_wait_and_others_are_not(installation: Installation) -> None:
    with ThreadPoolExecutor(100) as crowd:
        asked = [crowd.submit(requests.get, f"{installation.url}/healthz", timeout=SECONDS) for _ in range(600)]
        answers = [each.result() for each in asked]
    refused = [answer for answer in answers if answer.status_code == 429]

    assert {answer.status_code for answer in answers} == {200, 429}
    assert {name for answer in refused for name in _unprotected(answer.headers)} == set()
    assert {answer.headers["Retry-After"] for answer in refused} == {"5"}


def test_plain_http_has_a_cookie_that_plain_http_carries_whatever_a_client_says(installation: Installation) -> None:
    answer = requests.get(f"{installation.url}/sign-in", headers={"X-Forwarded-Proto": "https"}, timeout=SECONDS)

    assert "Strict-Transport-Security" not in answer.headers
    assert "__Host-" not in answer.headers["Set-Cookie"]
    assert "Secure" not in answer.headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Lax"} <= set(answer.headers["Set-Cookie"].split("; "))


def test_with_a_certificate_and_its_key_everything_goes_over_tls(installation: Installation, tls: str) -> None:
    secure = f"https://127.0.0.1:{installation.environ['HTTPS_PORT']}"
    installation_ready = requests.get(f"{secure}/readyz", verify=tls, timeout=SECONDS)

    led = requests.post(f"{installation.url}/sign-in?next=/gigs", allow_redirects=False, timeout=SECONDS)
    page = requests.get(f"{secure}/sign-in", verify=tls, timeout=SECONDS)
    refused = requests.get(f"{secure}/metrics", verify=tls, timeout=SECONDS)
    plain = raw.send(secure.replace("https", "http"), "GET /gigs HTTP/1.1\nHost: 127.0.0.1")

    assert installation_ready.status_code == 200
    assert (led.status_code, led.headers["Location"]) == (308, f"{secure}/sign-in?next=/gigs")
    assert int(re.findall(r"max-age=(\d+)", page.headers["Strict-Transport-Security"])[0]) >= 31_536_000
    assert page.headers["Set-Cookie"].startswith("__Host-")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(page.headers["Set-Cookie"].split("; "))
    assert refused.headers["Strict-Transport-Security"] == page.headers["Strict-Transport-Security"]
    assert (plain.status, plain.headers["Location"]) == (308, f"{secure}/gigs")
    with client_of(secure) as client, pytest.raises(requests.exceptions.SSLError):
        client.get("/sign-in")  # it knows no such authority


def test_a_calendar_reads_its_feed_without_cookies_and_no_log_has_the_secret(installation: Installation) -> None:
    with client_of(installation.url, installation.admin) as client:
        form = {**client.hidden("/settings/feeds"), "name": "My phone"}
        client.post("/settings/feeds", form).raise_for_status()
        made = FEED.search(client.get("/settings/feeds").text)  # said on the page that follows, once
    assert made

    feed = requests.get(made[0], cookies={"session": "somebody's"}, timeout=SECONDS)
    known = requests.get(made[0], headers={"If-None-Match": feed.headers["ETag"]}, timeout=SECONDS)
    wrong = requests.get(f"{installation.url}/feeds/{'x' * 43}.ics", timeout=SECONDS)

    assert (feed.status_code, known.status_code, wrong.status_code) == (200, 304, 404)
    assert feed.headers["Content-Type"].startswith("text/calendar")
    assert feed.text.startswith("BEGIN:VCALENDAR\r\n")
    assert [name for answer in (feed, known, wrong) for name in answer.headers if name == "Set-Cookie"] == []
    assert made[1] not in installation.logs()


def _unprotected(headers: object) -> list[str]:
    """List what is missing or unsafe in the headers of an answer."""
    given = {name.lower(): value for name, value in headers.items()}  # type: ignore[attr-defined]  # of either library
    policy = given.get("content-security-policy", "")
    missing = [name for name, value in PROTECTIVE.items() if given.get(name.lower()) != value]
    missing += [f"{part} of the CSP" for part in CSP if part not in policy]
    return missing + [f"{part} in the CSP" for part in UNSAFE if part in policy]
