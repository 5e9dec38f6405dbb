"""Two people edit one record: nobody's change is lost in silence."""

import pytest

from gig_web.merge import Merged, merge

BASE = {"name": "The Howl", "draw": 120, "fee": None}


@pytest.mark.parametrize(
    ("mine", "theirs", "merged"),
    [
        pytest.param({}, {}, Merged(BASE, (), ()), id="nobody changed anything"),
        pytest.param({"draw": 150}, {}, Merged({**BASE, "draw": 150}, (), ()), id="only I changed it"),
        pytest.param({}, {"draw": 90}, Merged({**BASE, "draw": 90}, ("draw",), ()), id="only they changed it"),
        pytest.param({"draw": 150}, {"draw": 150}, Merged({**BASE, "draw": 150}, (), ()), id="both changed it alike"),
        pytest.param(
            {"draw": 150}, {"draw": 90}, Merged({**BASE, "draw": 150}, (), ("draw",)), id="mine stays in a clash"
        ),
        pytest.param({"draw": None}, {"draw": 90}, Merged({**BASE, "draw": None}, (), ("draw",)), id="I emptied it"),
        pytest.param(
            {}, {"fee": "90.00"}, Merged({**BASE, "fee": "90.00"}, ("fee",), ()), id="they filled an empty one"
        ),
        pytest.param(
            {"name": "Howl", "draw": 150},
            {"draw": 90, "fee": "90.00"},
            Merged({"name": "Howl", "draw": 150, "fee": "90.00"}, ("fee",), ("draw",)),
            id="each field for itself",
        ),
    ],
)
def test_fields_are_merged_one_by_one(mine: dict[str, object], theirs: dict[str, object], merged: Merged) -> None:
    assert merge(BASE, {**BASE, **mine}, {**BASE, **theirs}) == merged


def test_fields_outside_the_form_are_left_alone() -> None:
    merged = merge({"name": "The Howl"}, {"name": "Howl"}, {"name": "The Howl", "rev": 9})

    assert merged == Merged({"name": "Howl"}, (), ())
