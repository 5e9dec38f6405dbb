"""What a card says of the diaries of its band and its venue: only what was read lately, and whose it is."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from gig_web.clients.gigs import Against, Reading
from gig_web.clients.nouns import Band, Venue
from gig_web.suggest import matchmaking, reasons
from gig_web.suggest.matchmaking import Match, Table, Taste
from gig_web.suggest.reasons import Reason
from gig_web.suggest.standing import Standing

FRIDAY = date(2027, 3, 12)
READ = "2027-03-01T12:00:00Z"
ASK = Reason("diary", "Their own diary is not known: ask before you promise.", is_caution=True)
JSON = {"Accept": "application/json"}

Bands = Callable[..., Band]
Venues = Callable[..., Venue]
Planner = Any


def read_until(until: str | None, *parts: Band | Venue) -> dict[str, Reading]:
    """Give readings of their diaries."""
    return {part.id: Reading(READ, until) for part in parts}


def said(match: Match) -> list[Reason]:
    """Give what is said of diaries."""
    return [reason for reason in reasons.why(match, is_checked=True) if reason.code in {"diary", "diary_free"}]


def ask_about(name: str) -> Reason:
    return Reason("diary", f"The diary of {name} is not known: ask before you promise.", is_caution=True)


def with_diaries(band: Band, venue: Venue, diaries: dict[str, Reading], *items: Against) -> Match:
    """Weigh both on a night, as the backend answered."""
    standing = Standing.of(items, diaries)
    conflicts = standing.against(FRIDAY, band.id, venue.id)
    return matchmaking.with_diaries(matchmaking.weigh(band, venue, FRIDAY, conflicts, Taste()), standing)


def test_a_diary_of_the_band_that_says_free_is_quoted_and_the_venue_is_to_be_asked(band: Bands, venue: Venues) -> None:
    match = with_diaries(band(), venue(), read_until("2027-12-31", band()))

    assert said(match) == [Reason("diary_free", "Their diary says free: The Howl."), ask_about("The Wardrobe")]


def test_a_diary_of_the_venue_that_says_free_is_quoted_and_the_band_is_to_be_asked(band: Bands, venue: Venues) -> None:
    match = with_diaries(band(), venue(), read_until("2027-03-12", venue()))

    assert said(match) == [Reason("diary_free", "Their diary says free: The Wardrobe."), ask_about("The Howl")]


def test_where_both_say_free_nobody_is_to_be_asked(band: Bands, venue: Venues) -> None:
    match = with_diaries(band(), venue(), read_until("2027-12-31", band(), venue()))

    assert said(match) == [Reason("diary_free", "Their diaries say free: The Howl and The Wardrobe.")]


def test_a_room_of_mine_has_no_other_diary_than_this_planner(band: Bands, venue: Venues) -> None:
    match = with_diaries(band(), venue(own=True), read_until("2027-12-31", band()))

    assert said(match) == [Reason("diary_free", "Their diary says free: The Howl.")]


@pytest.mark.parametrize("until", ["2027-03-11", None], ids=["it ends before", "not all was understood"])
def test_a_diary_that_does_not_know_the_day_says_nothing(band: Bands, venue: Venues, until: str | None) -> None:
    assert said(with_diaries(band(), venue(), read_until(until, band(), venue()))) == [ASK]


def test_a_day_that_is_busy_is_never_called_free(band: Bands, venue: Venues, against: Callable[..., Against]) -> None:
    busy = against(FRIDAY, band(), None, "diary")

    match = with_diaries(band(), venue(), read_until("2027-12-31", band(), venue()), busy)

    assert said(match) == [
        Reason("diary", "Something about diary.", is_caution=True),
        Reason("diary_free", "Their diary says free: The Wardrobe."),
    ]


def test_what_is_dealt_brings_its_diaries_along(band: Bands, venue: Venues) -> None:
    standing = Standing.of([], read_until("2027-12-31", band()))

    dealt = matchmaking.deal(Table([band()], [venue()], [FRIDAY], standing), Taste(), 7)

    assert dealt.match
    assert dealt.match.diaries == {"band": "free"}


def test_a_night_that_was_not_checked_has_no_diaries(band: Bands, venue: Venues) -> None:
    match = matchmaking.with_diaries(matchmaking.weigh(band(), venue(), FRIDAY, [], Taste()), Standing.unchecked())

    assert said(match) == [ASK]


def test_never_more_than_five_reasons_are_given(band: Bands, venue: Venues, against: Callable[..., Against]) -> None:
    infos = [against(FRIDAY, band(), None, rule, "info") for rule in ("same_genre", "same_city")]

    match = with_diaries(band(fee="1.00"), venue(), read_until("2027-12-31", band()), *infos)

    assert len(reasons.why(match, is_checked=True)) == reasons.MOST


def test_page_and_json_quote_the_diary(client: FlaskClient, planner: Planner, card_address: str) -> None:
    planner.diaries = {planner.bands[0]["id"]: {"read_at": "2026-11-20T12:00:00Z", "until": "2027-12-31"}}

    page, answer = client.get(card_address).text, client.get(card_address, headers=JSON).json

    assert "Their diary says free: The Howl." in page
    assert answer
    assert {"code": "diary_free", "text": "Their diary says free: The Howl.", "weight": 0.0} in answer["suggestion"][
        "reasons"
    ]


@pytest.mark.parametrize(
    "diaries", [[1], {"x": None}, {"x": {"read_at": "soon", "until": None}}], ids=["a list", "null", "no time"]
)
def test_diaries_that_cannot_be_read_count_as_not_checked(
    client: FlaskClient, planner: Planner, card_address: str, diaries: object
) -> None:
    planner.diaries = diaries

    assert "Not checked against your gigs" in client.get(card_address).text
