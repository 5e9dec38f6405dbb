"""What only a band has: how many it draws, what it asks for, how far and how often it plays."""

import pytest
from testkit.pickers import Api


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("draw", 1_000_000),
        ("draw", 1),
        ("fee", "0.00"),
        ("radius_km", 0),
        ("radius_km", 20_000),
        ("days_before", 365),
        ("days_after", 0),
    ],
)
def test_a_band_keeps_what_it_says_of_itself(bands: Api, name: str, value: object) -> None:
    assert bands.create("Wet Leg", **{name: value})[name] == value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("draw", 1_000_001),
        ("radius_km", -1),
        ("radius_km", 20_001),
        ("radius_km", "80"),
        ("days_before", 366),
        ("days_after", -1),
        ("days_after", 1.5),
        ("capacity", 300),
        ("timezone", "Europe/London"),
    ],
)
def test_a_band_cannot_be_what_no_band_is(bands: Api, name: str, value: object) -> None:
    answer = bands.call("POST", json={"name": "Wet Leg", name: value})

    assert (answer.status_code, [error["pointer"] for error in answer.json["errors"]]) == (422, [f"/{name}"])


@pytest.mark.parametrize("name", ["capacity_min", "capacity_max", "hire_max", "hire_known"])
def test_a_band_is_not_picked_by_what_venues_have(bands: Api, name: str) -> None:
    assert bands.call("GET", "/random", query_string={name: "1"}).status_code == 422


def test_bands_sort_by_draw_and_not_by_capacity(bands: Api) -> None:
    assert bands.call("GET", query_string={"sort": "-draw"}).status_code == 200
    assert bands.call("GET", query_string={"sort": "-capacity"}).status_code == 422


def test_a_fee_no_one_knows_passes_unless_only_known_ones_are_wanted(bands: Api) -> None:
    for name, fee in {"Cheap": "50.00", "Dear": "500.00", "Unknown": None}.items():
        bands.create(name, fee=fee)

    assert [bands.names("/random", count=3, seed=seed, fee_max="100") for seed in range(9)] == [
        ["Cheap", "Unknown"]
    ] * 9
    assert bands.names("/random", count=3, fee_max="100", fee_known=1) == ["Cheap"]
