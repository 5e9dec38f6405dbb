"""Constraints are read from the address and written back to it."""

from datetime import date
from decimal import Decimal
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gig_web.suggest import localities
from gig_web.suggest.constraints import Constraints
from gig_web.suggest.localities import Around

TODAY = date(2026, 11, 22)
BAND, VENUE = "0190a1b2-0000-7000-8000-000000000001", "0190a1b2-0000-7000-8000-000000000002"
PARAMETERS = [
    "bands",
    "venues",
    "genre",
    "place",
    "km",
    "country",
    "capacity_min",
    "capacity_max",
    "from",
    "to",
    "weekday",
    "fee_max",
    "fee_known",
    "own",
    "no_starter",
    "with_ideas",
    "surprise",
]


def test_every_constraint_is_read() -> None:
    query = (
        f"bands={BAND}&venues={VENUE}&genre=Post-Punk,+indie&genre=indie&place=Leeds&km=150&country=united+kingdom"
        "&capacity_min=100&capacity_max=1,200&from=2027-01-01&to=2027-03-31&weekday=fri&weekday=thu,sat&fee_max=250"
        "&fee_known=1&own=rooms&no_starter=on&with_ideas=1&surprise=1"
    )

    found, errors = Constraints.parse(parse_qs(query), TODAY)

    assert errors == {}
    assert found == Constraints(
        bands=(BAND,),
        venues=(VENUE,),
        genres=("post-punk", "indie"),
        around=Around("Leeds", 150, 53.796, -1.548),
        country="GB",
        capacity_min=100,
        capacity_max=1200,
        first=date(2027, 1, 1),
        last=date(2027, 3, 31),
        weekdays=frozenset({3, 4, 5}),
        fee_max=Decimal("250.00"),
        fee_known=True,
        own="rooms",
        starter_out="1",
        with_ideas=True,
        surprise=True,
    )


def test_the_address_is_written_in_one_way_only() -> None:
    found, _ = Constraints.parse(parse_qs("weekday=sat&weekday=fri&km=20&place=Leeds&genre=Indie,,indie"), TODAY)

    assert urlencode(found.query()) == "genre=indie&place=Leeds&km=20&weekday=fri%2Csat"


def test_without_constraints_the_address_is_empty() -> None:
    assert Constraints().query() == []


def test_a_place_without_a_radius_means_fifty_kilometres() -> None:
    found, _ = Constraints.parse({"place": ["Leeds"]}, TODAY)

    assert found.around
    assert found.around.km == 50


@pytest.mark.parametrize(
    ("query", "field", "sentence"),
    [
        ("place=Leedz", "place", "No place called “Leedz” is known. Check the spelling, or name a larger one near it."),
        ("place=Cambridge", "place", "There is more than one Cambridge: say which, such as Cambridge, United Kingdom."),
        ("km=20", "place", "Say which place the 20 km are around."),
        ("place=Leeds&km=0", "km", "Write a whole number from 1 to 20,000."),
        (
            "country=Narnia",
            "country",
            "No country called “Narnia” is known. Write its English name or its two letters.",
        ),
        ("capacity_min=many", "capacity_min", "Write a whole number from 1 to 500,000."),
        ("capacity_min=-1", "capacity_min", "Write a whole number from 1 to 500,000."),
        ("capacity_min=" + "9" * 100, "capacity_min", "Write a whole number from 1 to 500,000."),
        ("capacity_min=٣", "capacity_min", "Write a whole number from 1 to 500,000."),
        ("capacity_min=300&capacity_max=200", "capacity_max", "The largest room is smaller than the smallest one."),
        ("from=tomorrow", "from", "Write the date as year-month-day, such as 2027-03-12."),
        ("from=2027-02-30", "from", "Write the date as year-month-day, such as 2027-03-12."),
        ("to=9999-12-31", "to", "Write the date as year-month-day, such as 2027-03-12."),
        ("to=2026-11-22", "to", "That day is not to come. Choose a later one."),
        ("from=2027-02-02&to=2027-02-01", "to", "This is before the first day."),
        ("from=2027-02-02&to=2030-02-01", "to", "That is a long time. Choose at most two years at once."),
        ("weekday=funday", "weekday", "Choose from those offered."),
        ("fee_max=12.345", "fee_max", "Write an amount such as 250 or 250.00."),
        ("own=everything", "own", "Choose one of those offered."),
        ("bands=1", "bands", "This address is damaged: it names something that cannot exist. Start again."),
        ("bands=" + ",".join(f"{n:032x}" for n in range(21)), "bands", "Choose at most 20."),
        ("place=%00", "place", "This holds characters that cannot be read. Type it again."),
        ("place=" + "x" * 121, "place", "This is longer than 120 characters."),
        (
            "genre=" + "x" * 51,
            "genre",
            "Give at most 20 genres of up to 50 letters, with commas between.",
        ),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(query: str, field: str, sentence: str) -> None:
    _, errors = Constraints.parse(parse_qs(query), TODAY)

    assert errors == {field: sentence}


def test_a_field_that_cannot_be_read_leaves_the_others_alone() -> None:
    found, errors = Constraints.parse(parse_qs("genre=indie&capacity_min=x"), TODAY)

    assert found == Constraints(genres=("indie",))
    assert list(errors) == ["capacity_min"]


def test_a_place_can_be_told_from_its_namesake_by_its_country() -> None:
    found, errors = Constraints.parse({"place": ["Cambridge, United States"]}, TODAY)

    assert not errors
    assert found.around
    assert round(found.around.lat) == 42


def test_a_place_that_is_known_needs_no_choices() -> None:
    assert localities.choices("Leeds") == ()
    assert "Cambridge, New Zealand" in localities.choices("Cambridge")


@settings(deadline=None, derandomize=True)
@given(st.dictionaries(st.sampled_from(PARAMETERS), st.lists(st.text(), max_size=3)))
def test_no_address_breaks_the_reading(args: dict[str, list[str]]) -> None:
    found, errors = Constraints.parse(args, TODAY)

    again, _ = Constraints.parse(parse_qs(urlencode(found.query())), TODAY)
    assert set(errors) <= set(PARAMETERS)
    assert again == found
