"""Answers of other services are read against the agreed shape."""

from dataclasses import dataclass
from typing import Any

import pytest

from gig_web.clients import records
from gig_web.upstream import UpstreamError


@dataclass(frozen=True, slots=True)
class Act:
    name: str


@dataclass(frozen=True, slots=True)
class Night:
    title: str
    level: int
    lat: float | None
    acts: list[Act]
    deal: dict[str, Any] | None
    published: bool
    doors: str | None = None


GOOD = {"title": "The Howl", "level": 1, "lat": 53.8, "acts": [{"name": "Howl"}], "deal": None, "published": True}


def read(**changes: object) -> Night:
    return records.read(Night, {**GOOD, **changes}, "the gig list")


def test_a_record_is_filled_with_its_parts() -> None:
    assert read(deal={"type": "flat"}) == Night("The Howl", 1, 53.8, [Act("Howl")], {"type": "flat"}, published=True)


def test_what_is_not_declared_is_left_out() -> None:
    assert read(from_the_future=1) == read()


def test_a_whole_number_may_stand_for_degrees() -> None:
    found = read(lat=53)

    assert (found.lat, type(found.lat)) == (53.0, float)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"title": None}, id="null where something is needed"),
        pytest.param({"title": 7}, id="a number as text"),
        pytest.param({"level": "1"}, id="text as a number"),
        pytest.param({"level": True}, id="yes as a number"),
        pytest.param({"level": 1.5}, id="a fraction as a whole number"),
        pytest.param({"lat": True}, id="yes as degrees"),
        pytest.param({"lat": "53.8"}, id="text as degrees"),
        pytest.param({"published": 1}, id="a number as yes"),
        pytest.param({"acts": {"name": "Howl"}}, id="an object as a list"),
        pytest.param({"acts": ["Howl"]}, id="text as an object"),
        pytest.param({"acts": [{}]}, id="a part without its name"),
        pytest.param({"deal": []}, id="a list as an object"),
    ],
)
def test_another_shape_is_a_failure_of_the_service(changes: dict[str, object]) -> None:
    with pytest.raises(UpstreamError, match="the gig list: sent an unexpected Night"):
        read(**changes)


@pytest.mark.parametrize("body", [None, [], "text", 7], ids=repr)
def test_something_else_than_an_object_is_a_failure(body: object) -> None:
    with pytest.raises(UpstreamError):
        records.read(Night, body, "the gig list")


def test_a_field_that_is_missing_is_named() -> None:
    with pytest.raises(UpstreamError, match="'title'"):
        records.read(Night, {name: value for name, value in GOOD.items() if name != "title"}, "the gig list")


@pytest.mark.parametrize("cursor", [None, "abc"], ids=["last page", "a page follows"])
def test_a_page_is_its_items_and_the_cursor_of_the_next(cursor: str | None) -> None:
    assert records.read_page(Act, {"items": [{"name": "Howl"}], "next": cursor}, "x") == ([Act("Howl")], cursor)


@pytest.mark.parametrize(
    "body", [None, [], {}, {"items": None}, {"items": {}}, {"items": [1]}, {"items": [], "next": 7}], ids=repr
)
def test_a_page_of_another_shape_is_a_failure(body: object) -> None:
    with pytest.raises(UpstreamError):
        records.read_page(Act, body, "the gig list")
