"""What people do not want to be shown."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from werkzeug.test import TestResponse

Desk = Any
Make = Callable[..., dict[str, Any]]

ID, SAM, KIM = (f"0192f3a0-7c1e-7abc-8def-00000000000{number}" for number in (1, 2, 3))


@pytest.fixture(autouse=True)
def new_year() -> Iterator[None]:
    with time_machine.travel("2027-01-01T12:00:00Z", tick=False):
        yield


@pytest.fixture
def rules(desk: Desk, venue: Make, band: Make) -> Callable[[str | None], list[str]]:
    """Say which rules one pair breaks for a person."""

    def ask(person: str | None) -> list[str]:
        desk.person = person
        question = {"days": ["2027-03-12"], "bands": [{"id": band()["band_id"], "name": "a"}], "venues": [venue()]}
        items = desk.send("POST", "/v1/conflicts", question).json["items"]
        return [found["rule"] for item in items for found in item["conflicts"]]

    return ask


def put(desk: Desk, body: dict[str, Any], discard_id: str = ID, person: str | None = SAM) -> TestResponse:
    desk.person = person
    answer: TestResponse = desk.send("PUT", f"/v1/discards/{discard_id}", body)
    return answer


def test_a_pair_rests_for_thirty_days_and_for_one_person(
    desk: Desk, venue: Make, band: Make, rules: Callable[[str | None], list[str]]
) -> None:
    pair = {"band_id": band()["band_id"], "venue_id": venue()["id"], "gig_day": "2027-03-12"}

    answer = put(desk, pair | {"band_name": "The Howl", "venue_name": "The Wardrobe"})

    assert answer.status_code == 201
    assert answer.json == {
        "id": ID, **pair, "band_name": "The Howl", "venue_name": "The Wardrobe", "until": "2027-01-31T12:00:00Z",
        "by": None,
    }  # fmt: skip
    assert (rules(SAM), rules(KIM), rules(None)) == (["discarded"], [], [])
    with time_machine.travel("2027-01-31T12:00:01Z", tick=False):
        assert rules(SAM) == []


@pytest.mark.parametrize("side", ["band_id", "venue_id"])
def test_one_side_alone_is_left_out_for_everybody_without_end(
    desk: Desk, venue: Make, band: Make, rules: Callable[[str | None], list[str]], side: str
) -> None:
    only = {side: band()["band_id"] if side == "band_id" else venue()["id"]}

    assert put(desk, only, person=None).json["until"] is None

    with time_machine.travel("2030-01-01T12:00:00Z", tick=False):
        assert (rules(SAM), rules(None)) == (["discarded"], ["discarded"])


def test_the_same_discard_again_is_the_same(desk: Desk, band: Make) -> None:
    first = put(desk, {"band_id": band()["band_id"]})
    again = put(desk, {"band_id": band()["band_id"], **first.json})

    assert (again.status_code, again.json) == (200, first.json)
    assert len(desk.get("/v1/discards")["items"]) == 1


def test_an_id_stands_for_one_discard(desk: Desk, band: Make) -> None:
    put(desk, {"band_id": band()["band_id"]})

    assert put(desk, {"band_id": band("Fen")["band_id"]}).status_code == 409


def test_undone_a_pair_may_be_suggested_again(
    desk: Desk, venue: Make, band: Make, rules: Callable[[str | None], list[str]]
) -> None:
    put(desk, {"band_id": band()["band_id"], "venue_id": venue()["id"]})

    answers = [desk.send("DELETE", f"/v1/discards/{ID}").status_code for _ in range(2)]

    assert answers == [204, 204]
    assert rules(SAM) == []


def test_nobody_undoes_the_discard_of_another(
    desk: Desk, venue: Make, band: Make, rules: Callable[[str | None], list[str]]
) -> None:
    put(desk, {"band_id": band()["band_id"], "venue_id": venue()["id"]})

    for person in (KIM, None):
        desk.person = person
        assert desk.send("DELETE", f"/v1/discards/{ID}").status_code == 204

    assert rules(SAM) == ["discarded"]


def test_anybody_undoes_what_everybody_leaves_out(desk: Desk, band: Make) -> None:
    put(desk, {"band_id": band()["band_id"]})
    desk.person = KIM

    desk.send("DELETE", f"/v1/discards/{ID}")

    assert desk.get("/v1/discards")["items"] == []


def test_the_list_holds_everybodys_and_ones_own_that_stand_newest_first(desk: Desk, venue: Make, band: Make) -> None:
    pair = {"band_id": band()["band_id"], "venue_id": venue()["id"]}
    bodies = [(pair, SAM), (pair, KIM), ({"band_id": band()["band_id"]}, KIM), (pair, SAM), ({"venue_id": KIM}, None)]
    ids = [str(uuid.uuid4()) for _ in bodies]
    for day, (discard_id, (body, person)) in enumerate(zip(ids, bodies, strict=True), 1):
        with time_machine.travel(f"2027-02-0{day}T12:00:00Z", tick=False):
            put(desk, body, discard_id, person)
    desk.person = SAM

    with time_machine.travel("2027-03-04T12:00:00Z", tick=False):  # the first has ended
        pages, cursor = [], ""
        while cursor is not None:
            page = desk.get(f"/v1/discards?limit=2{cursor}")
            pages.append([item["id"] for item in page["items"]])
            cursor = page["next"] and f"&cursor={page['next']}"

    assert pages == [[ids[4], ids[3]], [ids[2]]]


@pytest.mark.parametrize(
    ("body", "person", "pointer"),
    [
        ({}, SAM, ""),
        ({"band_id": SAM, "venue_id": KIM}, None, "/band_id"),
        ({"band_id": SAM, "venue_id": KIM}, "sam", ""),
        ({"band_id": SAM, "until": "2027-03-12T00:00:00Z"}, SAM, "/until"),
        ({"band_id": SAM, "until": "2027-03-12"}, SAM, "/until"),
        ({"band_id": "x"}, SAM, "/band_id"),
        ({"band_id": SAM, "id": KIM}, SAM, "/id"),
        ({"band_id": SAM, "colour": "red"}, SAM, "/colour"),
    ],
    ids=["nothing", "nobody's pair", "no person", "an end", "no instant", "no id", "another id", "unknown"],
)
def test_a_wrong_discard_is_refused(desk: Desk, body: dict[str, Any], person: str | None, pointer: str) -> None:
    answer = put(desk, body, person=person)

    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == pointer


def test_a_discard_needs_an_id_that_can_be_one(desk: Desk) -> None:
    assert desk.send("PUT", "/v1/discards/x", {"band_id": SAM}).status_code == 422
    assert desk.send("DELETE", "/v1/discards/x").status_code == 404
