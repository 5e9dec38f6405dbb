"""A card's address: what is kept, what is passed over, what comes next."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gig_web.suggest.address import MOST_PASSED, PARTS, Address, Part
from gig_web.suggest.constraints import Constraints

TODAY = date(2026, 11, 22)
BAND, VENUE = "0190a1b2-0000-7000-8000-000000000001", "0190a1b2-0000-7000-8000-000000000002"
CARD = Address(Constraints(genres=("indie",)), frozenset(), 7, BAND, VENUE, date(2027, 3, 12))


def test_a_whole_card_is_written_and_read_back() -> None:
    address = replace(CARD, keep=frozenset({"venue", "band"}), passed=(BAND, "2027-03-13"), ideas=5)

    text = address.query_string()

    assert text == (
        f"genre=indie&keep=band,venue&seed=7&band={BAND}&venue={VENUE}&day=2027-03-12&passed={BAND},2027-03-13&ideas=5"
    )
    assert Address.parse(parse_qs(text), TODAY) == (address, {})


@pytest.mark.parametrize(
    "following",
    [lambda card: card.another("day"), Address.following, Address.including_ideas, Address.begun_again],
    ids=["another date", "the next card", "with ideas", "begun again"],
)
def test_how_many_nights_have_an_idea_is_counted_anew_for_each_card(following: Callable[[Address], Address]) -> None:
    assert following(replace(CARD, ideas=5)).ideas == 0


def test_only_a_whole_card_is_complete() -> None:
    assert CARD.has(PARTS)
    assert not replace(CARD, day=None).has(PARTS)
    assert not replace(CARD, seed=None).has(PARTS)


def test_a_part_that_is_not_there_cannot_be_kept() -> None:
    address, errors = Address.parse(parse_qs(f"keep=band,day&band={BAND}"), TODAY)

    assert not errors
    assert address.keep == {"band"}


@pytest.mark.parametrize("part", PARTS)
def test_another_part_leaves_the_other_two_and_passes_over_this_one(part: Part) -> None:
    following = CARD.another(part)

    assert [name for name in PARTS if getattr(following, name) is None] == [part]
    assert following.passed == (str(getattr(CARD, part)),)
    assert following.seed != CARD.seed


def test_what_was_passed_over_is_remembered_but_not_for_ever() -> None:
    address = CARD
    for number in range(MOST_PASSED + 3):
        address = replace(address, band=f"0190a1b2-0000-7000-8000-0000000001{number:02}").another("band")

    assert len(address.passed) == MOST_PASSED
    assert address.passed[-1] == f"0190a1b2-0000-7000-8000-0000000001{MOST_PASSED + 2:02}"


def test_bands_and_days_that_were_passed_over_are_told_apart() -> None:
    address = CARD.another("band").another("day")

    assert address.passed_ids == (BAND,)
    assert address.passed_days == {date(2027, 3, 12)}


def test_a_part_is_kept_and_let_go_of_without_changing_the_card() -> None:
    kept = CARD.toggled("band")

    assert kept == replace(CARD, keep=frozenset({"band"}))
    assert kept.toggled("band") == CARD
    assert kept.toggled("day").reset() == CARD


def test_the_next_card_keeps_what_is_kept_and_the_search() -> None:
    following = CARD.toggled("venue").following(BAND)

    assert (following.band, following.venue, following.day) == (None, VENUE, None)
    assert following.keep == {"venue"}
    assert following.constraints == CARD.constraints
    assert following.passed_ids == (BAND,)
    assert following.seed not in {None, CARD.seed}


def test_the_search_is_remembered_without_the_card() -> None:
    assert dict(CARD.toggled("venue").saved_search()) == {"genre": "indie", "keep": "venue", "venue": VENUE}


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("seed=-1", "seed"),
        ("seed=2147483648", "seed"),
        ("band=x", "band"),
        ("venue=%00", "venue"),
        ("day=12.3.2027", "day"),
        ("keep=everything", "keep"),
        ("passed=x", "passed"),
        ("passed=2027-13-01", "passed"),
        ("capacity_min=x", "capacity_min"),
    ],
)
def test_a_damaged_address_is_said_to_be(query: str, field: str) -> None:
    _, errors = Address.parse(parse_qs(query), TODAY)

    assert list(errors) == [field]


@settings(deadline=None, derandomize=True)
@given(
    st.dictionaries(
        st.sampled_from(["band", "venue", "day", "seed", "keep", "passed"]), st.lists(st.text() | st.uuids().map(str))
    )
)
def test_no_address_of_a_card_breaks_the_reading(args: dict[str, list[str]]) -> None:
    found, _ = Address.parse(args, TODAY)

    assert Address.parse(parse_qs(found.query_string()), TODAY) == (found, {})
