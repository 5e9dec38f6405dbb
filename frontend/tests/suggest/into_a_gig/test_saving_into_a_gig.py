"""Save changes the gig a card was dealt into: once, and on the night that was shown."""

import re
import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import pytest
import requests
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

Planner = Any
Json = dict[str, Any]
FormOf = Callable[[str, str], dict[str, str]]

SAVE = "/suggest/save"
GIG_ID = "0190a1b2-0000-7000-8000-0000000000aa"
URL = f"http://gigs.test/v1/gigs/{GIG_ID}"
KEPT = "0190a1b2-0000-7000-8000-0000000000bb"  # the headliner that the gig has


def shown(client: FlaskClient, purpose: str, more: str = "") -> TestResponse:
    return client.get(f"/?gig={GIG_ID}&for={purpose}&seed=7{more}", follow_redirects=True)


def sent(planner: Planner) -> list[tuple[str, Json]]:
    return [
        (request.headers["If-Match"], request.json())
        for request in planner.mocker.request_history
        if request.method == "PATCH" and request.path.startswith("/v1/gigs/")
    ]


def names(body: Json) -> list[tuple[str, str]]:
    return [(act["name"], act["billing"]) for act in body["lineup"]]


def test_a_support_is_put_last(client: FlaskClient, planner: Planner, night: Json, form_of: FormOf) -> None:
    answer = client.post(SAVE, data=form_of(shown(client, "support").text, SAVE))

    [(rev, body)] = sent(planner)
    assert (answer.status_code, answer.location) == (303, f"/gigs/{GIG_ID}")
    assert rev == '"3"'
    assert names(body)[0] == ("Cold Harbour", "headline")
    assert names(body)[1][1] == "support"
    assert body["lineup"][0]["fee"] == "300.00"
    assert set(body) == {"lineup", "accept_warnings", "from_suggestion"}
    assert night["lineup"] == [night["lineup"][0]]


@pytest.mark.usefixtures("night")
def test_a_headliner_is_put_first(client: FlaskClient, planner: Planner, form_of: FormOf) -> None:
    client.post(SAVE, data=form_of(shown(client, "headliner").text, SAVE))

    [(_, body)] = sent(planner)
    assert names(body)[1] == ("Cold Harbour", "headline")
    assert names(body)[0][1] == "headline"


@pytest.mark.usefixtures("night")
def test_who_replaces_an_act_takes_its_place_and_its_time_but_not_its_fee(
    client: FlaskClient, planner: Planner, form_of: FormOf
) -> None:
    html = shown(client, "headliner", f"&replace={KEPT}").text
    client.post(SAVE, data=form_of(html, SAVE))

    [(_, body)] = sent(planner)
    [act] = body["lineup"]
    assert "Another headliner instead of Cold Harbour." in html
    assert act["name"] != "Cold Harbour"
    assert (act["billing"], act["set_time"], act.get("fee")) == ("headline", "21:00", None)


@pytest.mark.parametrize(("purpose", "field"), [("venue", "venue"), ("date", "gig_day")], ids=["venue", "date"])
@pytest.mark.usefixtures("night")
def test_only_what_was_looked_for_is_changed(
    client: FlaskClient, planner: Planner, form_of: FormOf, purpose: str, field: str
) -> None:
    client.post(SAVE, data=form_of(shown(client, purpose).text, SAVE))

    [(_, body)] = sent(planner)
    assert set(body) == {field, "accept_warnings", "from_suggestion"}


def test_a_hold_is_checked_as_the_hold_it_is(
    client: FlaskClient, planner: Planner, night: Json, form_of: FormOf
) -> None:
    night["status"] = "hold"

    client.post(SAVE, data=form_of(shown(client, "support").text, SAVE))

    [(_, body)] = sent(planner)
    assert "from_suggestion" not in body


def test_a_date_is_dealt_too_where_the_gig_has_none_and_the_page_says_so(
    client: FlaskClient, planner: Planner, night: Json, form_of: FormOf
) -> None:
    night["gig_day"] = None

    html = shown(client, "venue").text
    client.post(SAVE, data=form_of(html, SAVE))

    [(_, body)] = sent(planner)
    assert "It has no date yet, so the card brings that too." in html
    assert {"venue", "gig_day"} <= set(body)


def test_the_same_card_sent_twice_changes_the_gig_once(
    client: FlaskClient, planner: Planner, night: Json, form_of: FormOf
) -> None:
    form = form_of(shown(client, "support").text, SAVE)
    client.post(SAVE, data=form)
    night |= {"rev": 4, "lineup": sent(planner)[0][1]["lineup"]}
    night["lineup"] = [dict.fromkeys(("set_time", "fee")) | act for act in night["lineup"]]

    answer = client.post(SAVE, data=form)

    assert answer.location == f"/gigs/{GIG_ID}"
    assert len(sent(planner)) == 1


def test_a_change_of_other_fields_meanwhile_is_kept(
    client: FlaskClient, planner: Planner, night: Json, form_of: FormOf
) -> None:
    form = form_of(shown(client, "support").text, SAVE)
    night |= {"rev": 5, "notes": "Bring cables"}

    answer = client.post(SAVE, data=form)

    assert answer.status_code == 303
    assert [rev for rev, _ in sent(planner)] == ['"5"']


def test_a_night_changed_meanwhile_is_said_and_the_card_is_still_there(
    client: FlaskClient, planner: Planner, night: Json, form_of: FormOf
) -> None:
    form = form_of(shown(client, "support").text, SAVE)
    night |= {"rev": 4, "gig_day": "2027-03-19"}
    day = {"field": "gig_day", "old": "2027-03-12", "new": "2027-03-19"}
    by = {"id": str(uuid.UUID(int=3)), "name": "Ada"}
    entry = {"rev": 4, "at": "2026-11-22T12:00:00Z", "by": by, "action": "edited", "changes": [day]}
    planner.mocker.get(f"{URL}/history", json={"items": [entry | {"accepted_warnings": []}], "next": None})

    answer = client.post(SAVE, data=form)
    again = client.post(SAVE, data=form_of(answer.text, SAVE))

    assert answer.status_code == 412
    assert "Ada: Date: Fri 12 Mar 2027 → Fri 19 Mar 2027." in answer.text
    assert '<time datetime="2027-03-19">' in answer.text
    assert again.location == f"/gigs/{GIG_ID}"


def test_a_night_that_was_taken_is_said_with_the_nearest_alternative(
    client: FlaskClient, planner: Planner, night: Json, form_of: FormOf
) -> None:
    page = shown(client, "date")
    form, [day] = form_of(page.text, SAVE), parse_qs(page.request.query_string.decode())["day"]
    problem = {"detail": "The Crypt is taken.", "alternative": {"gig_day": "2027-04-02", "venue_id": None}}
    planner.mocker.patch(URL, status_code=409, json=problem | {"conflicts": []})
    planner.stand(day, "venue_taken", "block", venue=night["venue"]["id"])

    answer = client.post(SAVE, data=form)

    assert answer.status_code == 409
    assert "Not saved. The Crypt is taken." in answer.text
    assert re.search(r'href="[^"]*day=2027-04-02[^"]*">Fri 2 Apr 2027</a> is the nearest night', answer.text)


@pytest.mark.usefixtures("night")
def test_nothing_is_lost_when_the_backend_is_silent(client: FlaskClient, planner: Planner, form_of: FormOf) -> None:
    form = form_of(shown(client, "support").text, SAVE)
    planner.mocker.patch(URL, exc=requests.ConnectionError)

    answer = client.post(SAVE, data=form)

    assert answer.status_code == 303
    assert f"gig={GIG_ID}&for=support" in answer.location


@pytest.mark.usefixtures("night")
def test_discarding_deals_another_for_the_same_gig(client: FlaskClient, planner: Planner, form_of: FormOf) -> None:
    form = form_of(shown(client, "support").text, "/suggest/discard")
    planner.mocker.put(re.compile("http://gigs.test/v1/discards/"), status_code=204)

    answer = client.post("/suggest/discard", data=form)

    assert f"gig={GIG_ID}&for=support" in answer.location
