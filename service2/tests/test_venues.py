"""What only a venue has: an address, a zone, a capacity, a price, hours."""

import pytest
from testkit.pickers import Api


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("capacity", 500_000),
        ("hire_cost", "1250.50"),
        ("timezone", "America/Argentina/Buenos_Aires"),
        ("curfew", "00:00"),
        ("curfew", "23:59"),
        ("address", "53 Brunswick Street, Flat 4"),
        ("postcode", "LS1 4PR"),
    ],
)
def test_a_venue_keeps_what_is_known_of_it(venues: Api, name: str, value: object) -> None:
    assert venues.create("The Wardrobe", **{name: value})[name] == value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("capacity", 500_001),
        ("timezone", "Europe/Leeds"),
        ("timezone", "europe/london"),
        ("timezone", "../../etc/passwd"),
        ("timezone", "\ud800"),
        ("curfew", "24:00"),
        ("curfew", "9:30"),
        ("curfew", "23:00:00"),
        ("address", "x" * 301),
        ("postcode", "x" * 21),
        ("draw", 300),
        ("radius_km", 10),
    ],
)
def test_a_venue_cannot_be_what_no_venue_is(venues: Api, name: str, value: object) -> None:
    answer = venues.call("POST", json={"name": "The Wardrobe", name: value})

    assert (answer.status_code, [error["pointer"] for error in answer.json["errors"]]) == (422, [f"/{name}"])


def test_coordinates_and_zone_are_not_invented(venues: Api) -> None:
    venue = venues.create("The Wardrobe", city="Leeds", country="GB")

    assert (venue["lat"], venue["lon"], venue["timezone"]) == (None, None, None)


@pytest.mark.parametrize("name", ["draw_min", "draw_max", "fee_max", "fee_known"])
def test_a_venue_is_not_picked_by_what_bands_have(venues: Api, name: str) -> None:
    assert venues.call("GET", "/random", query_string={name: "1"}).status_code == 422


def test_venues_sort_by_capacity_and_not_by_draw(venues: Api) -> None:
    assert venues.call("GET", query_string={"sort": "capacity"}).status_code == 200
    assert venues.call("GET", query_string={"sort": "draw"}).status_code == 422


def test_a_hire_no_one_knows_passes_unless_only_known_ones_are_wanted(venues: Api) -> None:
    for name, hire_cost in {"Free": "0.00", "Palace": "9000.00", "Who Knows": None}.items():
        venues.create(name, hire_cost=hire_cost)

    picks = [venues.names("/random", count=3, seed=seed, hire_max="0") for seed in range(9)]

    assert picks == [["Free", "Who Knows"]] * 9
    assert venues.names("/random", count=3, hire_max="0", hire_known=1) == ["Free"]
