"""Where a person starts: the first question, what is theirs, the last search; keys are switched on the page."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gig_web import deadline
from gig_web.memory import SeenCard
from gig_web.suggest import earlier, matchmaking
from gig_web.suggest.cards import Card
from gig_web.suggest.matchmaking import Taste

Planner = Any


def remember(client: FlaskClient, query: str) -> None:
    with client.session_transaction() as session:
        session["constraints"] = query


@pytest.mark.parametrize(
    ("marked", "own"),
    [(("venues", "bands"), "rooms"), (("bands",), "bands"), ((), None)],
    ids=["rooms come first", "bands", "nothing is marked"],
)
def test_as_soon_as_something_is_marked_suggest_starts_from_it(
    client: FlaskClient, planner: Planner, marked: tuple[str, ...], own: str | None
) -> None:
    for noun in marked:
        getattr(planner, noun)[0]["own"] = True

    begun = client.get("/").location

    assert (f"own={own}" in begun) == (own is not None)
    assert ("own=" in begun) == (own is not None)


def test_who_chose_anywhere_is_not_narrowed(client: FlaskClient, planner: Planner) -> None:
    planner.venues[0]["own"] = True
    remember(client, "own=any")

    assert "own=any" in client.get("/").location


@pytest.mark.usefixtures("planner")
def test_the_last_search_comes_back_without_what_has_become_impossible(client: FlaskClient) -> None:
    remember(client, "genre=indie&to=2026-11-01&own=any")

    assert client.get("/").location.startswith("/?genre=indie&own=any&seed=")


@pytest.mark.usefixtures("planner")
def test_a_wish_in_the_address_starts_from_nothing_else(client: FlaskClient) -> None:
    remember(client, "genre=indie&own=any")

    assert "genre" not in client.get("/?country=GB").location


@pytest.mark.usefixtures("planner")
def test_the_first_card_asks_one_question_and_only_once(client: FlaskClient, card_address: str) -> None:
    assert "What do you have to start with?" in client.get(card_address).text

    client.post("/suggest/start", data={"own": "any"})

    assert "What do you have to start with?" not in client.get(card_address).text


def test_it_does_not_ask_beside_a_search_that_cannot_be_read(client: FlaskClient) -> None:
    page = client.get("/?km=far")

    assert page.status_code == 422
    assert "What do you have to start with?" not in page.text


@pytest.mark.parametrize(
    ("own", "target"), [("rooms", "/venues?choose=mine"), ("bands", "/bands?choose=mine"), ("any", "/")]
)
def test_the_answer_leads_to_where_it_is_marked(client: FlaskClient, own: str, target: str) -> None:
    answer = client.post("/suggest/start", data={"own": own})

    assert answer.status_code == 303
    assert answer.location == target


def test_another_answer_is_refused(client: FlaskClient) -> None:
    assert client.post("/suggest/start", data={"own": "everything"}).status_code == 400


@pytest.mark.usefixtures("planner")
def test_keys_are_switched_off_and_on_where_they_work(client: FlaskClient, card_address: str) -> None:
    assert 'data-keys="on"' in client.get(card_address).text

    off = client.post("/suggest/keys", data={"on": "0", "query": card_address.removeprefix("/?")})
    assert off.location == card_address
    assert 'data-keys="off"' in client.get(card_address).text
    assert "<kbd" not in client.get(card_address).text

    client.post("/suggest/keys", data={"on": "1", "query": "nonsense=%00"})
    assert 'data-keys="on"' in client.get(card_address).text


def test_a_card_is_among_the_earlier_ones_once_and_its_label_is_short(
    band: Callable[..., Any], venue: Callable[..., Any]
) -> None:
    match = matchmaking.weigh(band("Ø" * 200), venue(), date(2027, 3, 12), [], Taste())
    card = Card.of(match, 1)
    assert card

    cards = earlier.with_card(earlier.with_card([SeenCard("2027-01-01", "a", "b", "x")], card), card)

    assert [seen.day for seen in cards] == ["2027-03-12", "2027-01-01"]
    assert cards[0].label == "Ø" * 13 + "…"


def test_a_hint_takes_no_more_than_its_share_of_the_time(app: Flask) -> None:
    with app.test_request_context():
        deadline.start(10)

        with deadline.at_most(0.3):
            assert deadline.left() <= 0.3
        assert deadline.left() > 0.3
