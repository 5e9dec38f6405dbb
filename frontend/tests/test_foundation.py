"""What every page has: headers, errors in words, a careful cookie."""

from flask import Flask
from flask.testing import FlaskClient

from gig_web import deadline


def test_an_unknown_address_answers_a_page_with_the_request_id_and_all_headers(client: FlaskClient) -> None:
    answer = client.get("/nowhere", headers={"X-Request-ID": "find-me-in-logs"})

    assert answer.status_code == 404
    assert "find-me-in-logs" in answer.text
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_a_static_file_is_kept_for_ever_only_under_its_hash(app: Flask, client: FlaskClient) -> None:
    with app.test_request_context():
        address = app.jinja_env.globals["static"]("gig.css")

    with client.get(address) as hashed, client.get("/static/gig.css") as plain:
        assert "immutable" in hashed.headers["Cache-Control"]
        assert "immutable" not in plain.headers.get("Cache-Control", "")


def test_a_request_leaves_no_deadline_to_its_thread(client: FlaskClient) -> None:
    client.get("/nowhere")

    assert deadline.left() == deadline.PAGE_SECONDS
