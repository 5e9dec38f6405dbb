"""Fields of bodies: one spelling is taken, all others are refused."""

import pytest
from marshmallow import ValidationError

from gig_chassis.fields import Flag


@pytest.mark.parametrize("value", [True, False])
def test_yes_and_no_are_true_and_false(value: bool) -> None:  # noqa: FBT001  # what is tried
    assert Flag().deserialize(value) is value


@pytest.mark.parametrize("value", [0, 1, 0.0, "true", "", []], ids=repr)
def test_what_only_resembles_yes_or_no_is_refused(value: object) -> None:
    with pytest.raises(ValidationError):
        Flag().deserialize(value)
