"""A hold at somebody else's room: the venue wants to know, and that is noted by hand."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
import requests_mock as mocking
from flask.testing import FlaskClient

Json = dict[str, Any]
Make = Callable[..., Json]
Serve = Callable[..., str]
PAGE = "/gigs/01890000-0000-7000-8000-000000000001"


@pytest.fixture
def elsewhere(held: Make, ids: SimpleNamespace) -> Make:
    """Make a hold at a room of somebody else's, in Leeds."""
    venue = {"id": ids.venue, "name": "The Wardrobe", "own": False, "timezone": "Europe/London"}
    return lambda **given: held(venue=venue, **given)


def test_a_venue_that_wants_an_answer_is_noted_until_the_end_of_that_day(
    shown: Callable[..., str], client: FlaskClient, requests_mock: mocking.Mocker, serve: Serve, elsewhere: Make
) -> None:
    page = shown(elsewhere(), elsewhere())
    patched = requests_mock.patch(serve(elsewhere()), json=elsewhere())

    answer = client.post(f"{PAGE}/asked-to-decide", data={"rev": "3", "answer_by": "2027-07-02"})

    assert 'name="answer_by" type="date" value="2026-11-24"' in page
    assert (answer.status_code, answer.location) == (303, PAGE)
    assert patched.last_request.headers["If-Match"] == '"3"'
    assert patched.last_request.json() == {"challenged_until": "2027-07-02T22:59:00Z"}


def test_a_venue_that_asks_no_longer_is_noted_too(
    shown: Callable[..., str], client: FlaskClient, requests_mock: mocking.Mocker, serve: Serve, elsewhere: Make
) -> None:
    asked = elsewhere(challenged_until="2026-11-24T23:59:00Z")
    page = shown(asked, asked)
    patched = requests_mock.patch(serve(asked), json=elsewhere())

    client.post(f"{PAGE}/asked-to-decide", data={"rev": "3"})

    assert "Challenged until Tue 24 Nov 2026, 23:59 UTC: confirm or release." in page
    assert ">They ask no longer</button>" in page
    assert "Text for them" not in page
    assert patched.last_request.json() == {"challenged_until": None}


def test_a_date_that_is_none_notes_nothing(
    client: FlaskClient, requests_mock: mocking.Mocker, serve: Serve, elsewhere: Make
) -> None:
    serve(elsewhere())
    requests_mock.get("http://gigs.test/v1/gigs", json={"items": [], "next": None})

    answer = client.post(f"{PAGE}/asked-to-decide", data={"rev": "3", "answer_by": "soon"})

    assert answer.status_code == 422
    assert "Choose until when they wait first." in answer.text


def test_at_my_room_nobody_else_asks(shown: Callable[..., str], held: Make) -> None:
    assert "They want to know" not in shown(held(), held())
