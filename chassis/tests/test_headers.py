"""The protective headers, on whatever a service answers."""

from collections.abc import Callable, Iterator

import pytest
import requests
from flask import Flask, Response, redirect
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from testkit.serving import LiveService
from testkit.signing import TOKEN
from werkzeug.exceptions import RequestEntityTooLarge, TooManyRequests

from gig_chassis import api, headers


def crash() -> str:
    raise KeyError("secret")


def be_large() -> str:
    raise RequestEntityTooLarge


def be_hasty() -> str:
    raise TooManyRequests


def loosen() -> Response:
    loose = {"content-security-policy": "default-src *", "Referrer-Policy": "unsafe-url", "Cache-Control": "max-age=5"}
    return Response("loose", headers=loose)


VIEWS = {
    200: lambda: "fine",
    303: lambda: redirect("/200", 303),
    304: lambda: ("", 304),
    413: be_large,
    429: be_hasty,
    500: crash,
}


@pytest.fixture
def app() -> Iterator[Flask]:
    """Give a JSON service with a route for each status."""
    app = api.create_app("notes", SQLAlchemy(), title="Notes", database_url="sqlite://", service_token=TOKEN)
    for status, view in VIEWS.items():
        app.add_url_rule(f"/{status}", str(status), view)
    app.add_url_rule("/loose", "loose", loosen)
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def protection(answer: Response) -> dict[str, list[str]]:
    names = dict(headers.protective("", "https"))
    return {name: answer.headers.getlist(name) for name in names if name in answer.headers}


def expected(policy: str = headers.NOTHING_SHOWN, scheme: str = "http") -> dict[str, list[str]]:
    return {name: [value] for name, value in headers.protective(policy, scheme)}


@pytest.mark.parametrize("token", [TOKEN, ""], ids=["with the token", "without"])
@pytest.mark.parametrize("path", [*(f"/{status}" for status in VIEWS), "/404", "/healthz", "/openapi.json"])
def test_every_answer_is_protected(client: FlaskClient, path: str, token: str) -> None:
    answer = client.get(path, headers={"Authorization": f"Bearer {token}"})

    assert protection(answer) == expected()
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_wrong_method_is_protected_too(client: FlaskClient) -> None:
    answer = client.delete("/200", headers={"Authorization": f"Bearer {TOKEN}"})

    assert answer.status_code == 405
    assert protection(answer) == expected()


def test_a_view_cannot_loosen_the_protection_but_may_say_how_long_it_is_kept(client: FlaskClient) -> None:
    answer = client.get("/loose", headers={"Authorization": f"Bearer {TOKEN}"})

    assert protection(answer) == expected()
    assert answer.headers["Cache-Control"] == "max-age=5"


def test_browsers_are_told_to_stay_with_tls_only_over_tls(client: FlaskClient) -> None:
    answer = client.get("/healthz", base_url="https://planner.test")

    assert protection(answer) == expected(scheme="https")
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]


@pytest.mark.parametrize("hook", ["teardown_request", "after_request"])
def test_a_crash_outside_the_views_is_protected_and_tells_nothing(
    app: Flask, live_service: Callable[[Flask], LiveService], hook: str
) -> None:
    def fail(_of: object) -> None:
        raise KeyError("hunter2")

    getattr(app, hook)(fail)

    answer = requests.get(f"{live_service(app).url}/200", headers={"Authorization": f"Bearer {TOKEN}"}, timeout=5)

    assert answer.status_code == 500
    assert {name: [answer.headers[name]] for name in expected()} == expected()
    assert "hunter2" not in answer.text


def test_an_app_says_itself_what_its_pages_may_load() -> None:
    app = Flask("pages")
    headers.init_app(app, "default-src 'self'")

    assert protection(app.test_client().get("/")) == expected("default-src 'self'")
