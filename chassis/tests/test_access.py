"""Who may do what: the service token, the signed acting person, the least role of each route."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask, jsonify
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from testkit.signing import TOKEN, headers

from gig_chassis import acting, api
from gig_chassis.acting import Acting, Role
from gig_chassis.problems import Problem

NEW, OLD = "n" * 40, "o" * 40
PERSON = uuid.UUID("0192f3a0-7c1e-7abc-8def-0123456789ab")
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)

bp = api.Blueprint("notes", __name__, url_prefix="/v1/notes")


@bp.at("")
def read_notes() -> object:
    return jsonify(person=acting.current().person, money=acting.may_see_money())


@bp.at("", "POST")
def write_note() -> object:
    return jsonify(1)


@bp.at("/mine", "PUT", newcomer=True)
def keep_note() -> object:
    return jsonify(1)


@bp.at("/people", role="admin")
def read_people() -> object:
    return jsonify(1)


@bp.at("/door", "POST", role="guest")
def knock() -> object:
    return jsonify(1)


ROUTES = (("GET", ""), ("POST", ""), ("PUT", "/mine"), ("GET", "/people"), ("POST", "/door"))


def make_app(token: str = TOKEN, verify: object = None) -> Flask:
    app = api.create_app(
        "notes", SQLAlchemy(), title="Notes", database_url="sqlite://", service_token=token, verify=verify
    )
    api.register(app, bp)
    return app


@pytest.fixture
def client() -> Iterator[FlaskClient]:
    return make_app().test_client()


@pytest.mark.parametrize(
    ("role", "statuses"),
    [
        ("guest", [401, 401, 401, 401, 200]),
        ("newcomer", [200, 401, 200, 401, 200]),
        ("viewer", [200, 403, 403, 403, 200]),
        ("booker", [200, 200, 200, 403, 200]),
        ("admin", [200, 200, 200, 200, 200]),
    ],
)
def test_each_role_may_use_its_routes_and_no_more(client: FlaskClient, role: Role, statuses: list[int]) -> None:
    found = [client.open(f"/v1/notes{path}", method=method, headers=headers(role)) for method, path in ROUTES]

    assert [answer.status_code for answer in found] == statuses
    codes = {answer.status_code: answer.json["code"] for answer in found if answer.status_code >= 400 and answer.json}
    assert codes == {status: {401: "signed_out", 403: "role"}[status] for status in statuses if status >= 400}


def test_the_service_token_alone_opens_no_route_of_the_api(client: FlaskClient) -> None:
    alone = {"Authorization": f"Bearer {TOKEN}"}

    assert client.get("/v1/notes", headers=alone).status_code == 401
    assert client.get("/openapi.json", headers=alone).status_code == 200
    assert client.get("/v1/nowhere", headers=alone).status_code == 404


@pytest.mark.parametrize(
    "text",
    ["", "x", "W10.x.y", "a" * 5000, acting.sign(Acting(PERSON, "admin"), ("w" * 40,))],
    ids=["none", "no signature", "a wrong one", "too long", "another token's"],
)
def test_a_role_that_was_not_signed_here_is_refused(client: FlaskClient, text: str) -> None:
    assert client.get("/v1/notes", headers={**headers(), acting.HEADER: text}).status_code == 401


@pytest.mark.parametrize(("later", "status"), [(0, 200), (55, 200), (-55, 200), (65, 401), (-65, 401)], ids=str)
def test_the_signed_person_is_good_for_a_minute_either_way(client: FlaskClient, later: int, status: int) -> None:
    with time_machine.travel(NOON, tick=False):
        signed = headers()

    with time_machine.travel(NOON + timedelta(seconds=later), tick=False):
        assert client.get("/v1/notes", headers=signed).status_code == status


@pytest.mark.parametrize(("accepted", "statuses"), [(f"{OLD}\n{NEW}", [200, 200]), (NEW, [401, 200])])
def test_two_service_tokens_are_valid_at_once_while_they_are_rotated(accepted: str, statuses: list[int]) -> None:
    client = make_app(accepted).test_client()

    found = [client.get("/v1/notes", headers=headers(token=token)) for token in (OLD, NEW)]

    assert [answer.status_code for answer in found] == statuses


def test_a_service_that_knows_better_who_acts_has_the_last_word() -> None:
    def verify(signed: Acting) -> Acting:
        if signed.session != "alive":
            raise Problem(401, "Sign in again.", code="signed_out")
        return Acting(PERSON, "viewer", signed.session)

    client = make_app(verify=verify).test_client()

    known = client.get("/v1/notes", headers=headers("admin", session="alive"))
    assert known.json == {"person": str(PERSON), "money": False}
    assert client.get("/v1/notes/people", headers=headers("admin", session="alive")).status_code == 403
    assert client.get("/v1/notes", headers=headers("admin", session="dead")).status_code == 401


def test_an_app_with_a_route_that_says_no_role_does_not_start() -> None:
    silent = api.Blueprint("silent", __name__, url_prefix="/v1/silent")
    silent.route("")(lambda: "")
    app = api.create_app("silent", SQLAlchemy(), title="Silent", database_url="sqlite://", service_token=TOKEN)

    with pytest.raises(RuntimeError, match="say no role"):
        api.register(app, silent)
