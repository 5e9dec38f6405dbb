"""Texts and numbers of an answer are what the pages take them for, or the service counts as silent."""

import json
from dataclasses import dataclass

import pytest

from gig_web import answers_in_json
from gig_web.clients import records
from gig_web.clients.history import Change
from gig_web.clients.kinds import Clock, Counted, Day, DayRange, Degrees, Id, Instant, Money, Whole
from gig_web.clients.people import Heard, read_heard
from gig_web.upstream import UpstreamError

GOOD = {
    "day": "2027-03-12",
    "instant": "2027-03-12T20:15:00Z",
    "ranges": ["2027-03-12/2027-03-14"],
    "id": "0192f3a0-7c1e-7abc-8def-00000000aaaa",
    "clock": "23:59",
    "money": "120.00",
    "whole": 7,
    "degrees": -1.5,
}
HEARD = {"id": GOOD["id"], "name": "Sam", "role": "booker", "rev": 1}


@dataclass(frozen=True, slots=True)
class Row:
    row: Counted


@dataclass(frozen=True, slots=True)
class Everything:
    day: Day
    instant: Instant
    ranges: list[DayRange]
    id: Id
    clock: Clock
    money: Money
    whole: Whole
    degrees: Degrees


def test_what_is_right_is_read() -> None:
    assert records.read(Everything, GOOD, "x") == Everything(**GOOD)  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("day", "2027-02-30"),
        ("day", "20270312"),
        ("day", "2027-W10-5"),
        ("day", ""),
        ("instant", "2027-03-12"),
        ("instant", "2027-03-12T25:15:00Z"),
        ("instant", "2027-03-12T20:15:00+"),
        ("ranges", ["2027-03-12"]),
        ("ranges", ["2027-03-12/never"]),
        ("id", "../../metrics"),
        ("id", GOOD["id"].upper()),  # type: ignore[attr-defined]  # it is a text
        ("clock", "24:00"),
        ("clock", "9:00"),
        ("money", "120"),
        ("money", "-1.00"),
        ("money", "NaN"),
        ("whole", 10**400),
        ("whole", -(2**63) - 1),
        ("degrees", float("nan")),
        ("degrees", float("inf")),
    ],
)
def test_what_is_wrong_is_a_failure_of_the_service(name: str, value: object) -> None:
    with pytest.raises(UpstreamError, match=f"x: sent an unexpected Everything: {name}"):
        records.read(Everything, GOOD | {name: value}, "x")


@pytest.mark.parametrize(
    "row", [{"name": "jazz", "count": 3}, {"name": "Leeds", "count": {"at_least": 10_000}, "country": "GB"}]
)
def test_a_counted_name_is_read(row: dict[str, object]) -> None:
    assert records.read(Row, {"row": row}, "x").row == row


@pytest.mark.parametrize(
    "row", [{}, {"name": "jazz"}, {"name": 7, "count": 3}, {"name": "jazz", "count": -1}, {"name": "x", "count": True}]
)
def test_a_count_that_is_none_is_a_failure_of_the_service(row: dict[str, object]) -> None:
    with pytest.raises(UpstreamError, match="row"):
        records.read(Row, {"row": row}, "x")


def a_change(**given: object) -> dict[str, object]:
    return {
        "rev": 2,
        "at": GOOD["instant"],
        "by": None,
        "action": "changed",
        "accepted_warnings": [],
        "changes": [given],
    }


@pytest.mark.parametrize(("old", "new"), [(None, "2027-03-12"), ("2027-03-12", None)])
def test_a_change_of_a_gig_is_read(old: str | None, new: str | None) -> None:
    change = {"field": "gig_day", "old": old, "new": new}

    assert records.read(Change, a_change(**change), "x").changes == [change]


@pytest.mark.parametrize(
    "change",
    [
        {"field": "gig_day", "old": None, "new": "soon"},
        {"field": "venue", "old": "x"},
        {"field": 7},
        {"field": "shoes"},
    ],
    ids=["no day", "no room", "no word", "no member of a gig"],
)
def test_a_change_that_no_gig_can_have_is_a_failure_of_the_service(change: dict[str, object]) -> None:
    with pytest.raises(UpstreamError, match="changes"):
        records.read(Change, a_change(**change), "x")


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ([], {}),
        ({"detail": 7, "errors": 7, "conflicts": {}, "rev": "1", "title": "x"}, {"title": "x"}),
        ({"errors": [7, {"pointer": "/x"}]}, {"errors": [{"pointer": "/x"}]}),
        ({"alternative": {"gig_day": "soon"}}, {}),
        ({"alternative": {"gig_day": 7}}, {}),
        ({"alternative": {"gig_day": "2027-03-12"}}, {"alternative": {"gig_day": "2027-03-12"}}),
    ],
)
def test_a_refusal_keeps_what_can_be_read_of_its_reasons(given: object, left: object) -> None:
    assert answers_in_json.problem(given) == left


def test_whose_session_was_checked_is_read_from_the_header() -> None:
    assert read_heard(json.dumps(HEARD), "x") == Heard(**HEARD)  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize(
    "said",
    ["", "{", "7", "null", "[]", "[" * 9000, json.dumps(HEARD | {"role": "owner"}), json.dumps(HEARD | {"id": "me"})],
    ids=["nothing", "cut", "a number", "null", "a list", "deep", "no such role", "no id"],
)
def test_a_header_that_names_nobody_is_a_failure_of_the_service(said: str) -> None:
    with pytest.raises(UpstreamError):
        read_heard(said, "x")
