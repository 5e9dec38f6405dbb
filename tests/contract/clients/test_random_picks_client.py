"""Random picks: every parameter the suggestion asks with is understood, and obeyed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from gig_web.clients import Clients
from gig_web.clients.catalogue import Catalogue
from gig_web.suggest import asking
from gig_web.suggest.address import Address
from gig_web.suggest.asking import Round

TODAY = date(2027, 1, 1)
ICELAND = {"city": "Reykjavík", "country": "IS", "lat": 64.1355, "lon": -21.8954}
FAROES = {"city": "Tórshavn", "country": "FO", "lat": 62.0097, "lon": -6.7716}
NORTH = {"place": "Reykjavík", "km": "1000"}  # where no other test has rooms


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a card: its client and how the suggestion asks it."""

    client: Catalogue[Any]
    ask: Callable[..., list[tuple[str, object]]]

    def names(self, search: dict[str, str], *, wide: bool = True) -> list[str]:
        """Give the names picked for a search as it stands in the address."""
        address, errors = Address.parse({"seed": ["7"]} | {name: [text] for name, text in search.items()}, TODAY)
        assert errors == {}
        return sorted(item.name for item in self.client.random(self.ask(address, None, Round(is_wide=wide))).items)


@pytest.fixture
def bands(services: Clients) -> Side:
    return Side(services.bands, asking.bands)


@pytest.fixture
def venues(services: Clients) -> Side:
    return Side(services.venues, asking.venues)


@pytest.mark.parametrize(
    ("search", "left"),
    [
        pytest.param({}, {"cheap", "dear", "unknown"}, id="genre alone"),
        pytest.param({"fee_max": "300"}, {"cheap"}, id="unknown fees come after the known"),
        pytest.param({"fee_max": "300", "fee_known": "1"}, {"cheap"}, id="only known fees"),
        pytest.param({"own": "bands"}, {"dear"}, id="mine"),
        pytest.param({"no_starter": "1"}, {"cheap", "dear"}, id="without the starter list"),
    ],
)
def test_bands_are_picked_by_what_the_search_says(
    bands: Side, word: str, search: dict[str, str], left: set[str]
) -> None:
    for name, facts in {"cheap": {"fee": "200.00"}, "dear": {"fee": "900.00", "own": True}, "unknown": {}}.items():
        starter = name == "unknown"
        bands.client.create({"name": f"{word} {name}", "genres": [word], "starter": starter, **facts})

    picked = bands.names({"genre": word} | search)

    known_first = {f"{word} {name}" for name in left}
    assert known_first <= set(picked)
    if "fee_max" not in search or "fee_known" in search:
        assert set(picked) == known_first


@pytest.mark.parametrize(
    ("search", "left"),
    [
        pytest.param({"country": "FO"}, {"faroes"}, id="country"),
        pytest.param({"km": "50"}, {"iceland"}, id="near a city"),
        pytest.param({"capacity_min": "400"}, {"faroes"}, id="not too small"),
        pytest.param({"capacity_max": "400"}, {"iceland"}, id="not too large"),
        pytest.param({"own": "rooms"}, {"iceland"}, id="mine"),
        pytest.param({"no_starter": "1"}, {"iceland"}, id="without the starter list"),
    ],
)
def test_venues_are_picked_by_what_the_search_says(
    venues: Side, word: str, search: dict[str, str], left: set[str]
) -> None:
    venues.client.create({"name": f"{word} iceland", "capacity": 200, "own": True, **ICELAND})
    venues.client.create({"name": f"{word} faroes", "capacity": 600, "starter": True, **FAROES})

    picked = [name for name in venues.names(NORTH | search) if name.startswith(word)]

    assert picked == [f"{word} {name}" for name in left]


def test_those_passed_over_are_left_out_and_counted(services: Clients, word: str) -> None:
    out, other = (services.bands.create({"name": f"{word} {number}", "genres": [word]})[0] for number in range(2))

    picks = services.bands.random([("genre", word), ("exclude", f"{out.id}"), ("count", 50), ("counts", 1)])
    nothing = services.bands.random([("genre", word), ("exclude", f"{out.id},{other.id}"), ("count", 8)])

    assert picks.items == [other]
    assert (picks.eligible, picks.eliminated["exclude"], picks.alone["exclude"]) == (1, 1, 1)
    assert (nothing.items, nothing.eligible, nothing.alone["exclude"]) == ([], 0, 2)


def test_a_given_band_narrows_the_rooms_to_those_that_fit_its_draw(services: Clients, word: str) -> None:
    band = services.bands.create({"name": word, "draw": 100})[0]
    fits, large = (
        services.venues.create({"name": f"{word} {size}", "capacity": size, "country": "MT"})[0] for size in (150, 4000)
    )
    address, _ = Address.parse({"seed": ["1"], "band": [band.id], "country": ["MT"]}, TODAY)

    first = services.venues.random(asking.venues(address, band, Round())).items
    wide = services.venues.random(asking.venues(address, band, Round(is_wide=True))).items

    assert first == [fits]
    assert {item.id for item in wide} == {fits.id, large.id}


def test_a_given_room_narrows_the_bands_to_those_that_fill_it(services: Clients, word: str) -> None:
    room = services.venues.create({"name": word, "capacity": 400})[0]
    fits, huge, tiny = (
        services.bands.create({"name": f"{word} {draw}", "draw": draw, "genres": [word]})[0] for draw in (300, 5000, 20)
    )
    address, _ = Address.parse({"seed": ["1"], "venue": [room.id], "genre": [word]}, TODAY)

    first = services.bands.random(asking.bands(address, room, Round(recent_bands=(huge.id,)))).items
    wide = services.bands.random(asking.bands(address, room, Round(is_wide=True))).items

    assert first == [fits]
    assert {item.id for item in wide} == {fits.id, huge.id, tiny.id}


def test_the_same_seed_picks_the_same(catalogue: Catalogue[Any], word: str) -> None:
    for number in range(12):
        catalogue.create({"name": f"{word} {number}", "genres": [word]})
    query = [("genre", word), ("count", 4), ("seed", 7)]

    first, again = catalogue.random(query), catalogue.random(query)

    assert first == again
    assert (len(first.items), first.eligible) == (4, None)
