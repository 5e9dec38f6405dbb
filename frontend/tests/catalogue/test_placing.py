"""A city fills in its coordinates, or asks which city it is."""

import pytest

from gig_web.catalogue.placing import ELSEWHERE, Placed, fill

EMPTY = {"city": "", "country": "", "lat": "", "lon": ""}
LEEDS = {"city": "Leeds", "country": "GB", "lat": "53.796", "lon": "-1.548"}
STREET = {**LEEDS, "lat": "53.801", "lon": "-1.549"}
FILLED_IN = "Coordinates of Leeds city filled in: correct them if you know better."


@pytest.mark.parametrize("country", ["GB", ""], ids=["with its country", "on its own"])
def test_a_city_that_means_one_place_fills_in_its_coordinates_and_says_so(country: str) -> None:
    assert fill({**EMPTY, "city": "Leeds", "country": country}, {}) == Placed(LEEDS, FILLED_IN)


def test_a_venue_gets_its_time_zone_too() -> None:
    placed = fill({**EMPTY, "city": "Leeds", "timezone": ""}, {})

    assert placed == Placed({**LEEDS, "timezone": "Europe/London"}, f"{FILLED_IN} Time zone Europe/London filled in.")


def test_a_time_zone_is_filled_in_where_only_it_is_missing() -> None:
    placed = fill({**STREET, "timezone": ""}, {})

    assert placed == Placed({**STREET, "timezone": "Europe/London"}, "Time zone Europe/London filled in.")


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(EMPTY, id="no city"),
        pytest.param(STREET, id="nothing is missing"),
        pytest.param({**EMPTY, "city": "Leeds", "lon": "-1.5"}, id="half a coordinate is for the form to refuse"),
    ],
)
def test_nothing_is_filled_in_where_nothing_is_asked(texts: dict[str, str]) -> None:
    assert fill(texts, {}) == Placed(texts)


def test_a_name_of_several_places_is_asked_back() -> None:
    placed = fill({**EMPTY, "city": "Cambridge"}, {})

    assert placed.texts == {**EMPTY, "city": "Cambridge"}
    assert [label.partition(" (")[0] for _, label in placed.choices] == [
        "Cambridge, United Kingdom",
        "Cambridge, Canada",
        "Cambridge, United States",
        "Another place: leave the coordinates as they are",
    ]


def test_the_answer_settles_which_place_it_is() -> None:
    asked = {**EMPTY, "city": "Cambridge"}
    ontario = fill(asked, {}).choices[1][0]

    placed = fill(asked, {}, ontario)

    assert (placed.texts["country"], placed.texts["lat"]) == ("CA", "43.36")
    assert placed.choices == ()


def test_another_place_leaves_the_coordinates_empty() -> None:
    asked = {**EMPTY, "city": "Cambridge"}

    assert fill(asked, {}, ELSEWHERE) == Placed(asked)


def test_a_city_nobody_knows_leaves_the_coordinates_empty_and_says_so() -> None:
    asked = {**EMPTY, "city": "Howlingford", "country": "GB"}

    assert fill(asked, {}) == Placed(
        asked, "No place called “Howlingford” is known, so the coordinates stay empty and distances cannot be checked."
    )


def test_a_move_to_another_city_takes_the_coordinates_along() -> None:
    placed = fill({**STREET, "city": "Bristol"}, STREET)

    assert (placed.texts["lat"], placed.texts["lon"]) == ("51.455", "-2.597")
    assert placed.note.startswith("Coordinates of Bristol city filled in")


def test_coordinates_that_suit_the_corrected_city_stay() -> None:
    assert fill(STREET, {**STREET, "city": "Leads"}) == Placed(STREET)


def test_coordinates_typed_with_the_new_city_stay() -> None:
    moved = {**STREET, "city": "Bristol", "lat": "51.4", "lon": "-2.5"}

    assert fill(moved, STREET) == Placed(moved)


def test_a_move_to_a_city_nobody_knows_asks_to_check_the_coordinates() -> None:
    moved = {**STREET, "city": "Howlingford"}

    assert fill(moved, STREET) == Placed(
        moved, "No place called “Howlingford” is known: check that the coordinates are still right."
    )


def test_coordinates_that_are_no_numbers_are_left_for_the_form_to_refuse() -> None:
    texts = {**STREET, "lat": "north", "lon": "west"}

    assert fill(texts, {}) == Placed(texts)
