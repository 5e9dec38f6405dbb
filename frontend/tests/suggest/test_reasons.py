"""Reasons say what was checked, and no more."""

from collections.abc import Callable
from datetime import date

import pytest

from gig_web.clients.gigs import Against
from gig_web.clients.nouns import Band, Venue
from gig_web.suggest import matchmaking, reasons
from gig_web.suggest.matchmaking import Match, Taste
from gig_web.suggest.reasons import Unknown

FRIDAY = date(2027, 3, 12)
DIARY = "Their own diary is not known: ask before you promise."

Bands = Callable[..., Band]
Venues = Callable[..., Venue]


def test_a_good_card_says_why_and_ends_with_the_caution(band: Bands, venue: Venues) -> None:
    match = matchmaking.weigh(band(fee="300.00"), venue(), FRIDAY, [], Taste())

    assert _texts(match) == [
        "Nothing else in your planner that night, for the band or the room.",
        "Post-punk suits this room.",
        "Draws about 150, a good fit for a room of 200.",
        "1 km from where the band is at home, as the crow flies.",
        DIARY,
    ]


def test_each_reason_says_what_it_is_worth(band: Bands, venue: Venues) -> None:
    match = matchmaking.weigh(band(), venue(), FRIDAY, [], Taste())

    found = reasons.why(match, is_checked=True)

    assert [(reason.code, reason.weight, reason.is_caution) for reason in found] == [
        ("clear", 0.0, False),
        ("genre", 25.0, False),
        ("capacity", 25.0, False),
        ("distance", 15.0, False),
        ("diary", 0.0, True),
    ]


def test_what_is_not_known_is_not_quoted(band: Bands, venue: Venues) -> None:
    empty = band(genres=[], draw=None, lat=None, lon=None)

    match = matchmaking.weigh(empty, venue(), FRIDAY, [], Taste())

    assert _texts(match) == [
        "Nothing else in your planner that night, for the band or the room.",
        "A Friday night.",
        DIARY,
    ]


def test_what_speaks_against_the_card_is_not_quoted(band: Bands, venue: Venues) -> None:
    far = band(genres=["opera", "indie"], draw=20, lat=0.0, fee="9000.00")

    match = matchmaking.weigh(far, venue(), date(2027, 3, 9), [], Taste(frozenset({far.id, venue().id})))

    assert _texts(match) == [
        "Nothing else in your planner that night, for the band or the room.",
        "Indie suits this room.",
        DIARY,
    ]


def test_distance_and_freshness_are_quoted_where_there_is_room_for_them(band: Bands, venue: Venues) -> None:
    unheard_of = band(genres=[], draw=None)

    match = matchmaking.weigh(unheard_of, venue(), FRIDAY, [], Taste(frozenset({"another"})))

    assert _texts(match)[1:-1] == [
        "Neither came up on your last cards.",
        "1 km from where the band is at home, as the crow flies.",
        "A Friday night.",
    ]


def test_an_unchecked_night_is_never_called_clear(band: Bands, venue: Venues) -> None:
    match = matchmaking.weigh(band(), venue(), FRIDAY, [], Taste())

    found = reasons.why(match, is_checked=False)

    assert found[0].text == "Not checked against your gigs: the planner's own list does not answer."
    assert found[0].is_caution
    assert "clear" not in {reason.code for reason in found}


def test_what_stands_beside_the_night_is_said_instead(
    band: Bands, venue: Venues, against: Callable[..., Against]
) -> None:
    conflicts = against(FRIDAY, band(), None, "cannot_check", "info").conflicts

    match = matchmaking.weigh(band(), venue(), FRIDAY, conflicts, Taste())

    assert _texts(match)[0] == "Something about cannot_check."
    assert reasons.why(match, is_checked=True)[0].is_caution


@pytest.mark.parametrize(
    ("with_band", "with_venue", "sentence"),
    [
        (True, False, "Nothing else in your planner that night, for the band."),
        (False, True, "Nothing else in your planner that night, for the room."),
    ],
    ids=["no venue", "no band"],
)
def test_half_a_card_speaks_only_of_its_half(
    band: Bands, venue: Venues, sentence: str, *, with_band: bool, with_venue: bool
) -> None:
    match = matchmaking.weigh(band() if with_band else None, venue() if with_venue else None, FRIDAY, [], Taste())

    assert _texts(match) == [sentence, "A Friday night.", DIARY]


def test_what_is_missing_is_named_by_side(band: Bands, venue: Venues) -> None:
    match = matchmaking.weigh(band(draw=None), venue(capacity=None, genres=[], lat=None), FRIDAY, [], Taste())

    assert reasons.unknown(match) == [
        Unknown("band", ("fee", "draw")),
        Unknown("venue", ("capacity", "genres", "place")),
    ]


def test_nothing_is_named_where_all_is_known(band: Bands) -> None:
    assert reasons.unknown(matchmaking.weigh(band(fee="1.00"), None, FRIDAY, [], Taste())) == []


def test_no_reason_calls_a_night_free(band: Bands, venue: Venues) -> None:
    match = matchmaking.weigh(band(fee="300.00"), venue(own=True), FRIDAY, [], Taste(frozenset({"another"})))

    assert not [text for text in _texts(match) if "free" in text.lower()]


@pytest.mark.parametrize(("km", "text"), [(0.4, "Less than 1 km"), (6.4, "6 km"), (1234.5, "1,234 km")])
def test_distances_are_rounded_to_kilometres(km: float, text: str) -> None:
    assert reasons.distance(km) == text


def _texts(match: Match) -> list[str]:
    return [reason.text for reason in reasons.why(match, is_checked=True)]
