"""Conflicts, cards and discards: what the suggestion asks the backend, and what it is told."""

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from testkit.accounts import Account

from gig_web.clients import Clients
from gig_web.clients.nouns import Band, Venue
from gig_web.suggest import asking, matchmaking
from gig_web.suggest.cards import Card
from gig_web.upstream import Refused

Body = dict[str, Any]

As = Callable[[str], AbstractContextManager[Clients]]


@pytest.fixture
def band(services: Clients, word: str) -> Band:
    """Give a band of the catalogue with all facts that rules need."""
    facts = {"genres": ["post-punk"], "lat": 53.8, "lon": -1.55, "draw": 150, "fee": "200.00", "radius_km": 50}
    days = {"days_before": 10, "days_after": 10, "unavailable": ["2031-01-01/2031-01-02"]}
    return services.bands.create({"name": f"Band {word}", **facts, **days})[0]


@pytest.fixture
def venue(services: Clients, word: str) -> Venue:
    """Give a room of the catalogue with all facts that rules need."""
    facts = {"city": "Leeds", "lat": 53.8, "lon": -1.55, "capacity": 300, "timezone": "Europe/London"}
    return services.venues.create({"name": f"Room {word}", "genres": ["rock"], "dark_days": ["2031-02-01"], **facts})[0]


@pytest.fixture
def card(band: Band, venue: Venue, night: str) -> Card:
    """Give the card of both."""
    found = Card.of(matchmaking.Match(band, venue, date.fromisoformat(night), (), ()), 7)
    assert found
    return found


@pytest.fixture
def asked(band: Band, venue: Venue, night: str) -> Body:
    """Give the question whether anything stands against both on that night."""
    return asking.conflicts([date.fromisoformat(night)], [band], [venue])


def test_a_free_night_has_nothing_against_it(services: Clients, asked: Body) -> None:
    assert services.gigs.conflicts(asked).items == []


def test_a_saved_gig_is_told_what_stands_against_its_night_now(
    services: Clients, card: Card, venue: Venue, night: str, confirm: Callable[[Body, str], Any]
) -> None:
    gig = services.gigs.put(card.gig_id, card.gig())
    assert services.gigs.against(gig.id) == []

    winner = confirm({"id": venue.id, "name": venue.name}, night)

    assert [(one.level, one.rule, one.gig and one.gig["id"]) for one in services.gigs.against(gig.id)] == [
        ("block", "venue_taken", winner.id)
    ]


def test_the_backend_names_what_stands_against_each_combination(
    services: Clients, band: Band, venue: Venue, night: str, confirm: Callable[[Body, str], Any]
) -> None:
    winner = confirm({"id": venue.id, "name": venue.name}, night)
    days = [date.fromisoformat(night), date(2031, 1, 1), date(2031, 2, 1)]

    found = services.gigs.conflicts(asking.conflicts(days, [band], [venue])).items

    told = {
        (each.gig_day, each.band_id, each.venue_id): [(one.level, one.rule) for one in each.conflicts] for each in found
    }
    assert told == {
        (night, None, venue.id): [("block", "venue_taken")],
        ("2031-01-01", band.id, None): [("warn", "unavailable")],
        ("2031-02-01", None, venue.id): [("warn", "dark_day")],
    }
    taken = next(one for each in found for one in each.conflicts if one.level == "block")
    assert taken.gig == {"id": winner.id, "title": "The winner", "gig_day": night, "status": "confirmed"}


def test_as_much_as_a_wide_look_asks_is_answered(services: Clients) -> None:
    days = [date(2031, 3, day) for day in range(1, 9)]
    bands = [{"id": str(uuid.uuid4()), "name": f"Band {number}"} for number in range(asking.MANY)]
    venues = [{"id": str(uuid.uuid4()), "name": f"Room {number}"} for number in range(asking.MANY)]

    asked = {"days": [str(day) for day in days], "bands": bands, "venues": venues}

    assert services.gigs.conflicts(asked).items == []


def test_a_card_is_saved_as_it_is_and_saving_it_twice_is_one_gig(services: Clients, card: Card) -> None:
    saved = services.gigs.put(card.gig_id, card.gig())
    again = services.gigs.put(card.gig_id, card.gig())

    assert again == saved
    assert (saved.id, saved.status, saved.gig_day, saved.doors) == (card.gig_id, "idea", card.gig_day, card.doors)
    assert saved.venue
    assert {name: getattr(saved.venue, name) for name in card.venue} == card.venue
    assert {name: getattr(saved.lineup[0], name) for name in card.act} == card.act


def test_an_idea_is_told_to_the_next_suggestion(services: Clients, card: Card, asked: Body) -> None:
    services.gigs.put(card.gig_id, card.gig())

    found = services.gigs.conflicts(asked).items

    assert {(one.level, one.rule) for each in found for one in each.conflicts} >= {("info", "idea")}


def test_a_discarded_pair_rests_for_one_person_alone(
    services: Clients, somebody: As, booker: Account, card: Card, asked: Body
) -> None:
    discard_id = str(uuid.uuid4())

    services.gigs.discard(discard_id, card.pair())
    services.gigs.discard(discard_id, card.pair())
    theirs, listed = services.gigs.conflicts(asked).items, services.gigs.discards({"limit": 100}).items
    with somebody("booker") as elsewhere:
        others = elsewhere.gigs.conflicts(asked).items
    services.gigs.undo_discard(discard_id)

    assert [(each.band_id, each.venue_id, one.rule) for each in theirs for one in each.conflicts] == [
        (card.act["band_id"], card.venue["id"], "discarded")
    ]
    assert others == []
    mine = next(each for each in listed if each.id == discard_id)
    assert (mine.band_name, mine.venue_name, mine.gig_day) == (card.act["name"], card.venue["name"], card.gig_day)
    assert mine.by
    assert (mine.by.id, mine.by.name, bool(mine.until)) == (str(booker.id), booker.name, True)
    assert services.gigs.conflicts(asked).items == []


@pytest.mark.parametrize("side", ["band", "venue"])
def test_what_is_left_out_is_left_out_for_everybody(
    services: Clients, somebody: As, card: Card, asked: Body, side: str
) -> None:
    discard_id, pair = str(uuid.uuid4()), card.pair()

    services.gigs.discard(discard_id, {name: pair[name] for name in (f"{side}_id", f"{side}_name")})
    with somebody("booker") as elsewhere:
        found = elsewhere.gigs.conflicts(asked).items
        listed = elsewhere.gigs.discards({"limit": 100}).items
        elsewhere.gigs.undo_discard(discard_id)

    sides = [(each.band_id, each.venue_id) for each in found for one in each.conflicts if one.rule == "discarded"]
    assert sides == [(pair["band_id"], None) if side == "band" else (None, pair["venue_id"])]
    assert next(each for each in listed if each.id == discard_id).until is None
    assert services.gigs.conflicts(asked).items == []


def test_a_discard_of_nothing_is_refused(services: Clients) -> None:
    with pytest.raises(Refused) as refused:
        services.gigs.discard(str(uuid.uuid4()), {})

    assert refused.value.status == 422


def test_undoing_a_discard_twice_is_as_good_as_once(services: Clients, card: Card) -> None:
    discard_id = str(uuid.uuid4())
    services.gigs.discard(discard_id, card.pair())

    for _ in range(2):
        services.gigs.undo_discard(discard_id)

    assert services.gigs.discards({"limit": 1}).items == []


def test_discards_are_read_page_by_page(services: Clients) -> None:
    pairs = [{"band_id": str(uuid.uuid4()), "venue_id": str(uuid.uuid4())} for _ in range(3)]
    for pair in pairs:
        services.gigs.discard(str(uuid.uuid4()), pair)

    read, params = [], {"limit": 2}
    while True:
        page = services.gigs.discards(params)
        read += [each.band_id for each in page.items if each.band_id and each.venue_id]
        if page.next is None:
            break
        params = {"limit": 2, "cursor": page.next}

    assert read == [pair["band_id"] for pair in reversed(pairs)]
