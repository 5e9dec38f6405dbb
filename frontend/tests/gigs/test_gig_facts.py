"""What a gig's page tells beside its ticket."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

Make = Callable[..., dict[str, Any]]


@pytest.mark.parametrize(("status", "is_told"), [("offered", True), ("confirmed", False)])
def test_what_an_offer_was_bounded_by_goes_with_the_offer(
    client: FlaskClient, serve: Callable[..., str], a_gig: Make, status: str, *, is_told: bool
) -> None:
    gig = a_gig(status=status, hold_expires="2027-01-10", offer_expires="2027-02-01")
    serve(gig)

    page = client.get(f"/gigs/{gig['id']}").text

    assert ("Mon 1 Feb 2027" in page) == is_told
    assert "Review date" not in page
