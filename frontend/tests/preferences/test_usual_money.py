"""Usual prices and costs of the planner on the settings page."""

from collections.abc import Callable
from typing import Any

import pytest
import requests_mock
from flask.testing import FlaskClient

SETTINGS = "http://gigs.test/v1/settings"
AMOUNTS = {"currency": "GBP", "ticket_price": "12.00", "costs": None, "tax_pct": "20.00", "gross_pct": None}
THERE = {"leave_starter_out": False, "rev": 4, "updated_at": None, "updated_by": None, **AMOUNTS}
FORM = {"currency": "GBP", "ticket_price": "12.00", "costs": "", "tax_pct": "20.00", "gross_pct": ""}
SHOWN = {f"was-{name}": text for name, text in FORM.items()}

Sent = requests_mock.Mocker


@pytest.fixture(autouse=True)
def settings(requests_mock: Sent) -> None:
    """Let these amounts be usual."""
    requests_mock.get(SETTINGS, json=THERE)
    requests_mock.get("http://gigs.test/v1/discards", json={"items": [], "next": None})


def save(client: FlaskClient, **typed: str) -> Any:  # noqa: ANN401  # a response
    return client.post("/settings/money", data=SHOWN | FORM | typed)


def test_only_what_was_changed_is_set(as_role: Callable[[str], FlaskClient], requests_mock: Sent) -> None:
    put = requests_mock.put(SETTINGS, json={})

    answer = save(as_role("admin"), ticket_price="14", tax_pct="")

    assert (answer.status_code, answer.location) == (303, "/settings#money")
    assert put.last_request.json() == {"ticket_price": "14.00", "tax_pct": None}
    assert put.last_request.headers["If-Match"] == '"4"'


def test_saving_what_stands_there_changes_nothing(as_role: Callable[[str], FlaskClient], requests_mock: Sent) -> None:
    assert save(as_role("admin")).status_code == 303
    assert "PUT" not in {sent.method for sent in requests_mock.request_history}


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("currency", "pounds", "Write the currency as three letters, such as GBP."),
        ("ticket_price", "a tenner", "Write an amount, such as 250 or 250.00."),
        ("tax_pct", "100.01", "Write a share of at most 100."),
    ],
    ids=["currency", "amount", "share"],
)
def test_what_cannot_be_read_is_kept_and_explained(
    as_role: Callable[[str], FlaskClient], field: str, typed: str, said: str
) -> None:
    answer = save(as_role("admin"), **{field: typed})

    assert answer.status_code == 422
    assert f'id="{field}-error">{said}' in answer.text
    assert f'value="{typed}"' in answer.text


def test_what_somebody_else_set_to_another_amount_is_not_overwritten(
    as_role: Callable[[str], FlaskClient], requests_mock: Sent
) -> None:
    requests_mock.get(SETTINGS, json=THERE | {"ticket_price": "13.00", "costs": "600.00"})

    answer = save(as_role("admin"), ticket_price="14.00")

    assert answer.status_code == 412
    assert "Somebody set this to 13.00 meanwhile. Save again to put yours in its place." in answer.text
    assert 'value="14.00"' in answer.text
    assert 'name="was-ticket_price" value="13.00"' in answer.text


def test_what_somebody_else_set_beside_it_is_no_obstacle(
    as_role: Callable[[str], FlaskClient], requests_mock: Sent
) -> None:
    requests_mock.get(SETTINGS, json=THERE | {"costs": "600.00"})
    put = requests_mock.put(SETTINGS, [{"status_code": 412, "json": {}}, {"json": {}}])

    assert save(as_role("admin"), ticket_price="14.00").status_code == 303
    assert put.last_request.json() == {"ticket_price": "14.00"}


def test_a_refusal_is_said_beside_its_field(as_role: Callable[[str], FlaskClient], requests_mock: Sent) -> None:
    problem = {"errors": [{"pointer": "/costs", "detail": "Must be an amount."}]}
    requests_mock.put(SETTINGS, status_code=422, json=problem)

    assert 'id="costs-error">Must be an amount.' in save(as_role("admin"), costs="9").text


def test_a_booker_reads_it_and_a_viewer_sees_nothing(as_role: Callable[[str], FlaskClient]) -> None:
    booker, viewer = (as_role(role).get("/settings").text for role in ("booker", "viewer"))

    assert "Usually: ticket price 12.00 GBP, tax 20.00 %. An admin can change it." in " ".join(booker.split())
    assert 'id="money"' not in viewer
    assert [save(as_role(role)).status_code for role in ("booker", "viewer")] == [403, 403]


def test_without_the_backend_it_says_so(as_role: Callable[[str], FlaskClient], requests_mock: Sent) -> None:
    requests_mock.get(SETTINGS, status_code=503)

    assert "Your gig list does not answer, so this cannot be shown." in as_role("admin").get("/settings").text
