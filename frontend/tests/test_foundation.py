"""What every page has: headers, errors in words, a careful cookie."""

from flask.testing import FlaskClient

from gig_web import deadline


def test_an_unknown_address_answers_a_page_with_the_request_id_and_all_headers(client: FlaskClient) -> None:
    answer = client.get("/nowhere", headers={"X-Request-ID": "find-me-in-logs"})

    assert answer.status_code == 404
    assert "find-me-in-logs" in answer.text
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_a_request_leaves_no_deadline_to_its_thread(client: FlaskClient) -> None:
    client.get("/nowhere")

    assert deadline.left() == deadline.PAGE_SECONDS
