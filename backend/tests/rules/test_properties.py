"""What holds whatever the nights: both ways alike, nothing from ideas, a better night is a better night."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gig_store import conflicts
from gig_store.conflicts import Candidate
from gig_store.nights import Booking, Clause, Night, Player, Show, Spot, Surroundings
from gig_store.rules import INFO

DAY = date(2027, 3, 12)
NAMES = ["Leeds", "London", "Penzance"]
BOTH_WAYS = {"band_busy", "radius", "travel", "cannot_check", "same_genre", "same_city"}


@dataclass(frozen=True, slots=True)
class Plan:
    """A gig as the rules see it, whether it is what is asked about or what stands already."""

    day: date
    slot: str
    venue: Spot
    acts: tuple[Player, ...]
    status: str

    @property
    def candidate(self) -> Candidate:
        """Give the gig that is asked about."""
        return Candidate(self.day, self.slot, self.venue, self.acts, "hold")

    def night(self, number: int) -> Night:
        """Give the gig as it stands."""
        called = uuid.UUID(int=number)
        return Night(called, f"Gig {number}", self.day, self.status, self.slot, self.venue, self.status != "idea")


def around(plans: Sequence[Plan], travel_km: int = 400) -> Surroundings:
    """Surround a candidate with these gigs."""
    found = Surroundings({}, {}, shows={}, travel_km=travel_km)
    for number, plan in enumerate(plans):
        night = plan.night(number)
        found.nights.setdefault((plan.venue.id, plan.day), []).append(night)  # type: ignore[attr-defined]  # a dict here
        for act in plan.acts:
            found.bookings.setdefault(act.id, []).append(Booking(night, act.clause))  # type: ignore[attr-defined]  # a dict here
            if night.stands:
                found.shows.setdefault(plan.venue.id, []).append(Show(night, act.genres))  # type: ignore[attr-defined]  # a dict here
    return found


clauses = st.one_of(st.none(), st.builds(Clause, st.integers(0, 900), st.integers(0, 30), st.integers(0, 30)))
venues = st.integers(1, 4).flatmap(
    lambda number: st.builds(
        Spot,
        st.just(uuid.UUID(int=number)),
        st.just(f"Room {number}"),
        st.just([None, 50.1, 51.5, 53.8][number - 1]),
        st.just(-1.5),
        city=st.just(NAMES[number % 3]),
        capacity=st.sampled_from([None, 100, 500]),
    )
)
acts = st.integers(1, 3).flatmap(
    lambda number: st.builds(
        Player,
        st.just(uuid.UUID(int=number)),
        st.just(f"Band {number}"),
        clause=clauses,
        genres=st.just(frozenset([["punk", "folk", "punk"][number - 1]])),
        draw=st.sampled_from([None, 90, 400]),
    )
)


def plans(*statuses: str) -> st.SearchStrategy[Plan]:
    """Make up gigs of these statuses within a few weeks."""
    return st.builds(
        Plan,
        st.integers(-20, 20).map(lambda apart: DAY + timedelta(apart)),
        st.sampled_from(["evening", "late"]),
        venues,
        st.lists(acts, min_size=1, max_size=3, unique_by=lambda act: act.id).map(tuple),
        st.sampled_from(statuses),
    )


def rules(plan: Plan, surroundings: Surroundings) -> set[str]:
    return {found.rule for found in conflicts.against(plan.candidate, surroundings)}


@given(one=plans("hold", "confirmed"), other=plans("hold", "confirmed"), travel_km=st.integers(1, 900))
def test_what_two_gigs_have_against_each_other_does_not_depend_on_which_is_planned_last(
    one: Plan, other: Plan, travel_km: int
) -> None:
    last, first = rules(one, around([other], travel_km)), rules(other, around([one], travel_km))

    assert last & BOTH_WAYS == first & BOTH_WAYS


@given(plan=plans("hold"), ideas=st.lists(plans("idea"), max_size=6))
def test_ideas_never_block_and_never_warn(plan: Plan, ideas: list[Plan]) -> None:
    alone = {found for found in conflicts.against(plan.candidate, around([])) if found.level != INFO}
    among = {found for found in conflicts.against(plan.candidate, around(ideas)) if found.level != INFO}

    assert among == alone


@given(plan=plans("hold", "confirmed"), others=st.lists(plans("idea", "hold", "confirmed"), max_size=6))
def test_a_night_to_move_to_has_nothing_against_it(plan: Plan, others: list[Plan]) -> None:
    surroundings, days = around(others), [DAY + timedelta(apart) for apart in range(-28, 29)]

    day = conflicts.nearest_free_day(plan.candidate, days, surroundings)

    if day is None:
        tried = [Plan(each, plan.slot, plan.venue, plan.acts, plan.status) for each in days if each != plan.day]
        assert all(conflicts.against(each.candidate, surroundings)[0].level != INFO for each in tried)
    else:
        moved = Plan(day, plan.slot, plan.venue, plan.acts, plan.status)
        assert {found.level for found in conflicts.against(moved.candidate, surroundings)} <= {INFO}


@given(plan=plans("hold"), others=st.lists(plans("idea", "hold", "confirmed"), max_size=6))
def test_the_hardest_comes_first_and_nothing_is_said_twice(plan: Plan, others: list[Plan]) -> None:
    found = conflicts.against(plan.candidate, around(others))

    assert len(found) == len(set(found))
    assert [one.level for one in found] == sorted((one.level for one in found), key=["block", "warn", "info"].index)
