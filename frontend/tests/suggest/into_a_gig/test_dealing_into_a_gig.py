"""Into a gig: what it has is kept, what it lacks is dealt, and its own night is free for it."""

from typing import Any
from urllib.parse import parse_qs

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from gig_web.accounts import visitor

Planner = Any
Json = dict[str, Any]

GIG_ID = "0190a1b2-0000-7000-8000-0000000000aa"
URL = f"http://gigs.test/v1/gigs/{GIG_ID}"
KEPT = "0190a1b2-0000-7000-8000-0000000000bb"  # the headliner that the gig has


def shown(client: FlaskClient, purpose: str, more: str = "") -> TestResponse:
    return client.get(f"/?gig={GIG_ID}&for={purpose}&seed=7{more}", follow_redirects=True)


def asked(planner: Planner) -> Json:
    found = [one.json() for one in planner.mocker.request_history if one.path == "/v1/conflicts"]
    return dict(found[-1])


@pytest.mark.usefixtures("night")
def test_the_page_says_which_gig_it_is_for_and_leads_back(client: FlaskClient) -> None:
    html = shown(client, "support").text

    assert f'For: <a href="/gigs/{GIG_ID}">Cold Harbour, Fri 12 Mar 2027</a>' in html
    assert "Looking for a support act." in html


@pytest.mark.usefixtures("night")
@pytest.mark.parametrize(
    ("purpose", "dealt", "kept"),
    [
        ("support", {"band"}, ("The Crypt", "2027-03-12")),
        ("headliner", {"band"}, ("The Crypt", "2027-03-12")),
        ("venue", {"venue"}, ("Cold Harbour", "2027-03-12")),
        ("date", {"day"}, ("Cold Harbour", "The Crypt")),
    ],
    ids=["support", "headliner", "venue", "date"],
)
def test_what_the_gig_has_is_kept_and_only_the_rest_can_be_changed(
    client: FlaskClient, purpose: str, dealt: set[str], kept: tuple[str, str]
) -> None:
    html = shown(client, purpose).text

    assert {part for part in ("band", "venue", "day") if f'id="another-{part}"' in html} == dealt
    assert all(word in html for word in kept)


@pytest.mark.usefixtures("night")
def test_its_own_night_counts_as_free_for_it(client: FlaskClient, planner: Planner) -> None:
    shown(client, "support")

    question = asked(planner)
    assert (question["except"], question["slot"]) == (GIG_ID, "evening")
    assert KEPT in [band["id"] for band in question["bands"]]


@pytest.mark.usefixtures("night")
def test_what_stands_against_the_gig_already_keeps_no_support_away(client: FlaskClient, planner: Planner) -> None:
    planner.stand("2027-03-12", "travel", band=KEPT)
    planner.stand("2027-03-12", "idea", "info", venue=planner.venues[0]["id"])

    html = shown(client, "support").text

    assert "cannot be dealt any more" not in html
    assert "Against it: travel." in html


@pytest.mark.usefixtures("night")
def test_every_act_of_the_line_up_must_be_able_to_come_on_a_new_date(client: FlaskClient, planner: Planner) -> None:
    day = parse_qs(shown(client, "date").request.query_string.decode())["day"][0]
    planner.stand(day, "band_busy", band=KEPT)

    again = parse_qs(shown(client, "date").request.query_string.decode())["day"][0]

    assert again not in {day, "2027-03-12"}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"trashed_at": "2026-11-22T12:00:00Z"}, "in the trash"),
        ({"status": "cancelled"}, "is cancelled"),
        ({"gig_day": "2026-11-21"}, "is over"),
    ],
    ids=["trashed", "cancelled", "past"],
)
def test_nothing_is_looked_for_in_a_gig_that_is_closed(
    client: FlaskClient, night: Json, given: Json, words: str
) -> None:
    night |= given

    answer = shown(client, "support")

    assert answer.status_code == 409
    assert words in answer.text


@pytest.mark.usefixtures("night")
def test_a_gig_without_a_purpose_is_a_damaged_address(client: FlaskClient) -> None:
    assert client.get(f"/?gig={GIG_ID}").status_code == 422


@pytest.mark.usefixtures("night")
def test_an_unknown_purpose_is_a_damaged_address(client: FlaskClient) -> None:
    assert shown(client, "karaoke").status_code == 422


@pytest.mark.usefixtures("night")
@pytest.mark.parametrize("gone", ["7", "0190a1b2-0000-7000-8000-0000000000cc"], ids=["by position", "by band"])
def test_an_act_that_left_the_line_up_cannot_be_replaced(client: FlaskClient, gone: str) -> None:
    answer = shown(client, "support", f"&replace={gone}")

    assert answer.status_code == 409
    assert "The act that was to be replaced is not in the line-up any more." in answer.text


@pytest.mark.usefixtures("night")
def test_a_gig_that_is_not_there_is_not_found(client: FlaskClient, planner: Planner) -> None:
    planner.mocker.get(URL, status_code=404, json={"detail": "There is none."})

    assert shown(client, "support").status_code == 404


@pytest.mark.usefixtures("night")
def test_who_may_only_look_sees_the_card_for_a_gig_and_no_save(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visitor, "role", lambda: "viewer")

    answer = shown(client, "support")

    assert answer.status_code == 200
    assert "Looking for a support act." in answer.text
    assert "/suggest/save" not in answer.text
    assert "/suggest/discard" not in answer.text
