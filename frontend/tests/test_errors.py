"""Pages for what goes wrong."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import ServiceUnavailable, TooManyRequests

from gig_web.upstream import Refused, UpstreamError


def crash() -> str:
    raise KeyError("the password is hunter2")


def lose_service() -> str:
    raise UpstreamError("the band list", "ReadTimeout")


def be_refused(status: int, problem: dict[str, object]) -> Callable[[], str]:
    def view() -> str:
        raise Refused(status, problem)

    return view


def be_busy() -> str:
    raise ServiceUnavailable(retry_after=7)


def be_hasty() -> str:
    raise TooManyRequests("Slow down a little.")


@pytest.mark.parametrize(
    ("view", "status", "words"),
    [
        pytest.param(crash, 500, ("Something broke", "It is our fault"), id="a crash"),
        pytest.param(
            lose_service, 503, ("The band list does not answer", "Try again in a moment"), id="a service is down"
        ),
        pytest.param(be_refused(404, {}), 404, ("Nothing here", "no page at this address"), id="not found there"),
        pytest.param(
            be_refused(422, {"detail": "Too <b>long</b>."}), 422, ("That was refused", "Too &lt;b&gt;"), id="no"
        ),
        pytest.param(be_refused(409, {}), 409, ("That was refused", "Go back and try again"), id="no, without words"),
        pytest.param(be_busy, 503, ("Not available just now", "Try again in a moment"), id="unavailable"),
        pytest.param(be_hasty, 429, ("Too Many Requests", "Slow down a little."), id="any other"),
    ],
)
def test_what_goes_wrong_is_a_page_in_plain_words(
    app: Flask, client: FlaskClient, view: Callable[[], str], status: int, words: tuple[str, str]
) -> None:
    app.add_url_rule("/broken", view_func=view, endpoint="broken")

    answer = client.get("/broken")

    assert answer.status_code == status
    title, detail = words
    assert f"<title>{title} · Gig Planner</title>" in answer.text
    assert detail in answer.text
    assert "hunter2" not in answer.text


def test_a_wrong_method_says_which_ones_there_are(client: FlaskClient) -> None:
    answer = client.post("/healthz")

    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert "use the buttons there" in answer.text


def test_when_to_try_again_is_said_to_programs_too(app: Flask, client: FlaskClient) -> None:
    app.add_url_rule("/broken", view_func=be_busy, endpoint="broken")

    assert client.get("/broken").headers["Retry-After"] == "7"


def test_a_redirect_of_the_router_stays_one(app: Flask, client: FlaskClient) -> None:
    app.add_url_rule("/folder/", view_func=crash, endpoint="folder")

    answer = client.get("/folder")

    assert (answer.status_code, answer.headers["Location"]) == (308, "http://localhost/folder/")
