"""Diaries over HTTP: kept, read again, forgotten."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from flask import Flask

Body = dict[str, Any]
Desk = Any
Diaries = Any

FEED = "https://feeds.example.org/secret-0123/basic.ics"


def test_a_diary_is_kept_as_the_fewest_ranges_with_who_read_it_and_when(desk: Desk, diaries: Diaries) -> None:
    answer = diaries.put(desk, "band", "2027-05-03", "2027-05-01/2027-05-02", "2027-05-02/2027-05-02", source=FEED)

    assert answer.status_code == 201
    assert answer.headers["ETag"] == '"1"'
    assert answer.json == diaries.of(desk, "band")
    assert answer.json == {
        "kind": "band", "id": diaries.howl, "has_source": True, "source": FEED, "busy": ["2027-05-01/2027-05-03"],
        "read_at": "2027-01-01T12:00:00Z", "known_until": "2029-01-01", "tried_at": "2027-01-01T12:00:00Z",
        "by": {"id": str(desk.account.id), "name": desk.account.name}, "error": None, "rev": 1,
    }  # fmt: skip


def test_a_band_and_a_venue_of_one_id_have_diaries_of_their_own(desk: Desk, diaries: Diaries) -> None:
    diaries.put(desk, "band", "2027-05-01", owner=diaries.wardrobe)
    diaries.put(desk, "venue", "2027-06-01")

    band = desk.get(f"/v1/diaries?kind=band&ids={diaries.wardrobe}")["items"][0]
    assert band["busy"] == ["2027-05-01/2027-05-01"]
    assert diaries.of(desk, "venue")["busy"] == ["2027-06-01/2027-06-01"]


def test_its_address_is_not_for_viewers(app: Flask, desk: Desk, at_desk: Callable[..., Desk], diaries: Diaries) -> None:
    diaries.put(desk, "band", "2027-05-01", source=FEED)

    seen = diaries.of(at_desk(app, "viewer"), "band")

    assert (seen["source"], seen["has_source"], seen["busy"]) == (None, True, ["2027-05-01/2027-05-01"])
    assert diaries.of(at_desk(app, "admin"), "band")["source"] == FEED


def test_reading_it_again_replaces_its_days(desk: Desk, diaries: Diaries) -> None:
    diaries.put(desk, "band", "2027-05-01/2027-05-03", source=FEED)

    with time_machine.travel("2027-01-02T12:00:00Z", tick=False):
        answer = diaries.put(desk, "band", "2027-05-03", "2027-07-01", source=FEED, rev=1)

    assert answer.status_code == 200
    diary = diaries.of(desk, "band")
    assert diary["busy"] == ["2027-05-03/2027-05-03", "2027-07-01/2027-07-01"]
    assert (diary["read_at"], diary["tried_at"], diary["rev"]) == ("2027-01-02T12:00:00Z", "2027-01-02T12:00:00Z", 2)


def test_what_could_not_be_read_leaves_what_was_known(desk: Desk, diaries: Diaries) -> None:
    diaries.put(desk, "band", "2027-05-01", source=FEED)

    with time_machine.travel("2027-01-02T12:00:00Z", tick=False):
        failed = {"source": FEED, "busy": None, "error": "The address answers 404."}
        answer = desk.send("PUT", f"/v1/diaries/band/{diaries.howl}", failed, 1)

    assert answer.status_code == 200
    diary = diaries.of(desk, "band")
    assert (diary["busy"], diary["known_until"]) == (["2027-05-01/2027-05-01"], "2029-01-01")
    assert (diary["read_at"], diary["tried_at"]) == ("2027-01-01T12:00:00Z", "2027-01-02T12:00:00Z")
    assert diary["error"] == "The address answers 404."


def test_what_the_service_sets_may_be_sent_back_and_does_not_count(desk: Desk, diaries: Diaries) -> None:
    answer = diaries.put(desk, "band", read_at="2040-01-01T12:00:00Z", id=diaries.howl, by=None)

    assert answer.status_code == 201
    assert diaries.of(desk, "band")["read_at"] == "2027-01-01T12:00:00Z"


@pytest.mark.parametrize(
    ("rev", "status"), [(None, 428), (7, 412)], ids=["without the revision", "from another revision"]
)
def test_nobodys_reading_is_overwritten_unseen(desk: Desk, diaries: Diaries, rev: int | None, status: int) -> None:
    diaries.put(desk, "band", "2027-05-01")

    answer = diaries.put(desk, "band", "2027-06-01", rev=rev)

    assert answer.status_code == status
    assert diaries.of(desk, "band")["busy"] == ["2027-05-01/2027-05-01"]


def test_a_diary_that_was_forgotten_meanwhile_is_not_made_anew(desk: Desk, diaries: Diaries) -> None:
    assert diaries.put(desk, "band", "2027-06-01", rev=1).status_code == 404


def test_a_forgotten_diary_is_gone_with_its_days(desk: Desk, diaries: Diaries) -> None:
    diaries.put(desk, "band", "2027-05-01")

    stale = desk.send("DELETE", f"/v1/diaries/band/{diaries.howl}", rev=9)
    gone = desk.send("DELETE", f"/v1/diaries/band/{diaries.howl}", rev=1)
    again = desk.send("DELETE", f"/v1/diaries/band/{diaries.howl}", rev=1)

    assert (stale.status_code, gone.status_code, again.status_code) == (412, 204, 204)
    assert diaries.of(desk, "band") is None
    assert diaries.put(desk, "band").status_code == 201
    assert diaries.of(desk, "band")["busy"] == []


def test_many_are_listed_at_once_in_one_order(desk: Desk, diaries: Diaries) -> None:
    owners = sorted(str(uuid.uuid4()) for _ in range(3))
    for owner in owners:
        diaries.put(desk, "venue", "2027-05-01", owner=owner)

    found = desk.get(f"/v1/diaries?kind=venue&ids={','.join(reversed(owners))},{uuid.uuid4()}")

    assert ([item["id"] for item in found["items"]], found["next"]) == (owners, None)


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"source": "ftp://feeds.example.org/a.ics"}, "/source"),
        ({"source": f"https://feeds.example.org/{'x' * 2000}"}, "/source"),
        ({"busy": ["2027-05-02/2027-05-01"]}, "/busy/0"),
        ({"busy": ["someday"]}, "/busy/0"),
        ({"busy": ["2027-05-01"] * 2001}, "/busy"),
        ({"busy": ["1000-01-01/9999-01-01"]}, "/busy"),
        ({"known_until": "2300-01-01"}, "/known_until"),
        ({"error": "x" * 501}, "/error"),
        ({"summary": "A secret gig"}, "/summary"),
    ],
    ids=["scheme", "long", "backwards", "no day", "ranges", "days", "far", "error", "details"],
)
def test_what_no_diary_can_hold_is_refused(
    desk: Desk, diaries: Diaries, fields: dict[str, object], pointer: str
) -> None:
    answer = diaries.put(desk, "band", **fields)

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json["errors"]] == [pointer]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("PUT", "/v1/diaries/agent/0192f3a0-7c1e-7abc-8def-000000000001", 404),
        ("PUT", "/v1/diaries/band/no-id", 422),
        ("DELETE", "/v1/diaries/band/no-id", 404),
        ("GET", "/v1/diaries?kind=agent&ids=0192f3a0-7c1e-7abc-8def-000000000001", 422),
        ("GET", "/v1/diaries?kind=band&ids=x", 422),
        ("GET", "/v1/diaries?kind=band", 422),
    ],
)
def test_what_has_no_diary_is_refused(desk: Desk, method: str, path: str, status: int) -> None:
    body = {"busy": []} if method == "PUT" else None

    assert desk.send(method, path, body, rev=1 if method == "DELETE" else None).status_code == status
