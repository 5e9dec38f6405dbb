"""The facts of the starter catalogues: places, genres, numbers, nobody twice."""

import csv
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from marshmallow import ValidationError
from testkit.genres import GENRES
from testkit.pickers import Api, Picker

from gig_chassis import places
from gig_chassis.catalogue import starter
from gig_chassis.folding import fold
from gig_chassis.great_circle import distance_km

AROUND_TOWN_KM = 60
ALSO_CALLED = {"Tamanrasset": "Tamanghasset"}  # what the gazetteer calls it


@pytest.fixture
def rows(picker: Picker) -> list[dict[str, Any]]:
    """Give the rows of the starter catalogue as the API takes them."""
    return starter.read(picker.catalogue, picker.starter)


def test_there_are_enough_from_several_countries(rows: list[dict[str, Any]]) -> None:
    assert len(rows) >= 150
    assert len({row["country"] for row in rows}) >= 5
    assert len({genre for row in rows for genre in row["genres"]}) >= 25


def test_each_says_where_it_is_at_home(rows: list[dict[str, Any]]) -> None:
    assert [row["name"] for row in rows if not (row["city"] and row["country"])] == []


def test_each_lies_near_its_city(rows: list[dict[str, Any]]) -> None:
    astray = [
        (row["name"], row["city"])
        for row in rows
        if row["lat"] is not None
        and not any(
            distance_km(place.lat, place.lon, row["lat"], row["lon"]) <= AROUND_TOWN_KM
            for place in places.find(ALSO_CALLED.get(row["city"], row["city"]), row["country"])
        )
    ]

    assert astray == []


def test_each_has_genres_of_the_one_list(rows: list[dict[str, Any]]) -> None:
    assert [row["name"] for row in rows if not row["genres"]] == []
    assert {genre for row in rows for genre in row["genres"]} <= GENRES


def test_nobody_is_there_twice(rows: list[dict[str, Any]]) -> None:
    twice = [key for key, count in Counter((fold(row["name"]), fold(row["city"])) for row in rows).items() if count > 1]

    assert twice == []


def test_the_file_has_no_column_the_api_does_not_know(picker: Picker) -> None:
    with picker.starter.open(encoding="utf-8", newline="") as file:
        assert set(next(csv.reader(file))) <= set(picker.catalogue.columns)


def test_a_file_with_one_wrong_line_adds_nothing(api: Api, tmp_path: Path) -> None:
    path = Path(shutil.copy(api.picker.starter, tmp_path / "starter.csv"))
    header, *_ = path.read_text(encoding="utf-8").splitlines()
    wrong = ",".join("91.5" if name == "lat" else "x" if name == "name" else "" for name in header.split(","))
    path.write_text(path.read_text(encoding="utf-8") + wrong + "\n", encoding="utf-8")

    with api.app.app_context(), pytest.raises(ValidationError, match="lat"):
        starter.load(api.picker.catalogue, path)

    assert api.names() == []
