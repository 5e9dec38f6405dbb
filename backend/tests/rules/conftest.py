"""What stands against a gig, as its page asks for it."""

from collections.abc import Callable
from typing import Any

import pytest

Desk = Any
Told = list[tuple[str, str]]
Ask = Callable[[dict[str, Any]], Told]


@pytest.fixture
def told(desk: Desk) -> Ask:
    """Say what stands against a gig as things are: level and rule."""

    def ask(gig: dict[str, Any]) -> Told:
        return [(one["level"], one["rule"]) for one in desk.get(f"/v1/gigs/{gig['id']}/conflicts")["items"]]

    return ask
