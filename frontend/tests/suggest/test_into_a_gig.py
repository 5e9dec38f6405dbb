"""Into a gig: what it has is kept, what it lacks is dealt, and Save changes it, once, or says what came between."""

import re
import uuid
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import parse_qs

import pytest
import requests
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from gig_web.suggest.address import Address
from gig_web.suggest.cards import Card, CardError, Change
from gig_web.suggest.into import PURPOSES, Into

Planner = Any
Json = dict[str, Any]
FormOf = Callable[[str, str], dict[str, str]]

SAVE = "/suggest/save"
GIG_ID = "0190a1b2-0000-7000-8000-0000000000aa"
URL = f"http://gigs.test/v1/gigs/{GIG_ID}"
KEPT = "0190a1b2-0000-7000-8000-0000000000bb"  # the headliner that the gig has
SECRET = "k" * 40


@pytest.fixture
def night(planner: Planner, gig: Json, venue_row: Callable[..., Json]) -> Json:
    """Give a gig with a headliner, a room and a date; what a test changes in it, the backend answers."""
    row = venue_row("The Crypt", capacity=300)
    room = {name: row[name] for name in ("id", "name", "city", "capacity", "lat", "lon", "timezone", "genres", "own")}
    headliner = {"band_id": KEPT, "name": "Cold Harbour", "billing": "headline", "fee": "300.00", "set_time": "21:00"}
    gig |= {"id": GIG_ID, "rev": 3, "gig_day": "2027-03-12", "venue": room, "lineup": [headliner]}
    planner.mocker.get(URL, json=lambda _request, _context: gig)
    planner.mocker.get(f"{URL}/history", json={"items": [], "next": None})
    planner.mocker.patch(URL, json=lambda request, _context: gig | {"rev": 4} | _kept(request.json()))
    planner.mocker.get("http://bands.test/v1/bands/" + KEPT, status_code=404, json={"detail": "There is none."})
    return gig


def _kept(body: Json) -> Json:
    return {name: value for name, value in body.items() if name in {"lineup", "venue", "gig_day"}}


def shown(client: FlaskClient, purpose: str, more: str = "") -> Any:
    return client.get(f"/?gig={GIG_ID}&for={purpose}&seed=7{more}", follow_redirects=True)


def sent(planner: Planner) -> list[tuple[str, Json]]:
    return [
        (request.headers["If-Match"], request.json())
        for request in planner.mocker.request_history
        if request.method == "PATCH" and request.path.startswith("/v1/gigs/")
    ]


def asked(planner: Planner) -> Json:
    found = [one.json() for one in planner.mocker.request_history if one.path == "/v1/conflicts"]
    return dict(found[-1])


def names(body: Json) -> list[tuple[str, str]]:
    return [(act["name"], act["billing"]) for act in body["lineup"]]


@pytest.mark.usefixtures("night")
def test_the_page_says_which_gig_it_is_for_and_leads_back(client: FlaskClient) -> None:
    html = shown(client, "support").text

    assert f'For: <a href="/gigs/{GIG_ID}">Cold Harbour, Fri 12 Mar 2027</a>' in html
    assert "Looking for a support." in html


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


@pytest.mark.usefixtures("night")
def test_a_night_that_was_taken_is_said_with_the_nearest_alternative(
    client: FlaskClient, planner: Planner, form_of: FormOf
) -> None:
    form = form_of(shown(client, "date").text, SAVE)
    problem = {"detail": "The Crypt is taken.", "alternative": {"gig_day": "2027-04-02", "venue_id": None}}
    planner.mocker.patch(URL, status_code=409, json=problem | {"conflicts": []})

    answer = client.post(SAVE, data=form)

    assert answer.status_code == 409
    assert "Not saved. The Crypt is taken." in answer.text


@pytest.mark.usefixtures("night")
def test_nothing_is_lost_when_the_backend_is_silent(client: FlaskClient, planner: Planner, form_of: FormOf) -> None:
    form = form_of(shown(client, "support").text, SAVE)
    planner.mocker.patch(URL, exc=requests.ConnectionError)

    answer = client.post(SAVE, data=form)

    assert answer.status_code == 303
    assert f"gig={GIG_ID}&for=support" in answer.location


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
def test_discarding_deals_another_for_the_same_gig(client: FlaskClient, planner: Planner, form_of: FormOf) -> None:
    form = form_of(shown(client, "support").text, "/suggest/discard")
    planner.mocker.put(re.compile("http://gigs.test/v1/discards/"), status_code=204)

    answer = client.post("/suggest/discard", data=form)

    assert f"gig={GIG_ID}&for=support" in answer.location


@pytest.mark.usefixtures("night")
def test_a_gig_without_a_purpose_is_a_damaged_address(client: FlaskClient) -> None:
    assert client.get(f"/?gig={GIG_ID}").status_code == 422


@settings(deadline=None, derandomize=True)
@given(
    into=st.builds(
        Into,
        gig_id=st.uuids().map(str),
        purpose=st.sampled_from(PURPOSES[:2]),
        replaces=st.just("") | st.uuids().map(str) | st.integers(0, 49).map(str),
    ),
    seed=st.none() | st.integers(0, 2**31 - 1),
    band=st.none() | st.uuids().map(str),
)
def test_an_address_into_a_gig_is_read_back_as_it_was_written(into: Into, seed: int | None, band: str | None) -> None:
    address = Address(into=into, seed=seed, band=band)

    assert Address.parse(parse_qs(address.query_string()), date(2026, 11, 22)) == (address, {})


@settings(deadline=None, derandomize=True)
@given(st.integers(0, 10**6), st.integers(1, 255))
def test_a_tampered_token_into_a_gig_is_refused_with_a_sentence(place: int, flip: int) -> None:
    change = Change(3, "support", "", ("band",), ("travel",), "0" * 16)
    card = Card(GIG_ID, 7, "2027-03-12", "", {"band_id": KEPT, "name": "Cold Harbour"}, {"id": KEPT}, change)
    token = card.seal(SECRET)
    place %= len(token) - 1  # of the last letter, some bits mean nothing
    spoilt = token[:place] + chr(ord(token[place]) ^ flip) + token[place + 1 :]

    assert Card.open(token, SECRET) == card
    with pytest.raises(CardError, match="did not arrive as it was dealt"):
        Card.open(spoilt, SECRET)
