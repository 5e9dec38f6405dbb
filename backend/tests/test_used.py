"""Which bands and venues any gig names."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

Desk = Any
Body = dict[str, Any]
Make = Callable[..., Body]


@pytest.fixture
def booker(database_app: Flask, at_desk: Callable[..., Desk]) -> Desk:
    """Give a booker at the API, on each database."""
    return at_desk(database_app, "booker", "Bo")


@pytest.mark.parametrize("kind", ["band", "venue"])
def test_what_any_gig_names_is_used(booker: Desk, band: Make, venue: Make, kind: str) -> None:
    shown, trashed = (band("A"), venue("A")), (band("B"), venue("B"))
    booker.add(lineup=[shown[0]], venue=shown[1])
    booker.trash(booker.add(lineup=[trashed[0]], venue=trashed[1]))
    one, two = (each[0]["band_id"] if kind == "band" else each[1]["id"] for each in (shown, trashed))

    answer = booker.send("POST", "/v1/gigs/used", {"kind": kind, "ids": [one, two, str(uuid.uuid4())]})

    assert sorted(answer.json["ids"]) == sorted([one, two])
