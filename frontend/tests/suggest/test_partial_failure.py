"""Whatever part of the planner is silent, the card keeps what it has and calls nothing checked that was not."""

from typing import Any

import pytest
from flask.testing import FlaskClient

Planner = Any

UNCHECKED = "Not checked against your gigs: the planner&#39;s own list does not answer."


def test_without_the_band_list_the_room_and_the_night_remain(client: FlaskClient, planner: Planner) -> None:
    planner.down = {"bands"}

    answer = client.get("/?seed=7")

    assert answer.status_code == 200
    assert "Not known just now: the band list does not answer." in answer.text
    assert '<h2 class="venue">' in answer.text
    assert "Nothing else in your planner that night, for the room." in answer.text
    assert "Saving needs a band and a room" in answer.text


def test_without_the_venue_list_the_band_and_the_night_remain(client: FlaskClient, planner: Planner) -> None:
    planner.down = {"venues"}

    answer = client.get("/?seed=7")

    assert '<h2 class="band">' in answer.text
    assert "Not known just now: the venue list does not answer." in answer.text
    assert "Nothing else in your planner that night, for the band." in answer.text


def test_without_the_gig_list_nothing_is_called_checked_and_saving_waits(client: FlaskClient, planner: Planner) -> None:
    planner.down = {"gigs"}

    answer = client.get("/?seed=7", follow_redirects=True)

    assert answer.status_code == 200
    assert UNCHECKED in answer.text
    assert "Nothing else in your planner" not in answer.text
    assert "Your gig list does not answer, so this night cannot be checked or saved." in answer.text
    assert "disabled" in answer.text
    assert 'action="/suggest/discard"' not in answer.text


@pytest.mark.parametrize("down", [{"bands", "venues"}, {"bands", "venues", "gigs"}], ids=["both pickers", "all"])
def test_without_both_pickers_the_page_says_so(client: FlaskClient, planner: Planner, down: set[str]) -> None:
    planner.down = down

    answer = client.get("/?seed=7")

    assert answer.status_code == 200
    assert "No card just now" in answer.text
    assert "the band list and the venue list" in answer.text


@pytest.mark.parametrize("down", [{"bands"}, {"venues"}, {"bands", "gigs"}, {"venues", "gigs"}])
def test_a_whole_card_keeps_what_can_be_had(
    client: FlaskClient, planner: Planner, card_address: str, down: set[str]
) -> None:
    planner.down = down

    html = client.get(card_address).text

    assert ("The Howl" in html) == ("bands" not in down)
    assert ("The Wardrobe" in html) == ("venues" not in down)
    assert '<time datetime="2027-03-12">' in html
    assert (UNCHECKED in html) == ("gigs" in down)


@pytest.mark.parametrize("given", ["band", "venue"])
def test_a_given_part_whose_list_is_silent_leaves_the_other(client: FlaskClient, planner: Planner, given: str) -> None:
    rows = {"band": planner.bands, "venue": planner.venues}[given]
    planner.down = {f"{given}s"}

    html = client.get(f"/?seed=7&{given}={rows[0]['id']}", follow_redirects=True).text

    assert f"Not known just now: the {given} list does not answer." in html


def test_the_first_visit_waits_for_nobody(client: FlaskClient, planner: Planner) -> None:
    planner.down = {"bands", "venues", "gigs"}

    assert client.get("/").status_code == 303


def test_a_service_that_talks_nonsense_counts_as_silent(client: FlaskClient, planner: Planner) -> None:
    planner.mocker.get("http://bands.test/v1/bands/random", text="<html>")

    assert "Not known just now: the band list does not answer." in client.get("/?seed=7").text


def test_a_refusal_that_is_no_answer_is_not_hidden(client: FlaskClient, planner: Planner, card_address: str) -> None:
    band = f"http://bands.test/v1/bands/{planner.bands[0]['id']}"
    planner.mocker.get(band, status_code=410, json={"detail": "Gone for ever."})

    answer = client.get(card_address)

    assert answer.status_code == 410
    assert "Gone for ever." in answer.text
