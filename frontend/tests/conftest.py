"""The front end with its three services mocked by requests-mock."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from pathlib import Path
from random import Random
from typing import Any

import pytest
import requests_mock
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache
from testkit.mocked_accounts import Accounts
from testkit.replicas import World

from gig_web import create_app, deadline, names, parallel, replicas
from gig_web.clients.people import People, Person, Planner, Present
from gig_web.settings import Settings
from gig_web.upstream import Spokesman, Upstream

HERE = Path(__file__).parent
PLANNER = Planner(leave_starter_out=False)
SAM = Person(
    id="0192f3a0-7c1e-7abc-8def-00000000aaaa",
    name="Sam",
    role="booker",
    disabled=False,
    time_zone=None,
    theme="auto",
    keys=True,
    constraints="",
    created_at="2026-01-01T12:00:00Z",
    rev=1,
)
Body = dict[str, Any]
NOTHING: Body = {"items": [], "next": None}
BANDS, VENUES, GIGS = "http://bands.test", "http://venues.test", "http://gigs.test"


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Keep the compiled templates: compiling them anew for each test's app took longer than the tests."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(compiled_templates: FileSystemBytecodeCache) -> Iterator[Flask]:
    """Give the app; CSRF is off here and tested where it belongs, by name."""
    app = create_app(Settings(BANDS, VENUES, GIGS, service_token="t" * 40, secret_key="k" * 40))
    app.config["WTF_CSRF_ENABLED"] = False
    app.jinja_env.bytecode_cache = compiled_templates
    yield app
    for client in (app.extensions["clients"].bands, app.extensions["clients"].venues, app.extensions["clients"].gigs):
        client.upstream.close()


@pytest.fixture(autouse=True)
def unhurried(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pages say what they have to say on any machine: how long they may take is tested here, beside this file."""
    if request.path.parent != HERE:
        monkeypatch.setattr(deadline, "PAGE_SECONDS", 60.0)


@pytest.fixture(autouse=True)
def forgotten_deadline() -> Iterator[None]:
    """Leave no deadline behind for the tests that follow in this thread."""
    yield
    deadline.end()


@pytest.fixture(autouse=True)
def nothing_under_way(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Wait for what a page asked beside its first call, or the next test would take it for its own."""
    begun: list[Future[Any]] = []
    submit = parallel.POOL.submit

    def noted(*given: Any, **named: Any) -> "Future[Any]":  # noqa: ANN401  # whatever is to be run
        begun.append(submit(*given, **named))
        return begun[-1]

    monkeypatch.setattr(parallel.POOL, "submit", noted)
    yield
    wait(begun, timeout=10)


@pytest.fixture
def stranger(app: Flask) -> FlaskClient:
    """Give somebody who is not signed in."""
    return app.test_client()


@pytest.fixture
def client(app: Flask, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """Give somebody signed in, whose session the backend confirms; the entrance has tests of its own."""
    monkeypatch.setattr(People, "present", lambda _people: Present(SAM, newcomer=False, planner=PLANNER))
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie |= {"_user_id": "session", "_fresh": True, "checked": time.time()}
        cookie["account"] = {"id": SAM.id, "name": SAM.name, "role": SAM.role, "rev": SAM.rev}
    return client


@pytest.fixture
def accounts(requests_mock: requests_mock.Mocker) -> Accounts:
    """Give the accounts of a backend that has none yet."""
    return Accounts(requests_mock)


@pytest.fixture
def empty_planner(requests_mock: requests_mock.Mocker) -> None:
    """Answer for the lists of a planner that holds nothing."""
    requests_mock.get(f"{GIGS}/v1/gigs/needs", json={"items": [], "more": {}})
    for path in ("gigs", "discards", "diaries", "gigs/month", "gigs/nights"):
        requests_mock.get(f"{GIGS}/v1/{path}", json=NOTHING)
    untouched = {"leave_starter_out": False, "rev": 1, "updated_at": None, "updated_by": None}
    requests_mock.get(f"{GIGS}/v1/settings", json=untouched)
    nobody = {"id": None, "candidates": 0, "name": None, "city": None, "by": None}
    for noun in ("bands", "venues"):
        requests_mock.get(f"http://{noun}.test/v1/{noun}", json=NOTHING)
        requests_mock.post(f"http://{noun}.test/v1/{noun}/match", json={"items": [nobody], "next": None})
        requests_mock.get(f"http://{noun}.test/v1/{noun}/random", json=NOTHING | {"eligible": 0})
        requests_mock.get(f"http://{noun}.test/v1/{noun}/facets", json={"genres": [], "cities": []})


@pytest.fixture
def sign_in(app: Flask) -> Callable[..., FlaskClient]:
    """Sign somebody in, in a browser of their own or in a given one."""

    def enter(person: Body, browser: FlaskClient | None = None) -> FlaskClient:
        browser = browser or app.test_client()
        sent = {"sign_in_name": person["name"], "sign_in_password": person["password"]}
        assert browser.post("/sign-in", data=sent).status_code == 303
        return browser

    return enter


@pytest.fixture
def sam(accounts: Accounts) -> Body:
    """Give Sam, who books, an account."""
    return accounts.add("Sam")


@pytest.fixture
def sams(sam: Body, sign_in: Callable[..., FlaskClient]) -> FlaskClient:
    """Give Sam's browser."""
    return sign_in(sam)


@pytest.fixture
def cookie_of() -> Callable[[FlaskClient], Body]:
    """Read what a browser's cookie holds."""

    def read(browser: FlaskClient) -> Body:
        with browser.session_transaction() as cookie:
            return dict(cookie)

    return read


@pytest.fixture
def upstream(app: Flask) -> Iterator[Upstream]:
    """Give the way to a service, inside a request of the front end."""
    upstream = Upstream("the band list", "http://bands.test/", "s3cret", Spokesman(lambda: {"X-Acting": "Sam"}))
    with app.test_request_context("/healthz", headers={"X-Request-ID": "carried-on"}):
        app.preprocess_request()
        yield upstream
    upstream.close()


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Give a service of three replicas; the DNS answers before anybody looks."""
    world = World()
    monkeypatch.setattr(names, "resolve", world.resolve)
    monkeypatch.setattr(names, "in_background", lambda ask, question: ask(question))
    monkeypatch.setattr(names, "monotonic", lambda: world.now)
    monkeypatch.setattr(replicas, "monotonic", lambda: world.now)
    monkeypatch.setattr(replicas, "_chance", Random(7))
    monkeypatch.setattr("gig_chassis.request_ids.current", lambda: "any-request")
    deadline.start(20)
    yield world
    world.close()


@pytest.fixture
def service(world: World) -> Upstream:
    """Give the way to the service."""
    return world.way_to("service1")


@pytest.fixture
def missed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the addresses that could not be connected to, one for each time."""
    seen: list[str] = []
    miss = replicas.Replicas.missed

    def note(self: replicas.Replicas, address: str) -> None:
        seen.append(address)
        miss(self, address)

    monkeypatch.setattr(replicas.Replicas, "missed", note)
    return seen
