"""What is usual in a room when the venue is merged into another, and parted again."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

Desk = Any

GONE, KEPT = (str(uuid.uuid5(uuid.NAMESPACE_DNS, name)) for name in ("The Wardrobe, Leeds", "The Wardrobe"))
USUAL, OTHER = (
    {"ticket_price": price, "costs": None, "tax_pct": None, "gross_pct": None} for price in ("12.00", "9.00")
)


@pytest.fixture
def booker(database_app: Flask, at_desk: Callable[..., Desk]) -> Desk:
    return at_desk(database_app, "booker")


def usual(desk: Desk, venue: str, amounts: dict[str, Any], rev: int = 0) -> None:
    assert desk.send("PUT", f"/v1/rooms/{venue}/money", amounts, rev=rev).status_code == 200


def price(desk: Desk, venue: str) -> str | None:
    found: str | None = desk.get(f"/v1/rooms/{venue}/money")["room"]["ticket_price"]
    return found


def merge(desk: Desk) -> None:
    body = {"kind": "venue", "from": GONE, "to": KEPT, "facts": {"name": "The Wardrobe"}}
    assert desk.send("POST", "/v1/gigs/repoint", body).status_code == 200


def part(desk: Desk) -> None:
    body = {"kind": "venue", "from": GONE, "to": KEPT}
    assert desk.send("POST", "/v1/gigs/repoint/undo", body).status_code == 200


def test_it_follows_and_goes_back(booker: Desk) -> None:
    usual(booker, GONE, USUAL)

    merge(booker)
    followed = [price(booker, GONE), price(booker, KEPT)]
    part(booker)

    assert followed == [None, "12.00"]
    assert [price(booker, GONE), price(booker, KEPT)] == ["12.00", None]


def test_a_room_that_has_its_own_keeps_it(booker: Desk) -> None:
    usual(booker, GONE, USUAL)
    usual(booker, KEPT, OTHER)

    merge(booker)
    merged = [price(booker, GONE), price(booker, KEPT)]
    part(booker)

    assert merged == ["12.00", "9.00"]
    assert [price(booker, GONE), price(booker, KEPT)] == ["12.00", "9.00"]


def test_what_a_parted_room_was_given_meanwhile_stays(booker: Desk) -> None:
    usual(booker, GONE, USUAL)
    merge(booker)
    usual(booker, GONE, OTHER)

    part(booker)

    assert [price(booker, GONE), price(booker, KEPT)] == ["9.00", "12.00"]


def test_the_same_merge_twice_moves_nothing_more(booker: Desk) -> None:
    usual(booker, GONE, USUAL)

    merge(booker)
    merge(booker)

    assert price(booker, KEPT) == "12.00"
