"""One's own calendar feeds, on the pages."""

import html
import re
from typing import Any

import pytest
import requests_mock as mocking
from flask.testing import FlaskClient

Json = dict[str, Any]

FEEDS = "http://gigs.test/v1/feeds"
FEED: Json = {
    "id": "0192f3a0-7c1e-7abc-8def-00000000fee0",
    "name": "My phone",
    "created_at": "2026-11-20T12:00:00Z",
}


@pytest.fixture(autouse=True)
def none_yet(requests_mock: mocking.Mocker) -> None:
    requests_mock.get(FEEDS, json={"items": [], "next": None})


def words(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


@pytest.mark.usefixtures("empty_planner")
def test_settings_lead_to_the_feeds(client: FlaskClient) -> None:
    assert 'href="/settings/feeds"' in client.get("/settings").text


def test_without_a_feed_the_page_says_what_will_be_there(client: FlaskClient) -> None:
    said = words(client.get("/settings/feeds").text)

    assert "None yet. A feed you make stands here until you revoke it." in said


def test_the_address_of_a_new_feed_is_shown_once(client: FlaskClient, requests_mock: mocking.Mocker) -> None:
    made = requests_mock.post(FEEDS, status_code=201, json=FEED | {"secret": "s3cret"})
    requests_mock.get(FEEDS, json={"items": [FEED], "next": None})

    answer = client.post("/settings/feeds", data={"name": " My phone "})
    first, second = (client.get("/settings/feeds").text for _ in range(2))

    assert (answer.status_code, answer.location) == (303, "/settings/feeds")
    assert made.last_request.json() == {"name": "My phone"}
    assert 'value="http://localhost/feeds/s3cret.ics"' in first
    assert "h whatever it says; most others every hour." in words(first)
    assert "s3cret" not in second
    assert "made Fri 20 Nov 2026, 12:00 UTC" in words(second)


@pytest.mark.parametrize(
    ("status", "problem", "said"),
    [
        pytest.param(409, {"detail": "You have 20 calendar feeds."}, "You have 20 calendar feeds.", id="too many"),
        pytest.param(
            422,
            {"detail": "Not valid.", "errors": [{"pointer": "/name", "detail": "Must not hold control characters."}]},
            "Must not hold control characters.",
            id="no name",
        ),
    ],
)
def test_what_is_refused_is_said_and_what_was_typed_stays(
    client: FlaskClient, requests_mock: mocking.Mocker, status: int, problem: Json, said: str
) -> None:
    requests_mock.post(FEEDS, status_code=status, json=problem)

    answer = client.post("/settings/feeds", data={"name": "My phone"})

    assert answer.status_code == status
    assert said in words(answer.text)
    assert 'value="My phone"' in answer.text


def test_a_feed_is_revoked_and_the_page_says_what_that_means(
    client: FlaskClient, requests_mock: mocking.Mocker
) -> None:
    revoked = requests_mock.delete(f"{FEEDS}/{FEED['id']}", status_code=204)

    answer = client.post(f"/settings/feeds/{FEED['id']}/revoke")

    assert (answer.status_code, revoked.call_count) == (303, 1)
    assert "The feed is revoked" in words(client.get("/settings/feeds").text)


@pytest.mark.parametrize("status", [404, 500])
def test_a_backend_that_cannot_tell_of_feeds_is_named(
    client: FlaskClient, requests_mock: mocking.Mocker, status: int
) -> None:
    requests_mock.get(FEEDS, status_code=status, json={"detail": "There is nothing at this address."})

    answer = client.get("/settings/feeds")

    assert answer.status_code == 503
    assert "Your gig list does not answer" in words(answer.text)
