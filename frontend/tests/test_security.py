"""What every answer carries, and what is refused before a page sees it."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gig_chassis import headers
from gig_web import create_app, memory
from gig_web.security import CSP, MAX_FORM_BYTES, MAX_FORM_PARTS
from gig_web.settings import Settings

PROTECTION = dict(headers.protective(CSP, "http"))


def settings(secret_key: str) -> Settings:
    return Settings("http://a.test", "http://b.test", "http://c.test", service_token="t" * 40, secret_key=secret_key)


@pytest.fixture
def strict(app: Flask, client: FlaskClient) -> FlaskClient:
    """Give a client of the app as people meet it: with CSRF protection."""
    app.config["WTF_CSRF_ENABLED"] = True

    @app.get("/remember")
    def remember() -> str:
        memory.set_theme("dark")
        return "<p>remembered</p>"

    @app.post("/change")
    def change() -> str:
        return "changed"

    return client


@pytest.mark.parametrize(
    "path", ["/nowhere", "/static/gig.css", "/static/none.css", "/healthz"], ids=["404", "file", "no file", "health"]
)
def test_every_answer_carries_the_headers(client: FlaskClient, path: str) -> None:
    with client.get(path) as answer:
        assert {name: answer.headers[name] for name in PROTECTION} == PROTECTION


def test_the_policy_allows_nothing_inline_and_nobody_else() -> None:
    sources = {part.split()[0]: part.split()[1:] for part in CSP.split("; ")}

    assert sources.pop("img-src") == ["'self'", "data:"]
    assert {source for each in sources.values() for source in each} == {"'self'", "'none'"}
    assert [sources[name] for name in ("default-src", "base-uri", "frame-ancestors")] == [["'none'"]] * 3


def test_a_short_secret_is_refused_at_start() -> None:
    with pytest.raises(ValueError, match="at least 32 characters"):
        create_app(settings("k" * 31))


def test_the_cookie_is_kept_from_scripts_and_other_sites(strict: FlaskClient) -> None:
    cookie = strict.get("/remember").headers["Set-Cookie"]

    assert cookie.startswith("gig_planner=")
    assert {"HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Expires=" in cookie


def test_a_file_for_everybody_carries_nobodys_cookie(strict: FlaskClient) -> None:
    strict.get("/remember")

    with strict.get("/static/gig.css") as file:
        assert "Set-Cookie" not in file.headers


def test_pages_are_not_kept_by_caches(strict: FlaskClient) -> None:
    assert strict.get("/remember").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("form", [{}, {"csrf_token": "made-up"}], ids=["none", "a made-up one"])
def test_a_form_without_its_token_is_refused_in_words(strict: FlaskClient, form: dict[str, str]) -> None:
    answer = strict.post("/change", data=form)

    assert answer.status_code == 400
    assert "That form is too old" in answer.text


def test_a_form_that_is_too_large_is_refused_in_words(strict: FlaskClient) -> None:
    answer = strict.post("/change", data={"notes": "x" * (MAX_FORM_BYTES + 1)})

    assert answer.status_code == 413
    assert "Shorten the longest text" in answer.text


def test_a_form_of_too_many_parts_is_refused(strict: FlaskClient) -> None:
    parts = {f"field{number}": "x" for number in range(MAX_FORM_PARTS + 1)}

    answer = strict.post("/change", data=parts, content_type="multipart/form-data")

    assert answer.status_code == 413
