"""The calendar file of one gig."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import icalendar
import pytest
from flask.testing import FlaskClient

from gig_web.clients.nouns import Gig
from gig_web.feeds import events

Json = dict[str, Any]
Make = Callable[..., Json]
Serve = Callable[..., str]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        pytest.param({"status": "idea"}, None, id="an idea is not told"),
        pytest.param({"status": "idea", "gig_day": None}, None, id="nor one without a date"),
        pytest.param(
            {"status": "idea", "gig_day": None, "previous_gig_day": "2027-03-01"}, ("2027-03-01", True), id="postponed"
        ),
        pytest.param({"status": "hold"}, ("2027-03-12", False), id="a hold"),
        pytest.param({"status": "cancelled"}, ("2027-03-12", True), id="cancelled"),
        pytest.param({"status": "hold", "trashed_at": "2026-11-02T10:00:00Z"}, ("2027-03-12", True), id="trashed"),
        pytest.param({"status": "confirmed", "venue": None}, ("2027-03-12", False), id="without a venue"),
    ],
)
def test_a_gig_is_told_as_a_feed_tells_it(
    as_gig: Callable[..., Gig], changed: dict[str, Any], expected: tuple[str, bool] | None
) -> None:
    entry = events.of(as_gig(**changed))

    assert (entry and (entry.gig_day, entry.is_off)) == expected


def test_a_gig_can_be_taken_as_a_calendar_file(
    client: FlaskClient, serve: Serve, a_gig: Make, ids: SimpleNamespace
) -> None:
    serve(a_gig(status="confirmed", notes="Private", staff_notes="Keys", description="Loud"))

    answer = client.get(f"/gigs/{ids.gig}.ics")

    (event,) = icalendar.Calendar.from_ical(answer.text).walk("VEVENT")
    assert (answer.status_code, answer.content_type) == (200, "text/calendar; charset=utf-8")
    assert answer.headers["Content-Disposition"] == "attachment; filename=gig-2027-03-12.ics"
    assert (str(event["UID"]), event["SEQUENCE"]) == (f"gig-{ids.gig}@gig-planner", 3)
    assert str(event["URL"]) == f"http://localhost/gigs/{ids.gig}"
    assert str(event["DESCRIPTION"]) == "Loud"
    assert not any(private in answer.text for private in ("Private", "Keys", "250.00"))


def test_the_file_that_is_there_already_is_not_sent_again(
    client: FlaskClient, serve: Serve, a_gig: Make, ids: SimpleNamespace
) -> None:
    serve(a_gig(status="hold"))
    etag = client.get(f"/gigs/{ids.gig}.ics").headers["ETag"]

    answer = client.get(f"/gigs/{ids.gig}.ics", headers={"If-None-Match": etag})

    assert (answer.status_code, answer.data) == (304, b"")


def test_an_idea_has_no_file_and_the_page_says_what_to_do(
    client: FlaskClient, serve: Serve, a_gig: Make, ids: SimpleNamespace
) -> None:
    serve(a_gig())

    answer = client.get(f"/gigs/{ids.gig}.ics")

    assert answer.status_code == 404
    assert "Place a hold, send an offer or confirm it" in answer.text
