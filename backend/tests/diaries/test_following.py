"""A diary follows its band or venue into a merge, and goes back."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

Body = dict[str, Any]
Desk = Any
Diaries = Any

FEED = "https://feeds.example.org/secret-0123/basic.ics"
OTHER = str(uuid.uuid5(uuid.NAMESPACE_DNS, "The Howl, Leeds"))
BUSY = ["2027-05-01/2027-05-03"]


@pytest.fixture
def booker(database_app: Flask, at_desk: Callable[..., Desk]) -> Desk:
    """Give a booker at the API, on each database."""
    return at_desk(database_app, "booker", "Bo")


def _merge(desk: Desk, gone: str, kept: str) -> None:
    body = {"kind": "band", "from": gone, "to": kept, "facts": {"name": "The Howl"}}
    assert desk.send("POST", "/v1/gigs/repoint", body).status_code == 200


def _part(desk: Desk, gone: str, kept: str) -> None:
    assert desk.send("POST", "/v1/gigs/repoint/undo", {"kind": "band", "from": gone, "to": kept}).status_code == 200


def _of(desk: Desk, owner: str) -> Body | None:
    items = desk.get(f"/v1/diaries?kind=band&ids={owner}")["items"]
    return items[0] if items else None


def _busy(desk: Desk, owner: str) -> list[str] | None:
    diary = _of(desk, owner)
    return diary["busy"] if diary else None


def test_a_diary_follows_a_merge_with_its_days(booker: Desk, diaries: Diaries) -> None:
    diaries.put(booker, "band", *BUSY, source=FEED)
    before = _of(booker, diaries.howl)

    _merge(booker, diaries.howl, OTHER)

    assert _of(booker, OTHER) == before | {"id": OTHER}
    assert _of(booker, diaries.howl) is None


def test_it_goes_back_when_the_two_are_parted(booker: Desk, diaries: Diaries) -> None:
    diaries.put(booker, "band", *BUSY, source=FEED)
    before = _of(booker, diaries.howl)
    _merge(booker, diaries.howl, OTHER)

    _part(booker, diaries.howl, OTHER)

    assert (_of(booker, diaries.howl), _of(booker, OTHER)) == (before, None)


def test_the_one_that_is_kept_keeps_its_own(booker: Desk, diaries: Diaries) -> None:
    diaries.put(booker, "band", *BUSY)
    diaries.put(booker, "band", "2027-06-01", owner=OTHER)

    _merge(booker, diaries.howl, OTHER)
    merged = _busy(booker, OTHER)
    _part(booker, diaries.howl, OTHER)

    assert merged == ["2027-06-01/2027-06-01"]
    assert (_busy(booker, diaries.howl), _busy(booker, OTHER)) == (BUSY, merged)


def test_one_that_was_read_anew_meanwhile_is_left_where_it_is(booker: Desk, diaries: Diaries) -> None:
    diaries.put(booker, "band", *BUSY)
    _merge(booker, diaries.howl, OTHER)
    diaries.put(booker, "band", "2027-07-01")

    _part(booker, diaries.howl, OTHER)

    assert (_busy(booker, diaries.howl), _busy(booker, OTHER)) == (["2027-07-01/2027-07-01"], BUSY)
