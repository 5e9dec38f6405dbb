"""The trash: a gig goes there with Undo and comes back, as an idea where its night was taken."""

import html
from collections.abc import Callable
from typing import Any

import requests_mock as mocking
from flask.testing import FlaskClient

Json = dict[str, Any]
Make = Callable[..., Json]
Serve = Callable[..., str]
PAGE = "/gigs/01890000-0000-7000-8000-000000000001"
OTHER = {
    "id": "01890000-0000-7000-8000-000000000002",
    "title": "Lankum",
    "gig_day": "2027-03-12",
    "status": "confirmed",
}
BLOCK = {"level": "block", "rule": "venue_taken", "gig": OTHER, "text": "The Wardrobe is taken: Lankum is confirmed."}
TRAVEL = {"level": "warn", "rule": "travel", "gig": OTHER, "text": "The Howl is 500 km away the day before."}


def said(page: str) -> str:
    return " ".join(html.unescape(page).split())


def test_a_gig_goes_to_the_trash_with_undo(
    client: FlaskClient, requests_mock: mocking.Mocker, serve: Serve, a_gig: Make
) -> None:
    trashed = requests_mock.delete(serve(a_gig(rev=4, trashed_at="2026-11-22T12:00:00Z")), status_code=204)

    answer = client.post(f"{PAGE}/trash", data={"rev": "3"}, follow_redirects=True)

    assert trashed.last_request.headers["If-Match"] == '"3"'
    assert "Moved to the trash, where it stays for 30 days." in answer.text
    assert 'name="rev" value="4"' in answer.text
    assert ">Undo<" in answer.text


def test_a_restored_gig_is_back(client: FlaskClient, requests_mock: mocking.Mocker, serve: Serve, a_gig: Make) -> None:
    restored = requests_mock.post(f"{serve(a_gig(rev=5))}/restore", json=a_gig(rev=5))

    answer = client.post(f"{PAGE}/restore", data={"rev": "4"}, follow_redirects=True)

    assert restored.last_request.headers["If-Match"] == '"4"'
    assert "Taken back from the trash." in answer.text


def test_a_gig_whose_night_was_taken_can_come_back_as_an_idea(
    client: FlaskClient, requests_mock: mocking.Mocker, serve: Serve, a_gig: Make
) -> None:
    url = serve(a_gig(status="confirmed", trashed_at="2026-11-22T12:00:00Z"))
    refused = requests_mock.post(f"{url}/restore", status_code=409, json={"detail": "Taken.", "conflicts": [BLOCK]})

    answer = client.post(f"{PAGE}/restore", data={"rev": "3"})

    page = said(answer.text)
    assert answer.status_code == 409
    assert "See Lankum" in page
    assert '<input type="hidden" name="as_idea" value="1">' in page
    assert page.count("btn-accent") == 1

    refused = requests_mock.post(f"{url}/restore", json=a_gig(rev=4))
    client.post(f"{PAGE}/restore", data={"rev": "3", "as_idea": "1"})

    assert refused.last_request.qs == {"as_idea": ["1"]}


def test_a_restore_can_go_over_warnings(
    client: FlaskClient, requests_mock: mocking.Mocker, serve: Serve, a_gig: Make
) -> None:
    url = serve(a_gig(status="hold", trashed_at="2026-11-22T12:00:00Z"))
    asked = requests_mock.post(f"{url}/restore", status_code=409, json={"detail": "Far.", "conflicts": [TRAVEL]})

    page = said(client.post(f"{PAGE}/restore", data={"rev": "3", "accept_warnings": "dark_day"}).text)

    assert asked.last_request.qs == {"accept_warnings": ["dark_day"]}
    assert ">Restore anyway</button>" in page
    assert f'action="{PAGE}/restore"' in page
