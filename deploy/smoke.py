"""`make smoke`: the version in service does its work, seen from outside. It changes nothing but signs in."""

import json
import os
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path

from deploy.errors import CannotDeploy
from deploy.settings import Settings

ANSWER_SECONDS = 10
OK = 200
READY_SECONDS = 90
POLL_SECONDS = 0.5
_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
_STYLE = re.compile(r'href="(/static/[^"]+\.css[^"]*)"')


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers and text of an answer, and where it came from in the end."""

    status: int
    headers: dict[str, str]
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Browser:
    """Keeps cookies and follows redirects."""

    base: str
    opener: urllib.request.OpenerDirector = field(
        default_factory=lambda: urllib.request.build_opener(
            urllib.request.ProxyHandler({}),
            urllib.request.HTTPCookieProcessor(CookieJar(DefaultCookiePolicy())),
        )
    )

    def ask(self, path: str, form: dict[str, str] | None = None, accept: str = "text/html") -> Answer:
        """Get `path`, or send it a form; raises CannotDeploy when nothing answers."""
        data = urllib.parse.urlencode(form).encode() if form else None
        headers = {"Accept": accept, "Referer": self.base}
        request = urllib.request.Request(urllib.parse.urljoin(self.base, path), data, headers)  # noqa: S310  # whoever deploys names it
        try:
            with self.opener.open(request, timeout=ANSWER_SECONDS) as response:
                return Answer(response.status, dict(response.headers), response.read().decode(), response.url)
        except urllib.error.HTTPError as error:
            return Answer(error.code, dict(error.headers), error.read().decode(errors="replace"), error.url or "")
        except OSError as error:
            raise CannotDeploy(f"{self.base}{path} does not answer: {error}") from error


def check(settings: Settings) -> list[str]:
    """Look at the pages as an admin does; give what was seen. Raises CannotDeploy for the first thing that is wrong."""
    browser = Browser(settings.url)
    _await_ready(browser)
    door = browser.ask("/sign-in")
    _require(door.status == OK and _TOKEN.search(door.text), "the sign-in page", door)
    style = _STYLE.search(door.text)
    _require(style, "the sign-in page's style", door)
    _check_style(browser.ask(style[1] if style else ""))
    _sign_in(browser, door, settings)
    suggested = browser.ask("/", accept="application/json")
    _require(suggested.status == OK, "a suggestion", suggested)
    gigs = browser.ask("/gigs")
    _require(gigs.status == OK and "/sign-in" not in gigs.url, "the list of gigs", gigs)
    return ["ready", "sign-in", "static files", f"a suggestion ({_sentence(suggested)})", "the list of gigs"]


def _await_ready(browser: Browser) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while True:
        try:
            answer = browser.ask("/readyz", accept="*/*")
            if answer.status == OK:
                return
            last = f"answers {answer.status}"
        except CannotDeploy as error:
            last = str(error)
        if time.monotonic() > deadline:
            raise CannotDeploy(f"{browser.base} did not get ready in {READY_SECONDS} s: {last}")
        time.sleep(POLL_SECONDS)


def _check_style(style: Answer) -> None:
    _require(
        style.status == OK and "immutable" in style.headers.get("Cache-Control", ""),
        "a static file kept for ever",
        style,
    )


def _sign_in(browser: Browser, door: Answer, settings: Settings) -> None:
    token = _TOKEN.search(door.text)
    form = {
        "csrf_token": token[1] if token else "",
        "sign_in_name": _secret(settings, "username"),
        "sign_in_password": _secret(settings, "password"),
    }
    answer = browser.ask(door.url, form)
    if "/sign-in" in answer.url or answer.status != OK:
        raise CannotDeploy(
            f"Nobody could sign in ({answer.status}). Has the account of SMOKE_USERNAME and SMOKE_PASSWORD_FILE (else "
            f"of {settings.secrets_dir}/admin_*) that password?"
        )


def _secret(settings: Settings, name: str) -> str:
    if name == "username" and (given := os.environ.get("SMOKE_USERNAME")):
        return given
    path = os.environ.get(f"SMOKE_{name.upper()}_FILE") or settings.secrets_dir / f"admin_{name}"
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise CannotDeploy(f"{path} cannot be read ({error.strerror}); the smoke test signs in with it.") from error


def _sentence(suggested: Answer) -> str:
    try:
        card = json.loads(suggested.text)["suggestion"]
        return f"{card['band']['name']} at {card['venue']['name']}"
    except (ValueError, KeyError, TypeError) as error:
        raise CannotDeploy(f"The suggestion cannot be read: {suggested.text[:200]}") from error


def _require(seen: object, what: str, answer: Answer) -> None:
    if not seen:
        raise CannotDeploy(f"Instead of {what}, {answer.url} answered {answer.status}: {answer.text[:200]}")
