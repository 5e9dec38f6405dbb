"""Write: a mail about a gig is drafted, and that it was sent is noted."""

import html
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
import requests
import requests_mock as mocking
from flask.testing import FlaskClient

Json = dict[str, Any]
Make = Callable[..., Json]
VENUE = "http://venues.test/v1/venues/01890000-0000-7000-8000-00000000000e"
SETTINGS = "http://gigs.test/v1/settings"
ID = "01890000-0000-7000-8000-000000000001"
WRITE = f"/gigs/{ID}/write"


@pytest.fixture(autouse=True)
def _known(requests_mock: mocking.Mocker, a_venue: Make) -> None:
    untouched = {"leave_starter_out": False, "rev": 1, "updated_at": None, "updated_by": None}
    requests_mock.get(SETTINGS, json=untouched)
    requests_mock.get(VENUE, json=a_venue(contact="Ada", email="ada@example.org"))


def said(page: str) -> str:
    return " ".join(html.unescape(page).split())


def test_a_mail_to_the_venue_has_its_subject_and_dates_and_no_money(
    client: FlaskClient, serve: Callable[..., str], a_gig: Make
) -> None:
    serve(a_gig())

    page = said(client.get(f"{WRITE}?to=venue&mail=offer").text)

    assert "Write to The Wardrobe" in page
    assert 'value="Offer: The Howl at The Wardrobe, Fri 12 Mar 2027"' in page
    assert "Hi Ada," in page
    assert 'href="mailto:ada@example.org?subject=' in page
    assert "250.00" not in page


def test_a_mail_to_the_band_names_its_fee(client: FlaskClient, serve: Callable[..., str], a_gig: Make) -> None:
    serve(a_gig())

    page = said(client.get(f"{WRITE}?to=band&mail=offer").text)

    assert "Fee: 250.00 GBP" in page
    assert "The Howl has no mail address yet." in page


@pytest.mark.parametrize(
    ("at", "subject"),
    [
        pytest.param(("idea", "created"), "The Howl", id="ask"),
        pytest.param(("idea", "released"), "Released: The Howl", id="released"),
        pytest.param(("idea", "cleared"), "Released: The Howl", id="made room"),
        pytest.param(("hold", "held"), "Hold: The Howl", id="hold"),
        pytest.param(("offered", "offered"), "Offer: The Howl", id="offer"),
        pytest.param(("confirmed", "confirmed"), "Confirmed: The Howl", id="confirm"),
        pytest.param(("cancelled", "cancelled"), "Released: The Howl", id="cancelled"),
    ],
)
def test_the_mail_is_the_one_for_where_the_gig_stands(
    client: FlaskClient, serve: Callable[..., str], a_gig: Make, at: tuple[str, str], subject: str
) -> None:
    status, last = at
    entry = {"rev": 3, "at": "2026-11-01T10:00:00Z", "by": None, "action": last, "changes": []}
    serve(a_gig(status=status), history=[entry | {"accepted_warnings": []}])

    assert f'value="{subject} at The Wardrobe' in said(client.get(WRITE).text)


def test_alternative_nights_of_the_booking_are_named(
    client: FlaskClient, serve: Callable[..., str], requests_mock: mocking.Mocker, a_gig: Make, ids: SimpleNamespace
) -> None:
    serve(a_gig(booking=ids.other))
    held = {"booking": ids.other, "status": "hold"}
    other = a_gig(id=ids.other, gig_day="2027-03-13", **held)
    lapsed = a_gig(id=ids.band, gig_day="2027-03-20", hold_lapsed=True, **held)
    standing = f"http://gigs.test/v1/gigs?booking={ids.other}&status=hold,offered,confirmed"  # none that was released
    requests_mock.get(standing, json={"items": [a_gig(**held), other, lapsed], "next": None})

    assert "Fri 12 or Sat 13 Mar 2027" in said(client.get(f"{WRITE}?mail=ask").text)


def test_a_silent_picker_leaves_the_text_to_be_copied(
    client: FlaskClient, serve: Callable[..., str], requests_mock: mocking.Mocker, a_gig: Make
) -> None:
    serve(a_gig())
    requests_mock.get(VENUE, exc=requests.ConnectTimeout)

    answer = client.get(f"{WRITE}?to=venue")

    assert answer.status_code == 200
    assert "the venue list" in answer.text
    assert "Hi there," in answer.text


def test_who_is_named_by_nobody_cannot_be_written_to(
    client: FlaskClient, serve: Callable[..., str], a_gig: Make, an_act: Make
) -> None:
    serve(a_gig(venue=None, lineup=[an_act(band_id=None)]))

    assert "Nobody to write to yet" in client.get(WRITE).text


def test_i_have_sent_it_notes_the_day_once(
    client: FlaskClient, serve: Callable[..., str], requests_mock: mocking.Mocker, a_gig: Make
) -> None:
    url = serve(a_gig())
    noted = requests_mock.patch(url, json=a_gig(rev=4, asked_on="2026-11-22"))

    answer = client.post(f"/gigs/{ID}/asked")
    serve(a_gig(rev=4, asked_on="2026-11-22"))
    client.post(f"/gigs/{ID}/asked")

    assert (answer.status_code, answer.location, noted.call_count) == (303, f"/gigs/{ID}", 1)
    assert (noted.last_request.json(), noted.last_request.headers["If-Match"]) == ({"asked_on": "2026-11-22"}, '"3"')
    assert "Noted: asked Sun 22 Nov." in client.get(f"/gigs/{ID}").text


def test_what_somebody_changed_meanwhile_is_no_obstacle_to_the_note(
    client: FlaskClient, serve: Callable[..., str], requests_mock: mocking.Mocker, a_gig: Make
) -> None:
    url = serve(a_gig())
    answers = [{"status_code": 412, "json": {}}, {"json": a_gig(rev=5, asked_on="2026-11-22")}]
    noted = requests_mock.patch(url, answers)

    assert client.post(f"/gigs/{ID}/asked").status_code == 303
    assert noted.call_count == 2


def test_the_list_says_when_they_were_asked(client: FlaskClient, listed: SimpleNamespace, a_gig: Make) -> None:
    listed.give(a_gig(asked_on="2026-03-03"))

    assert "asked Tue 3 Mar" in client.get("/gigs").text
