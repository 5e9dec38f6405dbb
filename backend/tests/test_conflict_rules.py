"""Each rule a night can break, as pure functions."""

import uuid
from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gig_store import conflicts
from gig_store.conflicts import Candidate
from gig_store.nights import Booking, Clause, Night, Player, Spot, Surroundings

DAY = date(2027, 3, 12)
LEEDS = Spot(uuid.UUID(int=1), "The Wardrobe", 53.8, -1.54)
LONDON = Spot(uuid.UUID(int=2), "The Lexington", 51.53, -0.11)
GLASGOW = Spot(uuid.UUID(int=3), "King Tut's", 55.86, -4.27)
PENZANCE = Spot(uuid.UUID(int=4), "The Acorn", 50.12, -5.54)
NOWHERE = Spot(uuid.UUID(int=5), "A barn")
HOWL = Player(uuid.UUID(int=11), "The Howl")


def night(
    spot: Spot, apart: int = 0, status: str = "confirmed", slot: str = "evening", title: str = "The Howl"
) -> Night:
    return Night(uuid.UUID(int=99), title, DAY + timedelta(apart), status, slot, spot, status != "idea")


def around(*nights: Night, clause: Clause | None = None, **more: frozenset[Any]) -> Surroundings:
    """Surround a candidate with nights of the Howl."""
    by_venue = defaultdict(list)
    for one in nights:
        by_venue[one.spot.id, one.gig_day].append(one)
    return Surroundings(by_venue, {HOWL.id: [Booking(one, clause) for one in nights]}, **more)


def found(candidate: Candidate, surroundings: Surroundings) -> list[tuple[str, str]]:
    return [(conflict.level, conflict.rule) for conflict in conflicts.against(candidate, surroundings)]


def at(spot: Spot | None, status: str = "confirmed", acts: tuple[Player, ...] = (HOWL,)) -> Candidate:
    return Candidate(DAY, "evening", spot, acts, status)


def other_bands(*nights: Night) -> Surroundings:
    return Surroundings(around(*nights).nights)


@pytest.mark.parametrize(
    ("candidate", "surroundings", "rules"),
    [
        (at(LEEDS), other_bands(), []),
        (at(LEEDS), other_bands(night(LEEDS)), [("block", "venue_taken")]),
        (at(LEEDS, "hold"), other_bands(night(LEEDS)), [("warn", "hold_over_confirmed")]),
        (at(LEEDS, "offered"), other_bands(night(LEEDS)), [("warn", "hold_over_confirmed")]),
        (at(LEEDS), other_bands(night(LEEDS, slot="matinee")), []),
        (at(LEEDS), other_bands(night(LEEDS, 1)), []),
        (at(LEEDS), other_bands(night(LEEDS, status="hold"), night(LEEDS, status="offered")), [("info", "venue_held")]),
        (at(LEEDS), other_bands(night(LEEDS, status="idea")), [("info", "idea")]),
        (at(LEEDS), around(night(LONDON)), [("warn", "band_busy")]),
        (at(LEEDS), around(night(LONDON, status="hold", slot="late")), [("warn", "band_busy")]),
        (at(None), around(night(LONDON, status="offered")), [("warn", "band_busy")]),
        (at(LEEDS), around(night(LEEDS, slot="matinee")), []),
        (at(LEEDS), around(night(LONDON, status="idea")), [("info", "idea")]),
        (at(LEEDS), around(night(PENZANCE, -1)), [("warn", "travel")]),
        (at(LEEDS), around(night(PENZANCE, 1, "hold")), [("warn", "travel")]),
        (at(LEEDS), around(night(PENZANCE, 1, "idea")), [("info", "idea")]),
        (at(LEEDS), around(night(PENZANCE, 2)), []),
        (at(LEEDS), around(night(LONDON, 1)), []),
        (at(LEEDS), around(night(NOWHERE, 1)), [("info", "cannot_check")]),
        (at(NOWHERE), around(night(LEEDS, -1)), [("info", "cannot_check")]),
        (at(NOWHERE), around(night(NOWHERE, -1)), []),
        (at(None), around(night(PENZANCE, -1)), []),
    ],
    ids=[
        "nothing", "taken", "a hold over it", "an offer over it", "another slot", "another day", "held", "an idea here",
        "busy", "held late", "busy, no venue yet", "a matinee in the same room", "an idea elsewhere", "from afar",
        "to afar", "to an idea afar", "two days later", "not far", "to nowhere", "at nowhere", "nowhere twice",
        "no venue yet",
    ],
)  # fmt: skip
def test_a_night_breaks_these_rules(
    candidate: Candidate, surroundings: Surroundings, rules: list[tuple[str, str]]
) -> None:
    assert found(candidate, surroundings) == rules


@pytest.mark.parametrize("ranges", [("2027-03-12/2027-03-12",), ("2027-01-01/2027-01-02", "2027-03-01/2027-03-12")])
def test_a_day_the_venue_is_closed_or_the_band_away_warns(ranges: tuple[str, ...]) -> None:
    closed = Spot(LEEDS.id, LEEDS.name, dark_days=ranges)
    away = Player(HOWL.id, HOWL.name, unavailable=ranges)

    assert found(at(closed, acts=(away,)), Surroundings()) == [("warn", "dark_day"), ("warn", "unavailable")]


def test_a_range_that_ends_the_day_before_does_not_warn() -> None:
    closed = Spot(LEEDS.id, LEEDS.name, dark_days=("2027-03-01/2027-03-11", "2027-03-13/2027-03-14"))

    assert found(at(closed), Surroundings()) == []


@pytest.mark.parametrize(
    ("apart", "clause", "hit"),
    [
        (-10, Clause(300, 10, 0), True),
        (-11, Clause(300, 10, 30), False),
        (20, Clause(300, 0, 20), True),
        (21, Clause(300, 30, 20), False),
        (10, Clause(200, 30, 30), False),
    ],
    ids=["days before", "too long before", "days after", "too long after", "too far away"],
)
def test_the_new_gigs_own_clause_covers_its_days_and_its_circle(apart: int, clause: Clause, *, hit: bool) -> None:
    bound = Player(HOWL.id, HOWL.name, clause=clause)

    assert found(at(LEEDS, acts=(bound,)), around(night(LONDON, apart))) == ([("warn", "radius")] if hit else [])


@pytest.mark.parametrize(
    ("apart", "clause", "hit"),
    [
        (10, Clause(300, 10, 0), True),
        (-10, Clause(300, 30, 9), False),
        (-20, Clause(300, 0, 20), True),
        (21, Clause(300, 20, 30), False),
    ],
    ids=["it comes after", "too long after it", "it came before", "too long before it"],
)
def test_the_other_gigs_clause_covers_the_new_day_the_other_way_round(apart: int, clause: Clause, *, hit: bool) -> None:
    surroundings = around(night(LONDON, apart), clause=clause)

    assert found(at(LEEDS), surroundings) == ([("warn", "radius")] if hit else [])


def test_a_clause_does_not_hold_against_an_idea_and_cannot_be_checked_without_coordinates() -> None:
    wide = Clause(300, 30, 30)

    assert found(at(LEEDS), around(night(LONDON, 10, "idea"), clause=wide)) == []
    assert found(at(LEEDS), around(night(NOWHERE, 10), clause=wide)) == [("info", "cannot_check")]


def test_what_people_discarded_is_told() -> None:
    resting = Surroundings(resting_pairs=frozenset([(HOWL.id, LEEDS.id)]))
    left_out = Surroundings(left_out=frozenset([HOWL.id, LEEDS.id]))

    assert found(at(LEEDS), resting) == [("info", "discarded")]
    assert found(at(LONDON), resting) == []
    assert found(at(LEEDS), left_out) == [("info", "discarded"), ("info", "discarded")]


def test_the_hardest_comes_first() -> None:
    closed = Spot(LEEDS.id, LEEDS.name, dark_days=("2027-03-12/2027-03-12",))
    nights = night(LEEDS, status="idea"), night(LEEDS)

    assert [level for level, _ in found(at(closed), other_bands(*nights))] == ["block", "warn", "info"]


def test_a_band_without_an_id_breaks_no_rule_of_a_band() -> None:
    assert found(at(LEEDS, acts=(Player(None, "Locals"),)), around(night(LONDON))) == []


@pytest.mark.parametrize(
    ("nights", "days", "nearest"),
    [
        ([0], [-1, 1], 1),
        ([0, 1], [-2, -1, 0, 1, 2], -1),
        ([-1, 0, 1], [-2, -1, 0, 1, 2], 2),
        ([0], [0], None),
    ],
    ids=["the later of two", "the day before", "two days later", "none"],
)
def test_the_nearest_free_day_is_offered(nights: list[int], days: list[int], nearest: int | None) -> None:
    taken = other_bands(*(night(LEEDS, apart) for apart in nights))
    free = conflicts.nearest_free_day(at(LEEDS), [DAY + timedelta(apart) for apart in days], taken)

    assert free == (None if nearest is None else DAY + timedelta(nearest))


places = st.tuples(st.floats(-89, 89), st.floats(-179, 179))


@given(one=places, other=places, apart=st.integers(-40, 40), clause=st.builds(Clause, *[st.integers(0, 40)] * 3))
def test_a_clause_hits_whichever_of_two_gigs_is_planned_last(
    one: tuple[float, float], other: tuple[float, float], apart: int, clause: Clause
) -> None:
    here, there = Spot(uuid.UUID(int=6), "Here", *one), Spot(uuid.UUID(int=7), "There", *other)
    bound = Player(HOWL.id, HOWL.name, clause=clause)

    bound_last = ("warn", "radius") in found(at(here, acts=(bound,)), around(night(there, apart)))
    bound_first = ("warn", "radius") in found(at(there), around(night(here, -apart), clause=clause))

    assert bound_last == bound_first


@pytest.mark.parametrize(
    ("candidate", "surroundings", "text"),
    [
        (
            at(LEEDS),
            other_bands(night(LEEDS)),
            "The Wardrobe is taken on Fri 12 Mar 2027: The Howl is confirmed there.",
        ),
        (
            at(LEEDS, "hold"),
            other_bands(night(LEEDS, title="Winter Fest")),
            "The Wardrobe has confirmed Winter Fest on Fri 12 Mar 2027: this would only stand behind it.",
        ),
        (
            at(LEEDS),
            other_bands(night(LEEDS, status="hold"), night(LEEDS, status="offered")),
            "The Howl holds The Wardrobe on Fri 12 Mar 2027: you would be the 3rd hold.",
        ),
        (
            at(LEEDS),
            around(night(LONDON, title="Winter Fest", status="hold")),
            "The Howl is on hold for Winter Fest at The Lexington on Fri 12 Mar 2027.",
        ),
        (
            at(LEEDS),
            around(night(PENZANCE, -1)),
            "The Howl is confirmed at The Acorn on Thu 11 Mar 2027, the day before, 492 km away as the crow flies.",
        ),
        (
            at(LEEDS),
            around(night(LONDON, 2), clause=Clause(300, 7, 1)),
            "270 km away as the crow flies: within the radius clause of that gig (300 km, 7 days before, 1 after).",
        ),
        (
            at(LEEDS),
            around(night(NOWHERE, 1)),
            "Cannot check the way of The Howl against the gig at A barn on Sat 13 Mar 2027: a venue's coordinates",
        ),
    ],
    ids=["taken", "over confirmed", "held", "busy", "far", "near", "unknown"],
)
def test_a_conflict_says_which_gig_which_day_and_how_far(
    candidate: Candidate, surroundings: Surroundings, text: str
) -> None:
    assert text in conflicts.against(candidate, surroundings)[0].text
