"""The shape every JSON service shares, on a made-up service with one table."""

import uuid
from pathlib import Path

import pytest
from flask import Flask, jsonify
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from marshmallow import Schema, fields
from sqlalchemy import MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from testkit.signing import TOKEN, headers

from gig_chassis import api, database, etags
from gig_chassis.problems import Problem


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=database.NAMING)


db = SQLAlchemy(model_class=Base, session_options=database.SESSION_OPTIONS)


class Stamp(Base):
    __tablename__ = "stamp"
    id: Mapped[uuid.UUID] = mapped_column(database.Uuid, primary_key=True)
    name: Mapped[str] = mapped_column(String(20))


class StampSchema(Schema):
    name = fields.String(required=True)


class Query(Schema):
    limit = fields.Integer(load_default=50)


bp = api.Blueprint("stamps", __name__, url_prefix="/v1/stamps")


@bp.at("")
@bp.arguments(Query, location="query")
@bp.response(200)
def show_limit(query: dict[str, int]) -> dict[str, int]:
    return {"limit": query["limit"]}


@bp.at("", "POST")
@bp.arguments(StampSchema)
@bp.response(201)
def add_stamp(body: dict[str, str]) -> dict[str, str]:
    def add() -> uuid.UUID:
        stamp = Stamp(id=uuid.uuid4(), name=body["name"])
        db.session.add(stamp)
        return stamp.id

    return {"id": str(database.write(db, add))}


@bp.at("/count")
def count() -> object:
    with database.reading(db):
        return jsonify(db.session.query(Stamp).count())


@bp.at("/crash")
def crash() -> object:
    raise RuntimeError("a secret inside")


@bp.at("/tagged")
def tagged() -> object:
    return etags.tag(jsonify(1), 3)


@bp.at("/changed", "PUT")
def changed() -> object:
    etags.check(3, etags.require_rev())
    return jsonify(1)


@bp.at("/busy")
def busy() -> object:
    raise Problem(503, "Busy.", headers={"Retry-After": "7"}, queue=3)


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    url = f"sqlite:///{tmp_path / 'stamps.db'}"
    app = api.create_app("stamps", db, title="Stamps", database_url=url, service_token=TOKEN)
    api.register(app, bp)
    with app.app_context():
        db.create_all()
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def test_a_request_without_the_service_token_is_refused_except_for_health(client: FlaskClient) -> None:
    assert client.get("/healthz").text == "ok"
    assert client.get("/readyz").text == "ready"
    for path in ("/v1/stamps", "/openapi.json", "/nowhere"):
        answer = client.get(path)
        assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        assert client.get(path, headers={"Authorization": "Bearer wrong"}).status_code == 401


def test_an_unknown_or_wrong_parameter_is_named(client: FlaskClient) -> None:
    answer = client.get("/v1/stamps?limit=x&colour=red", headers={**headers(), "X-Request-ID": "abcdefgh"})

    assert answer.status_code == 422
    assert answer.json == {
        "type": "about:blank",
        "title": "Unprocessable Entity",
        "status": 422,
        "detail": "Some of this cannot be accepted.",
        "request_id": "abcdefgh",
        "errors": [
            {"pointer": "/limit", "detail": "Not a valid integer."},
            {"pointer": "/colour", "detail": "Unknown field."},
        ],
    }
    assert answer.headers["X-Request-ID"] == "abcdefgh"


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        ("{", "application/json", 400),
        ("[]", "application/json", 422),
        ("{}", "application/json", 422),
        ('{"name": "a"}', "text/plain", 415),
        ('{"name": "a", "x": 1}', "application/json", 422),
        ('{"name": "' + "x" * api.MAX_BODY_BYTES + '"}', "application/json", 413),
        ('{"name": ' + "9" * 5_000 + "}", "application/json", 400),
        ("[" * 100_000, "application/json", 400),
    ],
    ids=[
        "cut off",
        "not an object",
        "a field missing",
        "not JSON",
        "an unknown field",
        "too large",
        "a huge number",
        "too deep",
    ],
)
def test_a_bad_body_gets_a_problem(client: FlaskClient, body: str, content_type: str, status: int) -> None:
    answer = client.post("/v1/stamps", data=body, content_type=content_type, headers=headers())

    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert answer.json
    assert answer.json["detail"].endswith(".")


def test_a_write_is_committed_and_a_read_sees_it(client: FlaskClient) -> None:
    assert client.post("/v1/stamps", json={"name": "a"}, headers=headers()).status_code == 201

    assert client.get("/v1/stamps/count", headers=headers()).json == 1


def test_a_crash_tells_nothing(client: FlaskClient) -> None:
    answer = client.get("/v1/stamps/crash", headers=headers())

    assert answer.status_code == 500
    assert "secret" not in answer.text


def test_headers_of_an_error_survive(client: FlaskClient) -> None:
    busy = client.get("/v1/stamps/busy", headers=headers())
    assert (busy.status_code, busy.headers["Retry-After"]) == (503, "7")
    assert busy.json
    assert busy.json["queue"] == 3
    assert set(client.delete("/v1/stamps", headers=headers()).headers["Allow"].split(", ")) >= {"GET", "POST"}


def test_a_reader_who_has_the_revision_gets_304(client: FlaskClient) -> None:
    assert client.get("/v1/stamps/tagged", headers=headers()).headers["ETag"] == '"3"'
    assert client.get("/v1/stamps/tagged", headers={**headers(), "If-None-Match": '"3"'}).status_code == 304


@pytest.mark.parametrize(
    ("tag", "status"),
    [('"3"', 200), (None, 428), ('"2"', 412), ('W/"3"', 400), ("*", 400), ('"3", "4"', 400), ('"x"', 400), ("3", 400)],
    ids=["current", "none", "stale", "weak", "any", "two", "no revision", "no quotes"],
)
def test_a_change_needs_the_current_revision(client: FlaskClient, tag: str | None, status: int) -> None:
    sent = {**headers(), "If-Match": tag} if tag else headers()

    assert client.put("/v1/stamps/changed", headers=sent).status_code == status


def test_the_openapi_document_names_problems(client: FlaskClient) -> None:
    spec = client.get("/openapi.json", headers=headers()).json

    assert spec
    assert "/v1/stamps" in spec["paths"]
    assert "application/problem+json" in str(spec)


def test_a_database_that_cannot_be_opened_answers_503(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'missing' / 'stamps.db'}"
    app = api.create_app("stamps", db, title="Stamps", database_url=url, service_token=TOKEN)
    api.register(app, bp)
    client = app.test_client()

    assert (client.get("/readyz").status_code, client.get("/readyz").text) == (503, "waiting")
    answer = client.get("/v1/stamps/count", headers=headers())
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")


def test_a_short_service_token_is_refused_at_start(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least 32"):
        api.create_app("stamps", db, title="Stamps", database_url=f"sqlite:///{tmp_path}/x.db", service_token="short")
