"""What the ticket says of band and room above their names."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

Planner = Any


def eyebrows(html: str) -> list[str]:
    return re.findall(r'<p class="eyebrow">(.*?)</p>', html)


def test_a_band_and_a_room_of_one_country_are_placed_by_city(client: FlaskClient, card_address: str) -> None:
    band, venue = eyebrows(client.get(card_address).text)

    assert band == "post-punk · Leeds · draws about 150"
    assert venue.startswith("Leeds · room for 200 · ")


def test_countries_are_named_where_they_differ(client: FlaskClient, planner: Planner, card_address: str) -> None:
    planner.venues[0] |= {"city": "Athens", "country": "US"}

    band, venue = eyebrows(client.get(card_address).text)

    assert band == "post-punk · Leeds, United Kingdom · draws about 150"
    assert venue.startswith("Athens, United States · room for 200 · ")


def test_an_unknown_place_or_size_is_left_out_or_said(client: FlaskClient, planner: Planner, card_address: str) -> None:
    planner.bands[0] |= {"city": None, "country": None, "lat": None, "lon": None, "draw": None, "genres": []}
    planner.venues[0] |= {"capacity": None}

    assert eyebrows(client.get(card_address).text) == ["draw not known", "Leeds · size not known"]


@pytest.mark.parametrize("seed", range(12))
def test_another_band_of_a_search_by_name_is_another_while_there_is_one(
    client: FlaskClient, planner: Planner, seed: int
) -> None:
    one, other = (row["id"] for row in planner.bands)
    search = f"/?bands={one},{other}&venue={planner.venues[0]['id']}&day=2027-03-12&seed={seed}"

    assert f"band={other}" in client.get(f"{search}&passed={one}").location
    assert "band=" in client.get(f"{search}&passed={one},{other}").location
