"""CSV cells: what is written is read back the same."""

from typing import Any

import pytest
from marshmallow import fields as marshmallow_fields

from gig_chassis import fields
from gig_chassis.catalogue import cells


@pytest.mark.parametrize(
    ("field", "value", "cell"),
    [
        (fields.Text(9), "plain", "plain"),
        (fields.Text(9), "=1+1", "'=1+1"),
        (fields.Text(9), "'=1+1", "''=1+1"),
        (fields.Text(9), "''=1", "'''=1"),
        (fields.Text(9), "'tis", "'tis"),
        (fields.Text(9), "\tx", "'\tx"),
        (fields.Text(9), "\rx", "'\rx"),
        (fields.Text(9), None, ""),
        (fields.Genres(), ["folk", "punk"], "folk;punk"),
        (fields.Genres(), ["-core", "punk"], "'-core;punk"),
        (fields.Genres(), [], ""),
        (fields.Whole(0, 9), 5, "5"),
        (fields.Degrees(180), -1.55, "-1.55"),
        (fields.Degrees(180), 0.1 + 0.2, "0.30000000000000004"),
        (fields.Flag(), True, "true"),
        (fields.Flag(), False, "false"),
        (fields.Money(), "12.50", "12.50"),
    ],
    ids=repr,
)
def test_a_value_survives_its_cell(field: marshmallow_fields.Field[Any], value: object, cell: str) -> None:
    assert cells.written(value) == cell
    assert cells.read(field, cell) == value


@pytest.mark.parametrize(
    ("field", "cell"),
    [(fields.Whole(0, 9), "many"), (fields.Degrees(90), "N53"), (fields.Flag(), "perhaps")],
    ids=["a number", "degrees", "yes or no"],
)
def test_a_cell_of_another_type_is_left_for_the_check_to_name(field: marshmallow_fields.Field[Any], cell: str) -> None:
    assert cells.read(field, cell) == cell


@pytest.mark.parametrize("cell", ["TRUE", "1", "Yes"])
def test_a_spreadsheet_may_say_yes_in_its_own_way(cell: str) -> None:
    assert cells.read(fields.Flag(), cell) is True
