"""The protective headers: every route of every app, whatever it answers."""

import re
import time
import uuid
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from testkit.accounts import give_account
from testkit.signing import TOKEN, headers
from werkzeug.exceptions import TooManyRequests
from werkzeug.test import TestResponse

import gig_web
from gig_chassis.headers import NOTHING_SHOWN, protective
from gig_chassis.shedding import Line
from gig_web.clients.people import People, Person, Present
from gig_web.security import CSP
from gig_web.settings import Settings

NOWHERE = "http://127.0.0.1:9"
APPS = {"gig_web": CSP, "band_picker": NOTHING_SHOWN, "venue_picker": NOTHING_SHOWN, "gig_store": NOTHING_SHOWN}
ADA = Person(str(uuid.uuid4()), "Ada", "admin", False, None, "auto", True, "", "2026-01-01T12:00:00Z", 1)  # noqa: FBT003  # not disabled, keys on


def crash() -> str:
    raise KeyError("secret")


def be_hasty() -> str:
    raise TooManyRequests


VIEWS: dict[int, Callable[[], object]] = {
    200: lambda: "fine",
    303: lambda: ("", 303, {"Location": "/elsewhere"}),
    304: lambda: ("", 304),
    429: be_hasty,
    500: crash,
}


@pytest.fixture
def client(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[FlaskClient]:
    """Give an admin at one of the four apps."""
    if request.param != "gig_web":
        app = request.getfixturevalue("json_apps")[request.param]
        client = app.test_client()
        session = give_account(app, "admin").token if request.param == "gig_store" else None
        sent = headers("admin", session=session)
        client.environ_base |= {"HTTP_AUTHORIZATION": sent["Authorization"], "HTTP_X_ACTING": sent["X-Acting"]}
    else:
        client = _pages(monkeypatch)
    views = dict(client.application.view_functions)
    yield client
    client.application.view_functions.update(views)


def _pages(monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    app = gig_web.create_app(Settings(NOWHERE, NOWHERE, NOWHERE, service_token=TOKEN, secret_key="k" * 40))
    app.config["WTF_CSRF_ENABLED"] = False
    monkeypatch.setattr(People, "present", lambda _people: Present(ADA, newcomer=False))
    client = app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {TOKEN}"
    with client.session_transaction() as cookie:
        cookie |= {"_user_id": "session", "_fresh": True, "checked": time.time()}
        cookie["account"] = {"id": ADA.id, "name": ADA.name, "role": ADA.role, "rev": ADA.rev}
    return client


def routes(app: Flask) -> list[tuple[str, str, str]]:
    rules = [(rule.endpoint, rule.methods or set(), rule.rule) for rule in app.url_map.iter_rules()]
    filled = re.compile(r"<[^>]+>")
    return [
        (endpoint, method, filled.sub(str(uuid.uuid4()), rule))
        for endpoint, methods, rule in rules
        for method in methods
    ]


def lacking(answer: TestResponse, policy: str, scheme: str = "http") -> list[str]:
    return [name for name, value in protective(policy, scheme) if answer.headers.getlist(name) != [value]]


def answer_with(app: Flask, view: Callable[[], object]) -> None:
    for endpoint in app.view_functions:
        app.view_functions[endpoint] = lambda **_given: view()


@pytest.mark.parametrize(("client", "policy"), APPS.items(), ids=APPS, indirect=["client"])
@pytest.mark.parametrize("status", VIEWS)
def test_every_route_is_protected_whatever_its_view_answers(client: FlaskClient, policy: str, status: int) -> None:
    answer_with(client.application, VIEWS[status])

    answers = {(method, path): client.open(path, method=method) for _, method, path in routes(client.application)}

    assert {where: lacking(answer, policy) for where, answer in answers.items() if lacking(answer, policy)} == {}
    wrong = {where: answer.status_code for where, answer in answers.items() if answer.status_code != status}
    assert {where: code for where, code in wrong.items() if where[0] != "OPTIONS"} == {}


@pytest.mark.parametrize(("client", "policy"), APPS.items(), ids=APPS, indirect=["client"])
def test_every_refusal_before_a_view_is_protected(client: FlaskClient, policy: str) -> None:
    too_much = b"x" * (client.application.config["MAX_CONTENT_LENGTH"] + 1)
    paths = {path for _, _, path in routes(client.application)}
    tries = {
        404: [client.get(f"{path}/no/such/thing") for path in paths],
        405: [client.open(path, method="PROPFIND") for path in paths],
        413: [client.open(path, method="POST", data=too_much) for path in paths],
        401: [client.get(path, headers={"Authorization": "", "X-Acting": ""}) for path in paths],
    }

    for status, answers in tries.items():
        assert status in {answer.status_code for answer in answers}
        assert [lacking(answer, policy) for answer in answers if lacking(answer, policy)] == []


@pytest.mark.parametrize(("client", "policy"), APPS.items(), ids=APPS, indirect=["client"])
def test_who_is_refused_under_overload_is_protected_too(
    client: FlaskClient, policy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Line, "enter", lambda _line: False)

    answer = client.get("/no/matter/where")

    assert (answer.status_code, lacking(answer, policy)) == (503, [])


@pytest.mark.parametrize(("client", "policy"), APPS.items(), ids=APPS, indirect=["client"])
def test_over_tls_every_route_tells_browsers_to_stay_with_it(client: FlaskClient, policy: str) -> None:
    for _, method, path in routes(client.application):
        answer = client.open(path, method=method, base_url="https://localhost")

        assert lacking(answer, policy, "https") == []
        answer.close()


@pytest.mark.parametrize("policy", [CSP, NOTHING_SHOWN], ids=["pages", "services"])
def test_no_policy_lets_anything_unsafe_in(policy: str) -> None:
    assert policy.startswith("default-src 'none'; ")
    assert not [word for word in ("unsafe", "*", "http:", "https:", "blob:") if word in policy]
    assert "frame-ancestors 'none'" in policy
