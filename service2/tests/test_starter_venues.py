"""The facts of the starter venues that bands do not have: capacity, zone, address."""

from collections import Counter

from gig_chassis import places
from gig_chassis.catalogue import starter
from venue_picker.catalogue import VENUES
from venue_picker.migrate import STARTER

SMALL = 1_000


def test_capacities_are_those_of_venues_and_most_are_small() -> None:
    known = [venue["capacity"] for venue in starter.read(VENUES, STARTER) if venue["capacity"]]

    assert (min(known) >= 20, max(known) <= 25_000) == (True, True)
    assert sum(capacity <= SMALL for capacity in known) > len(known) / 2


def test_each_venue_keeps_the_time_of_its_city() -> None:
    wrong = [
        venue["name"]
        for venue in starter.read(VENUES, STARTER)
        if venue["timezone"] not in {place.timezone for place in places.find(venue["city"], venue["country"])}
    ]

    assert wrong == []


def test_each_venue_has_an_address_of_its_own() -> None:
    venues = starter.read(VENUES, STARTER)
    addresses = Counter((venue["address"], venue["city"], venue["name"]) for venue in venues if venue["address"])

    assert set(addresses.values()) == {1}


def test_most_venues_are_in_the_united_kingdom_and_ireland() -> None:
    countries = Counter(venue["country"] for venue in starter.read(VENUES, STARTER))

    assert countries["GB"] + countries["IE"] > countries.total() / 2


def test_nothing_is_said_of_a_venue_that_only_it_could_know() -> None:
    venues = starter.read(VENUES, STARTER)

    assert {venue[name] for venue in venues for name in ("hire_cost", "contact", "email", "phone", "notes")} == {None}
