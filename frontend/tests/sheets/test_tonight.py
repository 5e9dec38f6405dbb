"""The sheet behind a link, for people without an account."""

import html
import re
from typing import Any

import pytest
import requests_mock as mocking
from flask.testing import FlaskClient

from gig_web import static_files

Json = dict[str, Any]

LOOK = "http://gigs.test/v1/shares/look"
SHEET: Json = {
    "gig": {
        "title": None,
        "status": "confirmed",
        "gig_day": "2027-03-12",
        "doors": "19:00",
        **dict.fromkeys(("load_in", "soundcheck", "start", "end")),
        "venue": {
            "id": "01890000-0000-7000-8000-00000000000e",
            "name": "The Wardrobe",
            "city": "Leeds",
            "lat": None,
            "lon": None,
            "timezone": "Europe/London",
        },
        "lineup": [{"band_id": None, "name": "The Howl", "billing": "headline", "set_time": "21:00"}],
        "staff_notes": "Keys at the bar",
    },
    "contacts": {
        "venue": {
            "id": "01890000-0000-7000-8000-00000000000e",
            "contact": "Ada",
            "email": None,
            "phone": "0113 496",
            "address": "6 St Peters Square",
            "postcode": None,
            "lat": None,
            "lon": None,
            "curfew": "23:00",
        },
        "bands": [],
    },
    "shared_at": "2027-03-12T15:00:00Z",
    "ends_at": "2027-03-13T12:00:00Z",
}
GONE = {"detail": "This link is wrong, was taken back, or its night is over.", "code": "share_gone"}


def words(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def test_a_link_shows_the_sheet_to_somebody_without_an_account(
    stranger: FlaskClient, requests_mock: mocking.Mocker
) -> None:
    asked = requests_mock.post(LOOK, json=SHEET)

    answer = stranger.get("/tonight/s3cret")

    said = words(answer.text)
    assert answer.status_code == 200
    assert asked.last_request.json() == {"secret": "s3cret"}
    assert "Times Doors 19:00 The Howl 21:00 Curfew 23:00" in said
    assert "Contacts as of 15:00, Fri 12 Mar The Wardrobe Ada 0113 496 No contact known: The Howl." in said
    assert "As of 18:42, Fri 12 Mar" in said
    assert not any(way_in in answer.text for way_in in ('href="/gigs', 'href="/"', "<form"))


def test_its_secret_address_is_kept_from_others(stranger: FlaskClient, requests_mock: mocking.Mocker) -> None:
    requests_mock.post(LOOK, json=SHEET)

    answer = stranger.get("/tonight/s3cret")

    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    assert "noreferrer" in answer.text


@pytest.mark.parametrize(
    "refusal",
    [
        pytest.param({"status_code": 404, "json": GONE}, id="wrong, revoked or over"),
        pytest.param({"status_code": 422, "json": {"detail": "Too long."}}, id="none at all"),
    ],
)
def test_a_link_that_is_closed_says_what_to_do(
    stranger: FlaskClient, requests_mock: mocking.Mocker, refusal: Json
) -> None:
    requests_mock.post(LOOK, **refusal)

    answer = stranger.get("/tonight/wrong")

    assert answer.status_code == 404
    assert "Ask whoever sent it to you for a new one." in words(answer.text)
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.parametrize(
    "answered",
    [
        pytest.param({"status_code": 500}, id="a crash"),
        pytest.param({"status_code": 404, "json": {"detail": "Nothing here."}}, id="a version back"),
        pytest.param({"json": {"gig": {}}}, id="half a sheet"),
    ],
)
def test_while_the_backend_cannot_tell_a_link_is_not_called_closed(
    stranger: FlaskClient, requests_mock: mocking.Mocker, answered: Json
) -> None:
    requests_mock.post(LOOK, **answered)

    assert stranger.get("/tonight/s3cret").status_code == 503


def test_the_worker_comes_from_below_the_sheets_and_is_asked_for_anew(stranger: FlaskClient) -> None:
    answer = stranger.get("/tonight/sw.js")

    assert (answer.status_code, answer.mimetype) == (200, "text/javascript")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.text == (static_files.FOLDER / "tonight-worker.js").read_text()


def test_a_shared_sheet_with_its_worker_weighs_at_most_30_kb(
    stranger: FlaskClient, requests_mock: mocking.Mocker
) -> None:
    requests_mock.post(LOOK, json=SHEET)

    page = stranger.get("/tonight/s3cret").text

    names = ("sheet.css", "tonight.js", "tonight-worker.js", "icon.svg")
    assert len(page.encode()) + sum((static_files.FOLDER / name).stat().st_size for name in names) <= 30_000
