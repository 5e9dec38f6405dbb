"""Read values as a gig's JSON and its history keep them, so that they can be put into a gig again."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError

from gig_chassis.problems import Problem
from gig_store.schemas import GigBody

_SCHEMA = GigBody()
_NOT_KEPT = ("from_suggestion", "accept_warnings")  # what a body says about itself
_UNREADABLE = "What was there before cannot be put back any more. Edit the gig instead."


def read(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Read fields of a gig; raises Problem 409 for what is not taken any more."""
    try:
        values: dict[str, Any] = _SCHEMA.load(fields)
    except ValidationError as error:
        raise Problem(409, _UNREADABLE) from error
    return {name: value for name, value in values.items() if name not in _NOT_KEPT}
