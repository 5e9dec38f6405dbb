"""One card is dealt: never an ineligible one, the better ones more often, the same one for the same seed."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gig_web.clients.gigs import Against
from gig_web.clients.nouns import Band, Venue
from gig_web.clients.takings import PlannerAmounts, Takings
from gig_web.suggest import factors, matchmaking
from gig_web.suggest.figures import Ledger
from gig_web.suggest.matchmaking import Table, Taste
from gig_web.suggest.standing import Standing

FRIDAY = date(2027, 3, 12)
DAYS = [FRIDAY + timedelta(days=n) for n in range(4)]
NOTHING = Standing.of([])
RULES = [
    ("venue_taken", "block"),
    ("radius", "warn"),
    ("idea", "info"),
    ("discarded", "info"),
    ("venue_held", "info"),
    ("cannot_check", "info"),
]

Bands = Callable[..., Band]
Venues = Callable[..., Venue]
Make = Callable[..., Against]


@pytest.fixture(scope="session")
def bands(band: Bands) -> list[Band]:
    return [band(f"Band {n}", draw=(n + 1) * 60) for n in range(4)]


@pytest.fixture(scope="session")
def venues(venue: Venues) -> list[Venue]:
    return [venue(f"Venue {n}", capacity=(n + 1) * 100) for n in range(4)]


@settings(deadline=None, derandomize=True)
@given(draw=st.data(), seed=st.integers(0, 2**31 - 1), with_ideas=st.booleans(), surprise=st.booleans())
def test_nothing_ineligible_is_ever_dealt_and_every_exclusion_is_counted(  # noqa: PLR0913  # fixtures and draws
    bands: list[Band],
    venues: list[Venue],
    against: Make,
    *,
    draw: Any,  # noqa: ANN401  # hypothesis has no public type for it
    seed: int,
    with_ideas: bool,
    surprise: bool,
) -> None:
    one = st.tuples(
        st.sampled_from(DAYS), st.sampled_from([None, *bands]), st.sampled_from([None, *venues]), st.sampled_from(RULES)
    )
    items = [against(day, band, venue, *rule) for day, band, venue, rule in draw.draw(st.lists(one, max_size=30))]
    standing = Standing.of(items)
    harmless = {"cannot_check", "idea"} if with_ideas else {"cannot_check"}

    dealt = matchmaking.deal(
        Table(bands, venues, DAYS, standing), Taste(with_ideas=with_ideas, surprise=surprise), seed
    )

    if match := dealt.match:
        assert match.band
        assert match.venue
        rules = {c.rule for c in standing.against(match.day, match.band.id, match.venue.id)}
        assert rules <= harmless
    eligible = [
        (band, venue, day)
        for band in bands
        for venue in venues
        for day in DAYS
        if {c.rule for c in standing.against(day, band.id, venue.id)} <= harmless
    ]
    assert sum(dealt.eliminated.values()) + len(eligible) == 4 * 4 * 4
    assert (dealt.match is None) == (not eligible)


@settings(deadline=None, derandomize=True)
@given(draw=st.data(), seed=st.integers(0, 2**31 - 1))
def test_neither_the_order_nor_the_losers_change_the_card(
    bands: list[Band],
    venues: list[Venue],
    draw: Any,  # noqa: ANN401  # hypothesis has no public type for it
    seed: int,
) -> None:
    first = matchmaking.deal(Table(bands, venues, DAYS, NOTHING), Taste(), seed).match
    assert first
    others = [band for band in draw.draw(st.permutations(bands)) if band != first.band]
    fewer = [*others[: draw.draw(st.integers(0, 3))], first.band]

    again = matchmaking.deal(
        Table(fewer, draw.draw(st.permutations(venues)), draw.draw(st.permutations(DAYS)), NOTHING), Taste(), seed
    ).match

    assert again == first


def test_better_cards_come_up_more_often_but_not_always(band: Bands, venue: Venues) -> None:
    fitting, poor = band("Fitting"), band("Poor", genres=["opera"])
    table = Table([fitting, poor], [venue()], [FRIDAY], NOTHING)

    dealt = Counter(_name(table, Taste(), seed) for seed in range(2000))

    good, bad = (matchmaking.weigh(one, venue(), FRIDAY, [], Taste()).score for one in (fitting, poor))
    expected = good**12 / (good**12 + bad**12)
    assert abs(dealt["Fitting"] / 2000 - expected) < 0.03
    assert dealt["Poor"] > 0


def test_a_surprise_is_purely_random(band: Bands, venue: Venues) -> None:
    table = Table([band("Fitting"), band("Poor", draw=10, genres=["opera"])], [venue()], [FRIDAY], NOTHING)

    dealt = Counter(_name(table, Taste(surprise=True), seed) for seed in range(2000))

    assert abs(dealt["Poor"] / 2000 - 0.5) < 0.05


def test_the_nights_that_one_rule_alone_keeps_out_are_counted(band: Bands, venue: Venues, against: Make) -> None:
    room = venue()
    items = [against(day, None, room, "idea", "info") for day in DAYS]
    items += [against(DAYS[0], None, room, "dark_day"), against(DAYS[1], band(), None, "discarded", "info")]

    dealt = matchmaking.deal(Table([band()], [room], DAYS, Standing.of(items)), Taste(), 1)

    assert dealt == matchmaking.Deal(None, {"dark_day": 1, "discarded": 1, "idea": 2}, {"idea": 2})


def test_a_kept_date_may_have_ideas_already(band: Bands, venue: Venues, against: Make) -> None:
    standing = Standing.of([against(FRIDAY, None, venue(), "idea", "info")])
    table = Table([band()], [venue()], [FRIDAY], standing)

    assert matchmaking.deal(table, Taste(), 1).match is None
    match = matchmaking.deal(table, Taste(with_ideas=True), 1).match
    assert match
    assert [conflict.rule for conflict in match.conflicts] == ["idea"]


def test_a_card_keeps_what_it_has_when_a_picker_is_down(band: Bands, venue: Venues) -> None:
    without_venue = matchmaking.deal(Table([band()], None, [FRIDAY], NOTHING), Taste(), 1).match
    without_band = matchmaking.deal(Table(None, [venue()], [FRIDAY], NOTHING), Taste(), 1).match

    assert without_venue
    assert without_band
    assert (without_venue.band, without_venue.venue) == (band(), None)
    assert (without_band.band, without_band.venue) == (None, venue())


@pytest.mark.parametrize("bands_down", [True, False], ids=["both pickers down", "no band fits"])
def test_nothing_is_dealt_from_nothing(venue: Venues, *, bands_down: bool) -> None:
    table = Table(None, None, [FRIDAY], NOTHING) if bands_down else Table([], [venue()], [FRIDAY], NOTHING)

    assert matchmaking.deal(table, Taste(), 1) == matchmaking.Deal(None, {}, {})


@pytest.mark.parametrize(
    ("band_facts", "venue_facts", "code", "share"),
    [
        ({"genres": ["indie"]}, {"genres": ["Indie", "folk"]}, "genre", 1.0),
        ({"genres": ["indie", "punk"]}, {"genres": ["indie"]}, "genre", 0.8),
        ({"genres": ["opera"]}, {"genres": ["indie"]}, "genre", 0.0),
        ({"genres": []}, {"genres": ["indie"]}, "genre", None),
        ({"draw": 120}, {"capacity": 200}, "capacity", 1.0),
        ({"draw": 180}, {"capacity": 200}, "capacity", 1.0),
        ({"draw": 70}, {"capacity": 200}, "capacity", 0.5),
        ({"draw": 290}, {"capacity": 200}, "capacity", 0.5),
        ({"draw": 20}, {"capacity": 200}, "capacity", 0.0),
        ({"draw": 400}, {"capacity": 200}, "capacity", 0.0),
        ({"draw": None}, {"capacity": 200}, "capacity", None),
        ({"draw": 120}, {"capacity": None}, "capacity", None),
        ({}, {}, "distance", 1.0),
        ({"lat": 0.0}, {}, "distance", 0.0),
        ({"lat": None}, {}, "distance", None),
        ({"fee": "600.00"}, {"capacity": 200}, "money", 1.0),
        ({"fee": "1300.00"}, {"capacity": 200}, "money", 0.5),
        ({"fee": "2000.00"}, {"capacity": 200}, "money", 0.0),
        ({"fee": "2000.01"}, {"capacity": 200}, "money", 0.0),
        ({"fee": None}, {"capacity": 200}, "money", None),
        ({"fee": "750.00"}, {"capacity": None}, "money", None),
    ],
)
def test_each_factor_is_worth_its_share_and_the_unknown_is_neutral(  # noqa: PLR0913  # fixtures and a table
    band: Bands,
    venue: Venues,
    *,
    band_facts: dict[str, Any],
    venue_facts: dict[str, Any],
    code: str,
    share: float | None,
) -> None:
    pair = band(**band_facts), venue(**venue_facts)
    tenner = Ledger(takings=Takings(PlannerAmounts("10.00", currency="GBP"), {}))

    weighed = factors.of_pair(*pair, frozenset(), known=tenner.of(*pair))

    factor = next(factor for factor in weighed if factor.code == code)
    assert factor.share == (None if share is None else pytest.approx(share))
    assert factor.points == pytest.approx(factors.WEIGHTS[code] * (0.5 if share is None else share))


def test_genres_asked_for_are_what_the_overlap_is_about(band: Bands, venue: Venues) -> None:
    both = band(genres=["indie", "jazz"]), venue(genres=["indie"])

    assert factors.of_pair(*both, frozenset(), ["Indie"])[0].share == 1.0


def test_bands_and_venues_seen_lately_count_less(band: Bands, venue: Venues) -> None:
    shares = [
        factors.of_pair(band(), venue(), recent)[2].share
        for recent in [frozenset(), {"other"}, {"other", band().id}, {band().id, venue().id}]
    ]

    assert shares == [None, 1.0, 0.5, 0.0]


def test_nights_that_were_asked_for_are_all_alike() -> None:
    assert factors.of_day(FRIDAY).share == 1.0
    assert factors.of_day(FRIDAY, {4}).share is None


def test_the_weights_add_up_to_a_hundred() -> None:
    assert sum(factors.WEIGHTS.values()) == 100


def _name(table: Table, taste: Taste, seed: int) -> str:
    match = matchmaking.deal(table, taste, seed).match
    assert match
    assert match.band
    return match.band.name
