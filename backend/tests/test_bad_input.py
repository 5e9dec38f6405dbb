"""Whatever is sent, the answer is a sentence that helps and never a crash."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from testkit.accounts import acting_as, give_account
from testkit.signing import TOKEN

import gig_store
from gig_store.models import db

Desk = Any
Make = Callable[..., dict[str, Any]]

ID = "0192f3a0-7c1e-7abc-8def-0123456789ab"
HEADERS = {"Content-Type": "application/json"}
ROOM = {"id": ID, "name": "The Wardrobe"}
ACT = {"name": "The Howl", "billing": "headline"}
DEAL = {"type": "flat", "currency": "GBP"}

WRONG = [
    ("title", 5),
    ("title", "x" * 201),
    ("title", "a\x00b"),
    ("title", "a\nb"),
    ("title", "\ud800"),
    ("title", ["a"]),
    ("notes", "a\x1bb"),
    ("notes", "x" * 10_001),
    ("status", "played"),
    ("status", None),
    ("slot", None),
    ("hold_level", 0),
    ("hold_level", 10),
    ("hold_level", "1"),
    ("hold_level", True),
    ("hold_level", 1.5),
    ("hold_level", 10**400),
    ("attendance", -1),
    ("attendance", 2**63),
    ("attendance", float("nan")),
    ("gig_day", "12.03.2027"),
    ("gig_day", "20270312"),
    ("gig_day", "2027-W10-5"),
    ("gig_day", "2027-02-29"),
    ("gig_day", "9999-12-31"),
    ("gig_day", "0001-01-01"),
    ("gig_day", 20270312),
    ("doors", "24:00"),
    ("doors", "7pm"),
    ("doors", "7:00"),
    ("challenged_until", "2027-03-12 10:00"),
    ("challenged_until", "2027-03-12T25:00:00Z"),
    ("challenged_until", "0000-03-12T10:00:00Z"),
    ("challenged_until", "1600-03-12T10:00:00Z"),
    ("booking", "x"),
    ("booking", 1),
    ("published", "yes"),
    ("published", None),
    ("venue", "The Wardrobe"),
    ("venue", {"name": "The Wardrobe"}),
    ("venue", {**ROOM, "id": None}),
    ("venue", {**ROOM, "name": " "}),
    ("venue", {**ROOM, "lat": 90.1}),
    ("venue", {**ROOM, "lat": "53"}),
    ("venue", {**ROOM, "lon": float("inf")}),
    ("venue", {**ROOM, "capacity": -1}),
    ("venue", {**ROOM, "timezone": "Europe/Leeds"}),
    ("venue", {**ROOM, "timezone": "../../etc/passwd"}),
    ("venue", {**ROOM, "dark_days": ["2027-05-02/2027-05-01"]}),
    ("venue", {**ROOM, "dark_days": "2027-05-02"}),
    ("venue", {**ROOM, "dark_days": ["2027-05-02"] * 101}),
    ("venue", {**ROOM, "genres": ["x" * 51]}),
    ("venue", {**ROOM, "genres": [f"g{number}" for number in range(21)]}),
    ("venue", {**ROOM, "curfew": "23:00"}),
    ("lineup", None),
    ("lineup", {}),
    ("lineup", [ACT, ACT]),
    ("lineup", [{**ACT, "band_id": ID}, {**ACT, "name": "Other", "band_id": ID}]),
    ("lineup", [{**ACT, "name": f"b{number}"} for number in range(51)]),
    ("lineup", [{"name": "The Howl"}]),
    ("lineup", [{"billing": "headline"}]),
    ("lineup", [{**ACT, "band_id": 7}]),
    ("lineup", [{}, ACT]),
    ("lineup", [{**ACT, "billing": "opener"}]),
    ("lineup", [{**ACT, "fee": 120}]),
    ("lineup", [{**ACT, "fee": "-1"}]),
    ("lineup", [{**ACT, "fee": "1e5"}]),
    ("lineup", [{**ACT, "fee": "12.345"}]),
    ("lineup", [{**ACT, "radius_km": 1, "days_before": 366}]),
    ("deal", {"type": "flat"}),
    ("deal", {**DEAL, "type": "free"}),
    ("deal", {**DEAL, "currency": "gbp"}),
    ("deal", {**DEAL, "currency": "GBP\n"}),
    ("deal", {**DEAL, "tax_pct": "100.01"}),
    ("deal", {**DEAL, "costs": "a lot"}),
    ("accept_warnings", ["everything"]),
    ("accept_warnings", "travel"),
    ("from_suggestion", "yes"),
    ("colour", "red"),
    ("colour\ud800\x00", "red"),
]


@pytest.fixture(scope="module")
def client(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """Give one backend to all that change nothing, and a booker at it."""
    path = shutil.copy(migrated, tmp_path_factory.mktemp("bad"))
    app = gig_store.create_app(gig_store.Settings(f"sqlite:///{path}", TOKEN))
    client = app.test_client()
    client.environ_base |= {
        f"HTTP_{name.replace('-', '_').upper()}": value for name, value in acting_as(give_account(app)).items()
    }
    yield client
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize(("field", "value"), WRONG, ids=[f"{name}={value!a}"[:40] for name, value in WRONG])
@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_a_wrong_field_is_named(client: FlaskClient, method: str, field: str, value: object) -> None:
    client.put(f"/v1/gigs/{ID}", data='{"title": "a"}', headers=HEADERS)
    body = json.dumps({"title": "b", field: value})

    answer = client.open(f"/v1/gigs/{ID}", method=method, data=body, headers={**HEADERS, "If-Match": '"1"'})

    assert answer.status_code == 422, answer.text
    assert answer.json
    assert all(error["pointer"].startswith(f"/{field}") and error["detail"] for error in answer.json["errors"])
    assert client.get(f"/v1/gigs/{ID}", headers=HEADERS).json["title"] == "a"  # type: ignore[index]  # it is JSON


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("{", 400),
        ("\ufffe", 400),
        ("null", 422),
        ("[]", 422),
        ('"a"', 422),
        ("[" * 100_000, 400),
        ('{"attendance": ' + "9" * 5000 + "}", 400),
        ('{"title": "' + "x" * 1024 * 1024 + '"}', 413),
    ],
    ids=["cut off", "no JSON", "null", "a list", "a text", "very deep", "a very long number", "very large"],
)
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", f"/v1/gigs/{ID}"),
        ("PATCH", f"/v1/gigs/{ID}"),
        ("POST", "/v1/conflicts"),
        ("PUT", f"/v1/discards/{ID}"),
    ],
)
def test_a_body_that_is_none_is_refused(client: FlaskClient, method: str, path: str, body: str, status: int) -> None:
    answer = client.open(path, method=method, data=body.encode(), headers={**HEADERS, "If-Match": '"1"'})

    assert answer.status_code == status, answer.text
    assert answer.json
    assert answer.json["detail"].endswith(".")


@pytest.mark.parametrize(("method", "path"), [("PUT", f"/v1/gigs/{ID}"), ("POST", "/v1/conflicts")])
def test_a_request_without_a_body_is_refused(client: FlaskClient, method: str, path: str) -> None:
    assert client.open(path, method=method, headers=HEADERS).status_code in {400, 422}


@pytest.mark.parametrize(
    ("question", "pointer"),
    [
        ({}, "/days"),
        ({"days": []}, "/days"),
        ({"days": [f"2027-03-{day:02}" for day in range(1, 10)]}, "/days"),
        ({"days": ["x"]}, "/days/0"),
        ({"days": ["2027-03-12"], "bands": [{"name": "a"}]}, "/bands/0/id"),
        ({"days": ["2027-03-12"], "bands": [{"id": ID}]}, "/bands/0/name"),
        ({"days": ["2027-03-12"], "venues": [ROOM] * 51}, "/venues"),
        ({"days": ["2027-03-12"], "bands": [{"id": ROOM["id"], "name": "A"}] * 101}, "/bands"),
        ({"days": ["2027-03-12"], "slot": "brunch"}, "/slot"),
        ({"days": ["2027-03-12"], "except": "x"}, "/except"),
        ({"days": ["2027-03-12"], "colour": "red"}, "/colour"),
    ],
    ids=[
        "nothing",
        "no day",
        "nine days",
        "no date",
        "no id",
        "no name",
        "51 venues",
        "101 bands",
        "no slot",
        "no gig",
        "unknown",
    ],
)
def test_a_wrong_question_is_refused(desk: Desk, question: dict[str, Any], pointer: str) -> None:
    answer = desk.send("POST", "/v1/conflicts", question)

    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == pointer


def test_the_longest_gig_is_kept_whole(database_app: Flask, at_desk: Callable[[Flask], Desk]) -> None:
    desk = at_desk(database_app)
    wide = "\ufdfa" * 200  # one sign that folds to eighteen
    room = {**ROOM, "name": wide, "city": wide, "dark_days": ["2027-05-02"] * 1, "genres": ["\U0001f3b8" * 50]}
    acts = [
        {**ACT, "name": f"{number:02}" + wide[2:], "fee": "9999999.99", "radius_km": 20_040} for number in range(50)
    ]
    text = "\U0001f3b8" * 10_000

    gig = desk.add(title=wide, held_for=wide, venue=room, lineup=acts, notes=text, staff_notes=text, description=text)

    assert (gig["notes"], gig["title"], len(gig["lineup"])) == (text, wide, 50)
    assert gig == desk.get(f"/v1/gigs/{gig['id']}")
    assert desk.titles() == [wide]


def test_names_that_differ_in_case_or_accents_stay_two(database_app: Flask, at_desk: Callable[[Flask], Desk]) -> None:
    desk = at_desk(database_app)
    acts = [
        {**ACT, "name": name, "band_id": f"{ID[:-1]}{number}"} for number, name in enumerate(["Muse", "MUSE", "Müse"])
    ]

    assert [act["name"] for act in desk.add(lineup=acts)["lineup"]] == ["Muse", "MUSE", "Müse"]
