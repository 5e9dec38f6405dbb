"""Distances on the globe."""

from itertools import product
from math import cos, pi

import pytest

from gig_chassis.great_circle import EARTH_RADIUS_KM, distance_km, unit_vector

SPOTS = [(51.51, -0.13), (51.45, -2.59), (53.35, -6.26), (48.14, 11.58), (64.15, -21.94), (-33.87, 151.21), (0.0, 0.0)]


@pytest.mark.parametrize(
    ("here", "there", "km"),
    [
        ((51.5085, -0.1257), (48.8534, 2.3488), 344),
        ((40.7143, -74.0060), (34.0522, -118.2437), 3936),
        ((0, 179.5), (0, -179.5), 111.195),
        ((90, 0), (-90, 0), pi * EARTH_RADIUS_KM),
        ((0, 0), (0, 180), pi * EARTH_RADIUS_KM),
        ((53.35, -6.26), (-53.35, 173.74), pi * EARTH_RADIUS_KM),
        ((51.5, -0.12), (51.5, -0.12), 0),
    ],
    ids=["London-Paris", "New York-Los Angeles", "date line", "poles", "equator", "antipodes", "nowhere"],
)
def test_distances_are_those_of_the_great_circle(
    here: tuple[float, float], there: tuple[float, float], km: float
) -> None:
    assert distance_km(*here, *there) == pytest.approx(km, rel=0.002)
    assert distance_km(*there, *here) == pytest.approx(distance_km(*here, *there))


def test_antipodes_are_half_the_way_around() -> None:
    assert round(distance_km(10, 20, -10, -160)) == 20015


@pytest.mark.parametrize("km", [1, 25, 400, 19_000], ids="{} km".format)
def test_unit_vectors_compare_as_the_distance_does(km: int) -> None:
    pairs = [(unit_vector(*a), unit_vector(*b), a, b) for a, b in product(SPOTS, repeat=2)]

    for u, v, a, b in pairs:
        near = sum(p * q for p, q in zip(u, v, strict=True)) >= cos(km / EARTH_RADIUS_KM) - 1e-12
        assert near == (distance_km(*a, *b) <= km), (a, b)
