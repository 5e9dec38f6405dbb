"""What the backend counts, told at /metrics."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from testkit.accounts import PASSWORD
from testkit.signing import TOKEN, headers

NIGHT = {"gig_day": "2031-05-09", "venue": {"id": "7c5ea3a4-6f0a-4c7e-9d0c-2f6a6a3d1b11", "name": "The Windmill"}}


def told(app: Flask) -> list[str]:
    answer = app.test_client().get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    return answer.text.splitlines()


def sign_in(client: FlaskClient, name: str, password: str = PASSWORD) -> int:
    body = {"name": name, "password": password, "client": "192.0.2.7"}
    return client.post("/v1/sessions", json=body, headers=headers("guest")).status_code


def test_metrics_are_not_for_strangers(app: Flask) -> None:
    assert app.test_client().get("/metrics").status_code == 401


def test_a_change_counts_once_it_is_kept(app: Flask, desk: Any) -> None:  # noqa: ANN401  # the desk of conftest.py
    gig = desk.change(desk.add(title="Release show"), title="Tour start")
    desk.trash(gig)

    lines = told(app)

    assert {f'saves_total{{action="{action}"}} 1.0' for action in ("created", "edited", "trashed")} <= set(lines)


def test_the_same_body_again_and_a_change_of_nothing_are_no_saves(app: Flask, desk: Any) -> None:  # noqa: ANN401
    gig_id, body = str(uuid.uuid4()), {"title": "Release show"}
    first = desk.put(gig_id, body).json

    assert desk.put(gig_id, body).status_code == 200
    desk.change(first, title="Release show")

    assert [line for line in told(app) if line.startswith("saves_total")] == ['saves_total{action="created"} 1.0']


def test_a_refused_change_counts_by_the_worst_rule_against_it(
    app: Flask,
    desk: Any,  # noqa: ANN401
    band: Callable[..., Any],
) -> None:
    desk.add(status="confirmed", lineup=[band()], **NIGHT)

    refused = desk.put(str(uuid.uuid4()), {"status": "confirmed", "lineup": [band("Bodega")], **NIGHT})

    assert refused.status_code == 409
    worst = refused.json["conflicts"][0]["rule"]
    assert f'conflicts_total{{level="block",rule="{worst}"}} 1.0' in told(app)
    assert 'saves_total{action="created"} 1.0' in told(app)


@pytest.mark.usefixtures("quick_hashes")
def test_sign_ins_count_by_how_they_end(app: Flask, at_desk: Callable[..., Any]) -> None:
    at_desk(app, "viewer", "Robin")
    client = app.test_client()

    ends = [sign_in(client, "Robin"), *[sign_in(client, "Robin", "a wrong password") for _ in range(11)]]

    assert ends == [201, *[422] * 10, 429]
    shown = {line for line in told(app) if line.startswith("sign_ins_total")}
    assert shown == {
        'sign_ins_total{outcome="right"} 1.0',
        'sign_ins_total{outcome="wrong"} 10.0',
        'sign_ins_total{outcome="too many"} 1.0',
    }
