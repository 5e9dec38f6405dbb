"""What a calendar gets at a feed's address."""

from collections.abc import Callable
from typing import Any

import icalendar
import pytest
import requests_mock as mocking
from flask.testing import FlaskClient

Json = dict[str, Any]
Sent = Callable[..., Json]

LOOK = "http://gigs.test/v1/feeds/look"
GONE = {"status": 404, "detail": "There is no such feed, or it was revoked.", "code": "feed_gone"}


def summaries(text: str) -> list[str]:
    return [str(event["SUMMARY"]) for event in icalendar.Calendar.from_ical(text).walk("VEVENT")]


def test_a_feed_needs_no_account_and_no_cookie(
    stranger: FlaskClient, requests_mock: mocking.Mocker, as_sent: Sent
) -> None:
    requests_mock.post(LOOK, json={"items": [as_sent(), as_sent(band="Low Tide")], "next": None})

    answer = stranger.get("/feeds/s3cret.ics")

    assert (answer.status_code, answer.content_type) == (200, "text/calendar; charset=utf-8")
    assert summaries(answer.text) == ["The Howl @ The Wardrobe", "Low Tide @ The Wardrobe"]
    assert (answer.headers["Cache-Control"], answer.headers["X-Robots-Tag"]) == ("private, no-cache", "noindex")
    assert "Set-Cookie" not in answer.headers
    assert requests_mock.last_request.json() == {"secret": "s3cret", "band": None, "venue": None, "status": []}


def test_a_planner_without_gigs_has_an_empty_calendar(stranger: FlaskClient, requests_mock: mocking.Mocker) -> None:
    requests_mock.post(LOOK, json={"items": [], "next": None})

    assert summaries(stranger.get("/feeds/s3cret.ics").text) == []


def test_the_same_nights_are_not_sent_again(
    stranger: FlaskClient, requests_mock: mocking.Mocker, as_sent: Sent
) -> None:
    requests_mock.post(LOOK, json={"items": [as_sent()], "next": None})
    etag = stranger.get("/feeds/s3cret.ics").headers["ETag"]

    again = stranger.get("/feeds/s3cret.ics", headers={"If-None-Match": etag})

    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", etag)


@pytest.mark.parametrize("changed", [{"rev": 4}, {"hold_level": 2, "status": "hold"}, {"is_off": True}])
def test_a_night_that_changed_is_sent_also_when_its_revision_is_the_same(
    stranger: FlaskClient, requests_mock: mocking.Mocker, as_sent: Sent, changed: Json
) -> None:
    requests_mock.post(LOOK, json={"items": [as_sent()], "next": None})
    etag = stranger.get("/feeds/s3cret.ics").headers["ETag"]
    requests_mock.post(LOOK, json={"items": [as_sent(**changed)], "next": None})

    again = stranger.get("/feeds/s3cret.ics", headers={"If-None-Match": etag})

    assert (again.status_code, again.headers["ETag"] == etag) == (200, False)


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        pytest.param("band=b&venue=v", {"band": "b", "venue": "v", "status": []}, id="a band at a venue"),
        pytest.param("status=hold&status=offered", {"status": ["hold", "offered"]}, id="statuses"),
        pytest.param("status=hold,offered", {"status": ["hold", "offered"]}, id="statuses parted by commas"),
        pytest.param("utm_source=mail&band=", {"band": None, "status": []}, id="nothing that counts"),
    ],
)
def test_an_address_can_narrow_its_feed(
    stranger: FlaskClient, requests_mock: mocking.Mocker, query: str, asked: Json
) -> None:
    requests_mock.post(LOOK, json={"items": [], "next": None})

    stranger.get(f"/feeds/s3cret.ics?{query}")

    assert requests_mock.last_request.json() == {"secret": "s3cret", "band": None, "venue": None} | asked


def test_what_cannot_be_narrowed_to_is_said_in_plain_text(stranger: FlaskClient, requests_mock: mocking.Mocker) -> None:
    errors = [{"pointer": "/status/0", "detail": "Must be one of: hold, offered, confirmed, cancelled."}]
    requests_mock.post(LOOK, status_code=422, json={"detail": "Not valid.", "errors": errors})

    answer = stranger.get("/feeds/s3cret.ics?status=loud")

    said = "status: Must be one of: hold, offered, confirmed, cancelled.\n"
    assert (answer.status_code, answer.content_type, answer.text) == (422, "text/plain; charset=utf-8", said)


def test_a_wrong_or_revoked_secret_is_not_found(stranger: FlaskClient, requests_mock: mocking.Mocker) -> None:
    requests_mock.post(LOOK, status_code=404, json=GONE)

    assert stranger.get("/feeds/wrong.ics").status_code == 404


def test_a_secret_that_is_too_long_is_not_found(stranger: FlaskClient, requests_mock: mocking.Mocker) -> None:
    errors = [{"pointer": "/secret", "detail": "Longer than maximum length 100."}]
    requests_mock.post(LOOK, status_code=422, json={"detail": "Not valid.", "errors": errors})

    assert stranger.get(f"/feeds/{'x' * 200}.ics").status_code == 404


@pytest.mark.parametrize(
    "answered",
    [
        pytest.param(
            {"status_code": 404, "json": {"detail": "There is nothing at this address."}}, id="a version back"
        ),
        pytest.param({"status_code": 500}, id="a crash"),
        pytest.param({"json": {"items": "none"}}, id="no list"),
        pytest.param({"json": {"items": [{"id": 1}], "next": None}}, id="half an entry"),
        pytest.param({"json": {"items": [], "next": 7}}, id="no cursor"),
    ],
)
def test_while_the_backend_cannot_tell_a_calendar_keeps_what_it_has(
    stranger: FlaskClient, requests_mock: mocking.Mocker, answered: Json
) -> None:
    requests_mock.post(LOOK, **answered)

    assert stranger.get("/feeds/s3cret.ics").status_code == 503


@pytest.mark.parametrize("wrong", [{"rev": "3"}, {"gig_day": "soon"}, {"band": ["The Howl"]}, {"doors": "25:00"}])
def test_an_entry_that_cannot_be_is_taken_for_a_fault(
    stranger: FlaskClient, requests_mock: mocking.Mocker, as_sent: Sent, wrong: Json
) -> None:
    requests_mock.post(LOOK, json={"items": [as_sent(**wrong)], "next": None})

    assert stranger.get("/feeds/s3cret.ics").status_code == 503


def test_a_long_feed_is_read_page_by_page(stranger: FlaskClient, requests_mock: mocking.Mocker, as_sent: Sent) -> None:
    first, second = ({"items": [as_sent(band=name)], "next": end} for name, end in (("a", "further"), ("b", None)))
    requests_mock.post(LOOK, [{"json": first}, {"json": second}])

    answer = stranger.get("/feeds/s3cret.ics")

    assert summaries(answer.text) == ["a @ The Wardrobe", "b @ The Wardrobe"]
    assert requests_mock.last_request.json()["cursor"] == "further"
    assert "X-WR-CALDESC" not in answer.text


def test_a_feed_that_was_cut_says_so(stranger: FlaskClient, requests_mock: mocking.Mocker, as_sent: Sent) -> None:
    requests_mock.post(LOOK, json={"items": [as_sent()], "next": "further"})

    calendar: Any = icalendar.Calendar.from_ical(stranger.get("/feeds/s3cret.ics").text)

    assert (requests_mock.call_count, len(calendar.walk("VEVENT"))) == (5, 5)
    assert str(calendar["X-WR-CALDESC"]).startswith("Only the soonest")
