"""What people do not want to be shown."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from flask import Flask
from werkzeug.test import TestResponse

Desk = Any
Make = Callable[..., dict[str, Any]]

ID, SAM = (f"0192f3a0-7c1e-7abc-8def-00000000000{number}" for number in (1, 2))


@pytest.fixture(autouse=True)
def new_year() -> Iterator[None]:
    with time_machine.travel("2027-01-01T12:00:00Z", tick=False):
        yield


@pytest.fixture
def kim(app: Flask, at_desk: Callable[..., Desk]) -> Desk:
    """Give another booker."""
    return at_desk(app, name="Kim")


@pytest.fixture
def pair(venue: Make, band: Make) -> dict[str, Any]:
    return {"band_id": band()["band_id"], "venue_id": venue()["id"]}


@pytest.fixture
def rules(venue: Make, band: Make) -> Callable[[Desk], list[str]]:
    """Say which rules the pair breaks for a person."""

    def ask(desk: Desk) -> list[str]:
        question = {"days": ["2027-03-12"], "bands": [{"id": band()["band_id"], "name": "a"}], "venues": [venue()]}
        items = desk.send("POST", "/v1/conflicts", question).json["items"]
        return [found["rule"] for item in items for found in item["conflicts"]]

    return ask


def put(desk: Desk, body: dict[str, Any], discard_id: str = ID) -> TestResponse:
    answer: TestResponse = desk.send("PUT", f"/v1/discards/{discard_id}", body)
    return answer


def who(desk: Desk) -> dict[str, str]:
    return {"id": str(desk.account.id), "name": desk.account.name}


def test_a_pair_rests_for_thirty_days_and_for_one_person(
    desk: Desk, kim: Desk, pair: dict[str, Any], rules: Callable[[Desk], list[str]]
) -> None:
    answer = put(desk, pair | {"gig_day": "2027-03-12", "band_name": "The Howl", "venue_name": "The Wardrobe"})

    assert answer.status_code == 201
    assert answer.json == {
        "id": ID, **pair, "gig_day": "2027-03-12", "band_name": "The Howl", "venue_name": "The Wardrobe",
        "until": "2027-01-31T12:00:00Z", "by": who(desk),
    }  # fmt: skip
    assert (rules(desk), rules(kim)) == (["discarded"], [])
    with time_machine.travel("2027-01-31T12:00:01Z", tick=False):
        assert rules(desk) == []


@pytest.mark.parametrize("side", ["band_id", "venue_id"])
def test_one_side_alone_is_left_out_for_everybody_without_end(
    desk: Desk, kim: Desk, pair: dict[str, Any], rules: Callable[[Desk], list[str]], side: str
) -> None:
    left_out = put(desk, {side: pair[side]}).json

    assert (left_out["until"], left_out["by"]) == (None, who(desk))
    with time_machine.travel("2030-01-01T12:00:00Z", tick=False):
        assert (rules(desk), rules(kim)) == (["discarded"], ["discarded"])
    assert kim.get("/v1/discards")["items"][0]["by"] == who(desk)


def test_the_same_discard_again_is_the_same(desk: Desk, pair: dict[str, Any]) -> None:
    first = put(desk, {"band_id": pair["band_id"]})
    again = put(desk, {"band_id": pair["band_id"], **first.json})

    assert (again.status_code, again.json) == (200, first.json)
    assert len(desk.get("/v1/discards")["items"]) == 1


def test_an_id_stands_for_one_discard(desk: Desk, band: Make) -> None:
    put(desk, {"band_id": band()["band_id"]})

    assert put(desk, {"band_id": band("Fen")["band_id"]}).status_code == 409


def test_undone_a_pair_may_be_suggested_again(
    desk: Desk, pair: dict[str, Any], rules: Callable[[Desk], list[str]]
) -> None:
    put(desk, pair)

    answers = [desk.send("DELETE", f"/v1/discards/{ID}").status_code for _ in range(2)]

    assert answers == [204, 204]
    assert rules(desk) == []


def test_nobody_undoes_the_discard_of_another(
    desk: Desk, kim: Desk, pair: dict[str, Any], rules: Callable[[Desk], list[str]]
) -> None:
    put(desk, pair)

    assert kim.send("DELETE", f"/v1/discards/{ID}").status_code == 204

    assert rules(desk) == ["discarded"]


def test_anybody_who_plans_undoes_what_everybody_leaves_out(desk: Desk, kim: Desk, pair: dict[str, Any]) -> None:
    put(desk, {"band_id": pair["band_id"]})

    kim.send("DELETE", f"/v1/discards/{ID}")

    assert desk.get("/v1/discards")["items"] == []


def test_the_list_holds_everybodys_and_ones_own_that_stand_newest_first(
    desk: Desk, kim: Desk, pair: dict[str, Any]
) -> None:
    band_alone, venue_alone = {"band_id": pair["band_id"]}, {"venue_id": ID}
    said = [(pair, desk), (pair, kim), (band_alone, kim), (pair, desk), (venue_alone, kim)]
    ids = [str(uuid.uuid4()) for _ in said]
    for day, (discard_id, (body, person)) in enumerate(zip(ids, said, strict=True), 1):
        with time_machine.travel(f"2027-02-0{day}T12:00:00Z", tick=False):
            put(person, body, discard_id)

    with time_machine.travel("2027-03-04T12:00:00Z", tick=False):  # the first has ended
        pages, cursor = [], ""
        while cursor is not None:
            page = desk.get(f"/v1/discards?limit=2{cursor}")
            pages.append([item["id"] for item in page["items"]])
            cursor = page["next"] and f"&cursor={page['next']}"

    assert pages == [[ids[4], ids[3]], [ids[2]]]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, ""),
        ({"band_id": SAM, "until": "2027-03-12T00:00:00Z"}, "/until"),
        ({"band_id": SAM, "until": "2027-03-12"}, "/until"),
        ({"band_id": "x"}, "/band_id"),
        ({"band_id": SAM, "id": SAM}, "/id"),
        ({"band_id": SAM, "colour": "red"}, "/colour"),
    ],
    ids=["nothing", "an end", "no instant", "no id", "another id", "unknown"],
)
def test_a_wrong_discard_is_refused(desk: Desk, body: dict[str, Any], pointer: str) -> None:
    answer = put(desk, body)

    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == pointer


def test_a_discard_needs_an_id_that_can_be_one(desk: Desk) -> None:
    assert desk.send("PUT", "/v1/discards/x", {"band_id": SAM}).status_code == 422
    assert desk.send("DELETE", "/v1/discards/x").status_code == 404
