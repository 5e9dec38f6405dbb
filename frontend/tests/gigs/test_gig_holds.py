"""The hold box of a gig's page, its buttons, and who makes room when a gig is confirmed."""

import html
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
OTHER, NEW = "01890000-0000-7000-8000-000000000002", "01890000-0000-4000-8000-000000000009"


def said(page: str) -> str:
    return " ".join(html.unescape(page).split())


def test_the_box_says_the_place_and_who_is_before_it(shown: Callable[..., str], held: Make) -> None:
    page = shown(held(), held(), held(first=True))

    assert '<h2 id="hold-box">2nd hold</h2>' in page
    assert page.index(f'href="/gigs/{OTHER}">Lankum</a>') < page.index("<strong>This gig</strong>")
    assert "To be looked at again on Sun 6 Dec 2026." in page
    assert ">Challenge the hold before it</button>" in page
    assert page.count("btn-accent") == 1


def test_both_pages_say_a_challenge(shown: Callable[..., str], held: Make, ids: SimpleNamespace) -> None:
    asked = {"challenged_until": "2026-11-24T12:00:00Z"}
    holder = held(id=ids.gig, hold_level=1, challenged_by=OTHER, **asked)
    challenged = held(first=True, challenged_by=ids.gig, **asked)

    on_the_holders = shown(holder, holder, held(first=True, hold_level=2))
    on_the_challengers = shown(held(), held(), challenged)

    assert f'Challenged by <a href="/gigs/{OTHER}">Lankum</a> until Tue 24 Nov 2026, 12:00 UTC' in on_the_holders
    assert "Please confirm or release your hold by Tue 24 Nov 2026, 12:00 UTC." in on_the_holders
    assert "they have until Tue 24 Nov 2026, 12:00 UTC. Nothing happens by itself." in on_the_challengers
    assert ">Take the challenge back</button>" in on_the_challengers


def test_the_dates_of_a_booking_are_named_and_copied_in_one_line(shown: Callable[..., str], held: Make) -> None:
    gig = held(booking=OTHER, date_no=1, dates=2)
    other = held(first=True, booking=OTHER, gig_day="2027-03-13", date_no=2, dates=2)

    page = shown(gig, gig, other)

    assert "1 of 2 dates:" in page
    assert 'value="Fri 12 Mar \N{EN DASH} 2nd hold · Sat 13 Mar \N{EN DASH} 1st hold" readonly' in page


def test_a_gig_list_of_the_version_before_costs_the_page_nothing(
    client: FlaskClient, requests_mock: mocking.Mocker, serve: Serve, held: Make
) -> None:
    gig = held()
    serve({name: value for name, value in gig.items() if name not in {"challenged_by", "date_no", "dates"}})
    requests_mock.get("http://gigs.test/v1/gigs", status_code=422, json={"detail": "Unknown field."})

    answer = client.get(PAGE)

    assert answer.status_code == 200
    assert "Who else holds this night cannot be shown just now." in answer.text


def test_confirming_lists_the_rivals_by_name_ticked_and_sends_the_ticked_along(
    client: FlaskClient, requests_mock: mocking.Mocker, serve: Serve, shown: Callable[..., str], held: Make
) -> None:
    page = shown(held(), held(), held(first=True))
    patched = requests_mock.patch(serve(held()), json=held(status="confirmed"))

    client.post(f"{PAGE}/status", data={"rev": "3", "was": "hold", "to": "confirmed", "release": f"{OTHER} 3"})

    assert f'name="release" value="{OTHER} 3" checked' in page
    assert "<strong>Lankum</strong>, held for Ada" in page
    assert patched.last_request.json()["release"] == [{"id": OTHER, "rev": 3}]


def test_un_confirming_offers_to_bring_back_what_it_cleared(
    client: FlaskClient, requests_mock: mocking.Mocker, serve: Serve, shown: Callable[..., str], held: Make
) -> None:
    confirmed = held(status="confirmed")
    page = shown(confirmed, held(first=True, status="idea"))
    patched = requests_mock.patch(serve(confirmed), json=held())

    client.post(f"{PAGE}/status", data={"rev": "3", "was": "confirmed", "to": "hold", "bring_back": f"{OTHER} 3"})

    assert f'name="bring_back" value="{OTHER} 3" checked' in page
    assert patched.last_request.json()["bring_back"] == [{"id": OTHER, "rev": 3}]


def test_a_warning_keeps_the_ticked_rivals(
    client: FlaskClient, requests_mock: mocking.Mocker, serve: Serve, held: Make
) -> None:
    warned = {"level": "warn", "rule": "dark_day", "gig": None, "text": "Closed."}
    problem = {"detail": "Closed.", "conflicts": [warned], "alternative": None}
    requests_mock.patch(serve(held()), status_code=409, json=problem)

    answer = client.post(f"{PAGE}/status", data={"rev": "3", "was": "hold", "to": "confirmed", "release": f"{OTHER} 3"})

    assert f'<input type="hidden" name="release" value="{OTHER} 3">' in answer.text


@pytest.mark.parametrize(
    ("given", "renewed"),
    [
        ({"hold_expires": "2026-11-21", "hold_lapsed": True}, True),
        ({"hold_expires": "2026-11-29"}, True),
        ({"hold_expires": "2026-11-30"}, False),
        ({"hold_expires": None}, False),
        ({"hold_expires": "2027-02-01", "challenged_until": "2026-11-24T12:00:00Z"}, True),
    ],
    ids=["lapsed", "ends in a week", "ends later", "has no review date", "is challenged"],
)
def test_a_hold_is_renewed_where_it_needs_you(
    shown: Callable[..., str], held: Make, *, given: Json, renewed: bool
) -> None:
    page = shown(held(**given), held(**given))

    assert (">Renew</button>" in page) is renewed


@pytest.mark.parametrize(
    ("given", "until"),
    [
        pytest.param({"hold_level": 1}, "2026-12-06", id="a first hold"),
        pytest.param({"hold_level": 1, "gig_day": "2026-11-27"}, "2026-11-27", id="not beyond the night"),
        pytest.param({"hold_level": 2}, None, id="another"),
    ],
)
def test_a_lapsed_hold_is_renewed_in_one_click_by_the_settings(  # noqa: PLR0913, PLR0917  # what it takes
    client: FlaskClient, requests_mock: mocking.Mocker, serve: Serve, held: Make, given: Json, until: str | None
) -> None:
    patched = requests_mock.patch(serve(held(**given)), json=held())
    usual = {"leave_starter_out": False, "rev": 1, "updated_at": None, "updated_by": None, "other_hold_days": None}
    requests_mock.get("http://gigs.test/v1/settings", json=usual)

    answer = client.post(f"{PAGE}/renew", data={"rev": "3"})

    assert (answer.status_code, answer.location) == (303, PAGE)
    assert patched.last_request.json() == {"hold_expires": until}


@pytest.mark.parametrize(
    ("given", "method"), [({}, "POST"), ({"take_back": "1"}, "DELETE")], ids=["asked", "taken back"]
)
def test_a_challenge_goes_to_the_backend(  # noqa: PLR0913, PLR0917  # what it takes
    client: FlaskClient, requests_mock: mocking.Mocker, serve: Serve, held: Make, given: Json, method: str
) -> None:
    sent = requests_mock.register_uri(method, f"{serve(held())}/challenge", json=held(first=True))

    answer = client.post(f"{PAGE}/challenge", data={"rev": "3", **given})

    assert answer.status_code == 303
    assert sent.last_request.headers["If-Match"] == '"3"'


def test_another_date_is_held_for_the_same_booking_with_all_else_copied(  # noqa: PLR0913, PLR0917  # what it takes
    client: FlaskClient, requests_mock: mocking.Mocker, serve: Serve, held: Make, ids: SimpleNamespace, an_act: Make
) -> None:
    requests_mock.patch(serve(held(notes="n")), json=held(notes="n", booking=ids.gig, rev=4))
    made = requests_mock.put(f"http://gigs.test/v1/gigs/{NEW}", json=held(first=True), status_code=201)

    answer = client.post(f"{PAGE}/another-date", data={"rev": "3", "new_id": NEW, "other_day": "2027-03-13"})

    body = made.last_request.json()
    assert answer.location == f"/gigs/{NEW}"
    assert (body["status"], body["booking"], body["gig_day"]) == ("hold", ids.gig, "2027-03-13")
    assert (body["notes"], body["lineup"]) == ("n", [an_act()])


def test_a_warning_about_another_date_keeps_which_hold_it_is(
    client: FlaskClient, requests_mock: mocking.Mocker, serve: Serve, held: Make, ids: SimpleNamespace
) -> None:
    serve(held(booking=ids.gig))
    warned = {"level": "warn", "rule": "dark_day", "gig": None, "text": "Closed."}
    problem = {"detail": "Closed.", "conflicts": [warned], "alternative": None}
    requests_mock.put(f"http://gigs.test/v1/gigs/{NEW}", status_code=409, json=problem)
    sent = {"rev": "3", "new_id": NEW, "other_day": "2027-03-13", "hold_level": "2"}

    page = client.post(f"{PAGE}/another-date", data=sent).text

    assert '<input type="hidden" name="hold_level" value="2">' in page


def test_another_date_needs_a_date(client: FlaskClient, serve: Serve, held: Make) -> None:
    serve(held())

    answer = client.post(f"{PAGE}/another-date", data={"rev": "3", "new_id": NEW, "other_day": ""})

    assert (answer.status_code, "Choose the other date first." in answer.text) == (422, True)


def test_an_offer_past_its_end_says_that_it_counts_as_a_hold(shown: Callable[..., str], held: Make) -> None:
    offer = held(status="offered", offer_expires="2026-11-20", offer_ended=True)

    page = shown(offer, offer)

    assert "The offer ended on Fri 20 Nov 2026: this counts as a hold again." in page
    assert "Offered · offer ended" in page
