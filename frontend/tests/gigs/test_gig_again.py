"""Undo of the last change, and the same again on another date."""

import html
from collections.abc import Callable
from typing import Any

import pytest
import requests_mock as mocking
from flask.testing import FlaskClient

Json = dict[str, Any]
Make = Callable[..., Json]
Serve = Callable[..., str]
PAGE = "/gigs/01890000-0000-7000-8000-000000000001"
NEW = "01890000-0000-4000-8000-000000000009"
UNDO, COPY = "Undo the last change", "Same again on another date"


def entry(action: str, rev: int, **more: object) -> Json:
    return {
        "rev": rev,
        "at": "2026-11-20T10:00:00Z",
        "by": None,
        "action": action,
        "changes": [{"field": "doors", "old": "19:30", "new": "20:00"}],
        "accepted_warnings": [],
        **more,
    }


@pytest.mark.parametrize(
    ("history", "is_offered"),
    [
        ([entry("edited", 2)], True),
        ([entry("reverted", 2)], True),
        ([entry("moved_up", 2), entry("edited", 2)], True),
        ([entry("confirmed", 2), entry("edited", 1)], False),
        ([entry("edited", 1)], False),
    ],
    ids=["an edit", "an undo", "the queue moved since", "a step", "older than what is shown"],
)
def test_undo_is_offered_for_the_last_edit_alone(
    client: FlaskClient, serve: Serve, a_gig: Make, history: list[Json], *, is_offered: bool
) -> None:
    serve(a_gig(rev=2), history)

    assert (UNDO in client.get(PAGE).text) == is_offered


def test_undo_takes_the_last_change_back_and_says_so(
    client: FlaskClient, requests_mock: mocking.Mocker, serve: Serve, a_gig: Make
) -> None:
    url = serve(a_gig(rev=3), [entry("reverted", 3)])
    sent = requests_mock.post(f"{url}/undo", json=a_gig(rev=3))

    answer = client.post(f"{PAGE}/undo", data={"rev": "2"})

    assert (answer.status_code, answer.location) == (303, PAGE)
    assert sent.last_request.headers["If-Match"] == '"2"'
    assert "Taken back: it is as it was before." in client.get(PAGE).text


def test_an_undo_onto_a_night_that_was_taken_meanwhile_is_refused_in_words(
    client: FlaskClient, requests_mock: mocking.Mocker, serve: Serve, a_gig: Make
) -> None:
    url = serve(a_gig(rev=2), [entry("edited", 2)])
    taken = {"level": "block", "rule": "venue_taken", "gig": None, "text": "The Wardrobe is taken."}
    problem = {"status": 409, "detail": "Taken.", "level": "block", "conflicts": [taken], "alternative": None}
    requests_mock.post(f"{url}/undo", status_code=409, json=problem)

    answer = client.post(f"{PAGE}/undo", data={"rev": "2"})

    assert answer.status_code == 409
    page = html.unescape(answer.text)
    assert "“Undo” was not done." in page
    assert "The Wardrobe is taken." in page


@pytest.mark.parametrize("typed", ["2027-04-09", ""], ids=["a date", "none yet"])
def test_the_same_again_is_made_under_the_id_of_the_form(
    client: FlaskClient, requests_mock: mocking.Mocker, serve: Serve, a_gig: Make, typed: str
) -> None:
    url = serve(a_gig())
    day = typed or None
    sent = requests_mock.post(f"{url}/duplicate", status_code=201, json=a_gig(id=NEW, gig_day=day))

    offered = COPY in client.get(PAGE).text
    answer = client.post(f"{PAGE}/duplicate", data={"copy_id": NEW, "copy_day": typed})

    assert offered
    assert (answer.status_code, answer.location) == (303, f"/gigs/{NEW}")
    assert sent.last_request.json() == {"id": NEW, "gig_day": day}
