"""The settings of the person, and what everybody leaves out."""

from typing import Any

import pytest
import requests_mock
from flask.testing import FlaskClient

DISCARDS = "http://gigs.test/v1/discards"
ID = "0190a000-0000-7000-8000-000000000001"
BAND_ID = "0190a000-0000-7000-8000-00000000000b"
VENUE_ID = "0190a000-0000-7000-8000-00000000000e"


def discard(**changes: object) -> dict[str, Any]:
    nothing = dict.fromkeys(("band_id", "venue_id", "band_name", "venue_name", "gig_day", "until", "by"))
    return {"id": ID, **nothing, **changes}


@pytest.fixture(autouse=True)
def nothing_left_out(requests_mock: requests_mock.Mocker) -> None:
    requests_mock.get(DISCARDS, json={"items": [], "next": None})


def test_a_new_person_has_the_look_of_the_system_and_the_keys_on(client: FlaskClient) -> None:
    page = client.get("/settings").text

    assert 'value="auto" checked' in page
    assert 'name="keys" value="1" checked' in page
    assert "data-bs-theme" not in page


def test_what_is_chosen_is_kept_in_the_account_and_shown_at_once(sam: dict[str, Any], sams: FlaskClient) -> None:
    answer = sams.post("/settings", data={"theme": "dark"})
    page = sams.get(answer.location).text

    assert (answer.status_code, answer.location) == (303, "/settings")
    assert "Saved." in page
    assert 'data-bs-theme="dark"' in page
    assert 'value="dark" checked' in page
    assert 'name="keys" value="1" checked' not in page
    assert "Saved." not in sams.get("/settings").text
    assert (sam["theme"], sam["keys"]) == ("dark", False)


@pytest.mark.parametrize("theme", ["", "sepia", '"><script>'])
def test_a_look_that_is_none_is_refused(client: FlaskClient, theme: str) -> None:
    assert client.post("/settings", data={"theme": theme}).status_code == 400
    assert "data-bs-theme" not in client.get("/settings").text


def test_without_the_gigs_the_look_can_still_be_changed(sams: FlaskClient, requests_mock: requests_mock.Mocker) -> None:
    requests_mock.get(DISCARDS, status_code=503)

    page = sams.get(sams.post("/settings", data={"theme": "light"}).location)

    assert page.status_code == 200
    assert 'data-bs-theme="light"' in page.text
    assert "Your gig list does not answer, so what is left out cannot be shown." in page.text


def test_bands_and_venues_left_out_are_listed_and_pairs_that_rest_are_not(
    client: FlaskClient, requests_mock: requests_mock.Mocker
) -> None:
    items = [
        discard(band_id=BAND_ID, band_name="The <b>Howl"),
        discard(venue_id=VENUE_ID, venue_name="The Wardrobe"),
        discard(band_id=BAND_ID, venue_id=VENUE_ID, band_name="Resting"),
        discard(venue_id=VENUE_ID),
    ]
    requests_mock.get(DISCARDS, json={"items": items, "next": None})

    page = client.get("/settings").text

    assert f'href="/bands/{BAND_ID}">The &lt;b&gt;Howl</a>' in page
    assert f'href="/venues/{VENUE_ID}">The Wardrobe</a>' in page
    assert "A venue whose name is not known" in page
    assert "Resting" not in page
    assert page.count(f'action="/settings/left-out/{ID}/undo"') == 3


def test_what_is_left_out_is_found_behind_many_pairs(client: FlaskClient, requests_mock: requests_mock.Mocker) -> None:
    pairs = [discard(band_id=BAND_ID, venue_id=VENUE_ID)] * 100
    old = [discard(band_id=BAND_ID, band_name="The Howl")]
    requests_mock.get(DISCARDS, [{"json": {"items": pairs, "next": "c1"}}, {"json": {"items": old, "next": None}}])

    page = client.get("/settings").text

    assert "The Howl" in page
    assert "There are older ones" not in page
    assert requests_mock.request_history[1].qs == {"limit": ["100"], "cursor": ["c1"]}


def test_reading_ends_after_some_pages_and_says_so(client: FlaskClient, requests_mock: requests_mock.Mocker) -> None:
    requests_mock.get(DISCARDS, json={"items": [discard(band_id=BAND_ID, band_name="The Howl")], "next": "more"})

    assert "There are older ones" in client.get("/settings").text
    assert sum(each.path == "/v1/discards" for each in requests_mock.request_history) == 5


def test_something_left_out_can_be_let_in_again(client: FlaskClient, requests_mock: requests_mock.Mocker) -> None:
    requests_mock.delete(f"{DISCARDS}/{ID}", status_code=204)

    answer = client.post(f"/settings/left-out/{ID}/undo", data={"name": "The Howl"})

    assert answer.status_code == 303
    assert "The Howl may be suggested again." in client.get(answer.location).text
    assert requests_mock.request_history[0].headers["X-Acting"]


def test_a_name_that_does_not_arrive_is_not_made_up(client: FlaskClient, requests_mock: requests_mock.Mocker) -> None:
    requests_mock.delete(f"{DISCARDS}/{ID}", status_code=204)

    answer = client.post(f"/settings/left-out/{ID}/undo")

    assert "It may be suggested again." in client.get(answer.location).text


@pytest.mark.parametrize(("status", "shown"), [(503, 503), (409, 409)], ids=["down", "refused"])
def test_an_undo_that_does_not_work_says_so(
    client: FlaskClient, requests_mock: requests_mock.Mocker, status: int, shown: int
) -> None:
    requests_mock.delete(f"{DISCARDS}/{ID}", status_code=status, json={"detail": "No."})

    assert client.post(f"/settings/left-out/{ID}/undo").status_code == shown


@pytest.mark.parametrize("source", ["GeoNames", "CC BY 4.0", "SIL Open Font License", "Bootstrap", "starter list"])
def test_sources_are_named(client: FlaskClient, source: str) -> None:
    assert source in client.get("/settings").text
