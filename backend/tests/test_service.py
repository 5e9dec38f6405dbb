"""The backend as a service: started from the environment, migrated by a command, described in OpenAPI."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from testkit.accounts import acting_as, give_account
from testkit.signing import TOKEN

import gig_store
from gig_store.models import db

SHAPES = {"GigAnswer", "GigBody", "GigPage", "HistoryPage", "Matrix", "DiscardAnswer", "DiscardPage"}
SHAPES |= {"PersonAnswer", "PeoplePage", "WhoIsHere", "SignedInAnswer", "NewInvite", "InvitePage", "InviteSeen"}


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def test_it_starts_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'gigs.db'}")
    monkeypatch.setenv("SERVICE_TOKEN", TOKEN)
    chosen: list[tuple[Any, ...]] = []
    monkeypatch.setattr("gig_store.logs.configure", lambda *args: chosen.append(args))

    app = gig_store.create_app()

    assert app.test_client().get("/healthz").text == "ok"
    assert chosen == [("gig_store", "INFO")]
    with app.app_context():
        db.engine.dispose()


def test_the_command_makes_the_tables(tmp_path: Path, make_app: Callable[[str], Flask]) -> None:
    url = f"sqlite:///{tmp_path / 'gigs.db'}"
    environment = {"DATABASE_URL": url, "SERVICE_TOKEN": TOKEN, "PYTHONPATH": ":".join(sys.path)}

    for _ in range(2):
        subprocess.run([sys.executable, "-m", "gig_store.migrate"], env=environment, check=True)

    app = make_app(url)
    answer = app.test_client().get("/v1/gigs", headers=acting_as(give_account(app)))
    assert answer.json == {"items": [], "next": None}


def test_a_serving_process_does_not_load_what_only_migrations_need() -> None:
    code = "import sys, gig_store; gig_store.create_app; sys.exit('alembic' in sys.modules)"

    environment = {"PYTHONPATH": ":".join(sys.path)}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)  # noqa: S603  # our own words


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/gigs"),
        ("PUT", "/v1/gigs/0192f3a0-7c1e-7abc-8def-0123456789ab"),
        ("POST", "/v1/conflicts"),
        ("GET", "/v1/discards"),
        ("POST", "/v1/sessions"),
        ("GET", "/v1/people"),
        ("GET", "/openapi.json"),
    ],
)
def test_without_the_service_token_nothing_is_told(client: FlaskClient, method: str, path: str) -> None:
    assert client.open(path, method=method).status_code == 401


def test_the_shapes_are_described(client: FlaskClient) -> None:
    described = client.get("/openapi.json", headers={"Authorization": f"Bearer {TOKEN}"}).json

    assert described
    assert SHAPES - set(described["components"]["schemas"]) == set()
    gig = described["components"]["schemas"]["GigAnswer"]["properties"]
    assert "from_suggestion" not in gig
    assert gig["gig_day"]["format"] == "date"
    assert sorted(described["paths"]["/v1/gigs/{gig_id}"]) == ["delete", "get", "parameters", "patch", "put"]
