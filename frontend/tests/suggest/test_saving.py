"""Save: what was shown is what is saved, once; a night taken meanwhile is said, with where to go instead."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import requests
from flask.testing import FlaskClient

Planner = Any
FormOf = Callable[[str, str], dict[str, str]]

SAVE = "/suggest/save"
GIG = re.compile(r"http://gigs.test/v1/gigs/[0-9a-f-]{36}$")


def saved_bodies(planner: Planner) -> list[tuple[str, dict[str, Any]]]:
    return [(sent.path, sent.json()) for sent in planner.mocker.request_history if sent.method == "PUT"]


@pytest.mark.usefixtures("gig")
def test_what_was_shown_is_saved_as_an_idea_and_the_next_card_is_dealt(
    client: FlaskClient, planner: Planner, save_form: dict[str, str]
) -> None:
    planner.bands[0]["name"], planner.venues[0]["capacity"] = "Renamed meanwhile", 5000

    answer = client.post(SAVE, data=save_form)
    page = client.get(answer.location, follow_redirects=True)

    [(path, body)] = saved_bodies(planner)
    assert re.fullmatch(r"/v1/gigs/[0-9a-f-]{36}", path)
    assert body["from_suggestion"] is True
    assert (body["status"], body["gig_day"], body["doors"]) == ("idea", "2027-03-12", "19:30")
    assert [(act["name"], act["billing"]) for act in body["lineup"]] == [("The Howl", "headline")]
    assert (body["venue"]["name"], body["venue"]["capacity"]) == ("The Wardrobe", 200)
    assert answer.status_code == 303
    assert "Saved: The Howl, Fri 12 Mar 2027" in page.text
    assert f'href="{path.removeprefix("/v1")}"' in page.text
    assert "seed=7&" not in page.request.full_path


@pytest.mark.usefixtures("gig")
def test_the_same_card_sent_twice_is_the_same_gig(
    client: FlaskClient, planner: Planner, save_form: dict[str, str]
) -> None:
    client.post(SAVE, data=save_form)
    client.post(SAVE, data=save_form)

    first, second = saved_bodies(planner)
    assert first == second


@pytest.mark.usefixtures("gig")
def test_a_reloaded_card_is_the_same_gig(
    client: FlaskClient, planner: Planner, save_form: dict[str, str], card_address: str, form_of: FormOf
) -> None:
    again = form_of(client.get(card_address).text, SAVE)

    client.post(SAVE, data=save_form)
    client.post(SAVE, data=again)

    first, second = saved_bodies(planner)
    assert first == second


@pytest.mark.usefixtures("gig")
def test_the_search_and_what_is_kept_are_remembered_by_saving_not_by_looking(
    client: FlaskClient, card_address: str, form_of: FormOf
) -> None:
    address = f"{card_address}&genre=post-punk&keep=venue"
    html = client.get(address).text
    assert "genre" not in client.get("/").location

    client.post(SAVE, data=form_of(html, SAVE))

    begun = client.get("/").location
    assert "genre=post-punk" in begun
    assert "keep=venue" in begun
    assert "band=" not in begun


@pytest.mark.usefixtures("gig")
def test_the_last_ten_cards_stay_reachable(client: FlaskClient, save_form: dict[str, str], card_address: str) -> None:
    client.post(SAVE, data=save_form)

    html = client.get(card_address).text
    assert "Earlier cards" in html
    assert "The Howl at The Wardrobe</a>" in html


@pytest.mark.usefixtures("gig")
def test_a_card_that_became_a_gig_says_so(
    client: FlaskClient, planner: Planner, save_form: dict[str, str], card_address: str
) -> None:
    client.post(SAVE, data=save_form)
    gig_id = saved_bodies(planner)[0][0].rpartition("/")[2]
    planner.stand("2027-03-12", "idea", "info", gig=gig_id, venue=planner.venues[0]["id"])

    html = client.get(card_address).text

    assert "You saved this card: it is in your list." in html
    assert "Open the gig" in html
    assert "cannot be dealt any more" not in html


def test_a_night_taken_meanwhile_is_said_with_the_nearest_alternative(
    client: FlaskClient, planner: Planner, save_form: dict[str, str]
) -> None:
    alternative = {"gig_day": "2027-03-19", "venue_id": planner.venues[0]["id"]}
    problem = {"detail": "The Wardrobe is taken on Fri 12 Mar 2027.", "conflicts": [], "alternative": alternative}
    planner.mocker.put(GIG, status_code=409, json=problem)
    planner.stand("2027-03-12", "venue_taken", "block", venue=planner.venues[0]["id"])

    answer = client.post(SAVE, data=save_form)

    assert answer.status_code == 409
    assert "Not saved. The Wardrobe is taken on Fri 12 Mar 2027." in answer.text
    assert "Against it: venue_taken." in answer.text
    assert re.search(r'href="[^"]*day=2027-03-19">Fri 19 Mar 2027</a> is the nearest night', answer.text)


def test_a_taken_night_without_alternative_is_said_alone(
    client: FlaskClient, planner: Planner, save_form: dict[str, str]
) -> None:
    planner.mocker.put(GIG, status_code=409, json={"detail": "It is taken.", "conflicts": [], "alternative": None})

    answer = client.post(SAVE, data=save_form)

    assert answer.status_code == 409
    assert "the nearest night" not in answer.text


def test_a_card_saved_before_its_band_was_described_otherwise_is_the_same_gig(
    client: FlaskClient, planner: Planner, save_form: dict[str, str], gig: dict[str, Any]
) -> None:
    planner.mocker.put(GIG, status_code=428, json={"detail": "A gig with this id exists."})
    planner.mocker.get(GIG, json=gig | {"id": "0190a1b2-0000-7000-8000-000000000009"})

    page = client.post(SAVE, data=save_form, follow_redirects=True)

    assert "Saved: The Howl" in page.text


def test_a_card_that_was_undone_can_be_saved_again(
    client: FlaskClient, planner: Planner, save_form: dict[str, str], gig: dict[str, Any]
) -> None:
    gig |= {"trashed_at": "2026-11-22T12:00:00Z", "rev": 2}
    restored = gig | {"id": "0190a1b2-0000-7000-8000-000000000009", "trashed_at": None, "rev": 3}
    planner.mocker.post(re.compile(r"/v1/gigs/[0-9a-f-]+/restore"), json=restored)

    page = client.post(SAVE, data=save_form, follow_redirects=True)

    assert "Saved: The Howl" in page.text
    restoring = next(sent for sent in planner.mocker.request_history if sent.path.endswith("/restore"))
    assert restoring.headers["If-Match"] == '"2"'


@pytest.mark.parametrize(
    ("failure", "sentence"),
    [
        ({"exc": requests.ConnectTimeout}, "Your gig list does not answer, so nothing was changed."),
        ({"status_code": 422, "json": {"detail": "Some of this cannot be accepted."}}, "Not saved. Some of this"),
    ],
    ids=["silent", "refused"],
)
def test_a_card_that_cannot_be_saved_stays_and_says_why(
    client: FlaskClient, planner: Planner, save_form: dict[str, str], failure: dict[str, Any], sentence: str
) -> None:
    planner.mocker.put(GIG, **failure)

    page = client.post(SAVE, data=save_form, follow_redirects=True)

    assert sentence in page.text
    assert "The Howl at The Wardrobe" in page.text
    assert "seed=7&" in page.request.full_path


@pytest.mark.parametrize("action", [SAVE, "/suggest/discard"])
@pytest.mark.parametrize("token", ["", "nonsense"], ids=["none", "tampered"])
def test_a_tampered_card_is_refused_with_a_sentence(client: FlaskClient, action: str, token: str) -> None:
    answer = client.post(action, data={"token": token})

    assert answer.status_code == 400
    assert "did not arrive as it was dealt" in answer.text
