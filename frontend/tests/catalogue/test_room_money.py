"""What is usual in a room of mine, on its page."""

import pytest
import requests_mock
from flask.testing import FlaskClient
from testkit.mocked_pickers import VENUE, Picker

from gig_web.clients.people import People, Person, Present

FIELDS = ("ticket_price", "costs", "tax_pct", "gross_pct")
UNSET = dict.fromkeys(FIELDS)
USUAL = {"currency": "GBP", **UNSET, "ticket_price": "12.00"}
ROOM = {**UNSET, "costs": "90.00", "rev": 3, "updated_at": None, "updated_by": None}
URL = f"http://gigs.test/v1/rooms/{VENUE['id']}/money"
PAGE = f"/venues/{VENUE['id']}"
SHOWN = {f"was-{name}": ROOM[name] or "" for name in FIELDS} | {name: ROOM[name] or "" for name in FIELDS}

WHO = {"id": VENUE["id"], "name": "Vic", "role": "viewer", "disabled": False, "time_zone": None, "theme": "auto"}
VIC = Person(**WHO, keys=True, constraints="", created_at="2026-01-01T12:00:00Z", rev=1)

Sent = requests_mock.Mocker


@pytest.fixture
def mine(venues: Picker, requests_mock: Sent) -> None:
    """Let the room be mine, with costs of its own."""
    venues.has(venues.of(own=True))
    requests_mock.get(URL, json={"usual": USUAL, "room": ROOM})


@pytest.mark.usefixtures("mine")
def test_the_page_of_a_room_of_mine_says_what_is_usual_there(client: FlaskClient) -> None:
    page = client.get(PAGE).text

    assert "Usual money here" in page
    assert 'name="costs" type="text" value="90.00"' in page
    assert "Usually 12.00" in page


def test_a_room_that_is_not_mine_has_none(client: FlaskClient, venues: Picker) -> None:
    venues.has(venues.of(own=False))

    assert "Usual money here" not in client.get(PAGE).text


@pytest.mark.usefixtures("mine")
def test_a_viewer_sees_none_of_it(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(People, "present", lambda _people: Present(VIC, newcomer=False))

    assert "Usual money here" not in client.get(PAGE).text


@pytest.mark.usefixtures("mine")
def test_a_change_is_put_over_what_is_there(client: FlaskClient, requests_mock: Sent) -> None:
    put = requests_mock.put(URL, json={})

    answer = client.post(f"{PAGE}/money", data=SHOWN | {"ticket_price": "15", "costs": ""})

    assert (answer.status_code, answer.location) == (303, PAGE)
    assert put.last_request.json() == UNSET | {"ticket_price": "15.00"}
    assert put.last_request.headers["If-Match"] == '"3"'
    assert "Saved: it counts from the next card on." in client.get(PAGE).text


@pytest.mark.usefixtures("mine")
def test_saving_what_stands_there_changes_nothing(client: FlaskClient, requests_mock: Sent) -> None:
    assert client.post(f"{PAGE}/money", data=SHOWN).status_code == 303
    assert "PUT" not in {sent.method for sent in requests_mock.request_history}


@pytest.mark.usefixtures("mine")
def test_what_cannot_be_read_is_kept_and_explained(client: FlaskClient) -> None:
    answer = client.post(f"{PAGE}/money", data=SHOWN | {"costs": "a lot"})

    assert answer.status_code == 422
    assert 'id="costs-error">Write an amount, such as 250 or 250.00.' in answer.text
    assert 'value="a lot"' in answer.text


@pytest.mark.usefixtures("mine")
def test_what_somebody_else_set_meanwhile_is_not_overwritten(client: FlaskClient) -> None:
    answer = client.post(f"{PAGE}/money", data=SHOWN | {"was-costs": "80.00", "costs": "70.00"})

    assert answer.status_code == 412
    assert "Somebody set this to 90.00 meanwhile." in answer.text


@pytest.mark.usefixtures("mine")
def test_somebody_who_is_quicker_is_no_obstacle(client: FlaskClient, requests_mock: Sent) -> None:
    requests_mock.put(URL, [{"status_code": 412, "json": {}}, {"json": {}}])

    assert client.post(f"{PAGE}/money", data=SHOWN | {"tax_pct": "20"}).status_code == 303


@pytest.mark.usefixtures("mine")
def test_a_refusal_is_said_beside_its_field(client: FlaskClient, requests_mock: Sent) -> None:
    problem = {"errors": [{"pointer": "/tax_pct", "detail": "Must be at most 100."}]}
    requests_mock.put(URL, status_code=422, json=problem)

    assert 'id="tax_pct-error">Must be at most 100.' in client.post(f"{PAGE}/money", data=SHOWN | {"tax_pct": "9"}).text


@pytest.mark.usefixtures("mine")
def test_without_the_backend_the_page_says_what_it_cannot_show(client: FlaskClient, requests_mock: Sent) -> None:
    requests_mock.get(URL, status_code=503)

    page = client.get(PAGE)

    assert page.status_code == 200
    assert "Your gig list does not answer, so this cannot be shown." in page.text


@pytest.mark.usefixtures("mine")
def test_a_backend_of_the_version_before_has_no_place_for_it(client: FlaskClient, requests_mock: Sent) -> None:
    requests_mock.get(URL, status_code=404, json={"detail": "Nothing here."})

    assert "Usual money here" not in client.get(PAGE).text
