"""What is shown is what is saved: the card's signed token."""

from collections.abc import Callable
from datetime import date

import pytest
import time_machine

from gig_web.clients.nouns import Band, Venue
from gig_web.suggest import matchmaking
from gig_web.suggest.cards import Card, CardError
from gig_web.suggest.matchmaking import Match, Taste

SECRET = "k" * 40
DAY = date(2027, 3, 12)


@pytest.fixture
def match(band: Callable[..., Band], venue: Callable[..., Venue]) -> Match:
    return matchmaking.weigh(band(unavailable=["2027-05-01/2027-05-02"]), venue(), DAY, [], Taste())


@pytest.fixture
def card(match: Match) -> Card:
    found = Card.of(match, seed=7)
    assert found
    return found


def test_the_card_comes_back_as_it_was_sealed(card: Card) -> None:
    assert Card.open(card.seal(SECRET), SECRET) == card


def test_what_the_band_asks_for_is_the_fee_of_its_act(band: Callable[..., Band], venue: Callable[..., Venue]) -> None:
    card = Card.of(matchmaking.weigh(band(fee="300.00"), venue(), DAY, [], Taste()), seed=7)

    assert card
    assert card.act["fee"] == "300.00"


def test_the_gig_is_what_the_card_shows(card: Card, match: Match) -> None:
    assert match.band
    assert match.venue
    assert card.gig() == {
        "status": "idea",
        "gig_day": "2027-03-12",
        "doors": "19:30",
        "venue": {
            "id": match.venue.id,
            "name": "The Wardrobe",
            "city": "Leeds",
            "capacity": 200,
            "lat": 53.8,
            "lon": -1.53,
            "timezone": "Europe/London",
            "genres": ["post-punk", "indie"],
            "own": False,
        },
        "lineup": [
            {
                "band_id": match.band.id,
                "name": "The Howl",
                "billing": "headline",
                "lat": 53.8,
                "lon": -1.549,
                "genres": ["post-punk"],
                "draw": 150,
                "unavailable": ["2027-05-01/2027-05-02"],
            }
        ],
        "from_suggestion": True,
    }


def test_the_same_card_makes_one_gig_and_another_seed_another(match: Match, card: Card) -> None:
    again, later = Card.of(match, seed=7), Card.of(match, seed=8)

    assert again == card
    assert later
    assert later.gig_id != card.gig_id


def test_half_a_card_cannot_be_sealed(band: Callable[..., Band]) -> None:
    assert Card.of(matchmaking.weigh(band(), None, DAY, [], Taste()), seed=1) is None


def test_a_token_is_a_few_hundred_bytes(card: Card) -> None:
    assert len(card.seal(SECRET)) < 800


@pytest.mark.parametrize(
    "spoil",
    [
        lambda token: token[:0],
        lambda token: token[:1] * 5000,
        lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"),
        lambda token: "é\x00" + token,
        lambda token: token.rpartition(".")[0],
    ],
    ids=["none", "nonsense", "another signature", "strange letters", "no signature"],
)
def test_a_tampered_token_is_refused_with_a_sentence(card: Card, spoil: Callable[[str], str]) -> None:
    token = spoil(card.seal(SECRET))

    with pytest.raises(CardError, match="did not arrive as it was dealt"):
        Card.open(token, SECRET)


def test_a_token_of_another_planner_is_refused(card: Card) -> None:
    with pytest.raises(CardError):
        Card.open(card.seal("z" * 40), SECRET)


def test_a_token_expires_after_a_week(card: Card) -> None:
    with time_machine.travel("2026-11-22T12:00:00Z", tick=False):
        token = card.seal(SECRET)

    with time_machine.travel("2026-11-29T11:59:00Z", tick=False):
        assert Card.open(token, SECRET) == card
    with time_machine.travel("2026-11-29T12:01:00Z", tick=False), pytest.raises(CardError, match="more than a week"):
        Card.open(token, SECRET)
