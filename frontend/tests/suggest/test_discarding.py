"""Discard: one click, another band and another venue at once, and a way back."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from flask.testing import FlaskClient

Planner = Any
FormOf = Callable[[str, str], dict[str, str]]

DISCARD, LEAVE_OUT, UNDO = "/suggest/discard", "/suggest/leave-out", "/suggest/undo"
DISCARDS = re.compile(r"http://gigs.test/v1/discards/[0-9a-f-]{36}$")


@pytest.fixture
def form(client: FlaskClient, planner: Planner, card_address: str, form_of: FormOf) -> dict[str, str]:
    """Give the form of the card's Discard button; the backend takes every discard."""
    planner.mocker.put(DISCARDS, json={}, status_code=201)
    planner.mocker.delete(DISCARDS, status_code=204)
    return form_of(client.get(card_address).text, DISCARD)


def sent(planner: Planner, method: str) -> list[Any]:
    return [one for one in planner.mocker.request_history if one.method == method]


def test_the_pair_rests_for_this_person_and_another_pair_is_dealt(
    client: FlaskClient, planner: Planner, form: dict[str, str]
) -> None:
    page = client.post(DISCARD, data=form, follow_redirects=True)

    [discard] = sent(planner, "PUT")
    assert discard.json() == {
        "band_id": planner.bands[0]["id"],
        "band_name": "The Howl",
        "venue_id": planner.venues[0]["id"],
        "venue_name": "The Wardrobe",
        "gig_day": "2027-03-12",
    }
    assert discard.headers["X-Acting"]
    assert "Discarded: The Howl at The Wardrobe" in page.text
    assert "<title>Slow Fires at Brudenell" in page.text


def test_what_is_kept_stays(client: FlaskClient, card_address: str, form: dict[str, str], form_of: FormOf) -> None:
    form = form_of(client.get(f"{card_address}&keep=venue").text, DISCARD)

    page = client.post(DISCARD, data=form, follow_redirects=True)

    assert "<title>Slow Fires at The Wardrobe" in page.text


def test_a_double_click_is_one_discard(client: FlaskClient, planner: Planner, form: dict[str, str]) -> None:
    client.post(DISCARD, data=form)
    client.post(DISCARD, data=form)

    first, second = sent(planner, "PUT")
    assert (first.path, first.json()) == (second.path, second.json())


def test_undo_brings_the_card_back(
    client: FlaskClient, planner: Planner, form: dict[str, str], form_of: FormOf
) -> None:
    page = client.post(DISCARD, data=form, follow_redirects=True)

    undone = client.post(UNDO, data=form_of(page.text, UNDO), follow_redirects=True)

    assert sent(planner, "DELETE")[0].path == sent(planner, "PUT")[0].path
    assert "Back again: The Howl at The Wardrobe." in undone.text
    assert "<title>The Howl at The Wardrobe" in undone.text


@pytest.mark.parametrize(
    ("part", "name", "row"),
    [("band", "The Howl", "bands"), ("venue", "The Wardrobe", "venues")],
)
def test_a_band_or_a_venue_is_left_out_for_everybody_and_let_in_again(  # noqa: PLR0913  # fixtures and a table
    client: FlaskClient, planner: Planner, *, form: dict[str, str], form_of: FormOf, part: str, name: str, row: str
) -> None:
    page = client.post(DISCARD, data=form, follow_redirects=True)
    left_out = client.post(LEAVE_OUT, data=form_of(page.text, LEAVE_OUT) | {"part": part}, follow_redirects=True)
    back = client.post(UNDO, data=form_of(left_out.text, UNDO), follow_redirects=True)

    discard = sent(planner, "PUT")[-1]
    assert discard.json() == {f"{part}_id": getattr(planner, row)[0]["id"], f"{part}_name": name}
    assert f"{name} is left out of suggestions for everybody." in left_out.text
    assert f"{name} may be suggested again." in back.text
    assert sent(planner, "DELETE")[-1].path == discard.path
    assert urlsplit(back.request.path).path == "/"


def test_the_band_does_not_come_back_for_ten_cards(client: FlaskClient, planner: Planner, form: dict[str, str]) -> None:
    client.post(DISCARD, data=form)

    client.get("/?seed=99")

    assert planner.asked("bands")[-1]["exclude"] == [planner.bands[0]["id"]]


@pytest.mark.parametrize("action", [DISCARD, LEAVE_OUT])
def test_where_the_gig_list_is_silent_nothing_is_lost(
    client: FlaskClient, planner: Planner, form: dict[str, str], form_of: FormOf, action: str
) -> None:
    page = client.post(DISCARD, data=form, follow_redirects=True)
    planner.mocker.put(DISCARDS, exc=requests.ConnectTimeout)
    again = form if action == DISCARD else form_of(page.text, LEAVE_OUT)

    answer = client.post(action, data=again, follow_redirects=True)

    assert "Your gig list does not answer, so nothing was changed." in answer.text


@pytest.mark.parametrize("notice", ["", "tampered"])
@pytest.mark.parametrize("action", [UNDO, LEAVE_OUT])
def test_a_tampered_undo_does_nothing(client: FlaskClient, planner: Planner, action: str, notice: str) -> None:
    answer = client.post(action, data={"notice": notice})

    assert answer.status_code == 400
    assert "nothing was done" in answer.text
    assert planner.methods() == []


def test_what_was_undone_cannot_be_undone_again(
    client: FlaskClient, planner: Planner, form: dict[str, str], form_of: FormOf
) -> None:
    page = client.post(DISCARD, data=form, follow_redirects=True)
    undone = client.post(UNDO, data=form_of(page.text, UNDO))
    notice = parse_qs(urlsplit(undone.location).query)["done"][0]

    answer = client.post(UNDO, data={"notice": notice})

    assert answer.status_code == 400
    assert len(sent(planner, "DELETE")) == 1


def test_only_a_band_or_a_venue_can_be_left_out(client: FlaskClient, form: dict[str, str], form_of: FormOf) -> None:
    page = client.post(DISCARD, data=form, follow_redirects=True)

    answer = client.post(LEAVE_OUT, data=form_of(page.text, LEAVE_OUT) | {"part": "day"})

    assert answer.status_code == 400
    assert "Choose the band or the venue." in answer.text


@pytest.mark.usefixtures("planner")
def test_a_notice_that_nobody_signed_is_not_shown(client: FlaskClient, card_address: str) -> None:
    html = client.get(f"{card_address}&done=Your+account+is+blocked").text

    assert "data-notice" not in html
    assert "blocked" not in html
