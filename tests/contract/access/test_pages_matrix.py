"""The role x route matrix of the pages: each cell of the table is tried, signed in as each role."""

import re
import uuid
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from testkit import who_may
from testkit.accounts import give_account
from testkit.signing import TOKEN
from testkit.who_may import CALLERS, Row
from werkzeug.test import TestResponse

from gig_web.accounts import access

ROWS = who_may.read("gig_web")
ROLES = ("viewer", "booker", "admin")
GIVEN = {"filename": "gig.css", "secret": "made-up-secret"}

Enter = Callable[[str], FlaskClient]


@pytest.fixture(scope="session")
def enter(pages: dict[str, Flask], json_apps: dict[str, Flask]) -> Enter:
    """Give clients: a new one each time, signed in where the caller has a role."""

    def give(caller: str) -> FlaskClient:
        client = pages["empty" if caller == "newcomer" else "settled"].test_client()
        if caller == "service":
            client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {TOKEN}"
        if caller in ROLES:
            account = give_account(json_apps["gig_store"], caller)
            form = {"sign_in_name": account.name, "sign_in_password": account.password}
            assert client.post("/sign-in", data=form).status_code == 303
        return client

    return give


def call(client: FlaskClient, row: Row) -> TestResponse:
    address = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: GIVEN.get(found[1], str(uuid.uuid4())), row.rule)
    with client.open(address, method=row.method) as answer:
        answer.get_data()
        return answer


def refusal(answer: TestResponse) -> int | None:
    """Say whether somebody was sent to the sign-in page (401) or refused for their role (403)."""
    to = answer.headers.get("Location", "")
    turned_away = to.startswith("/sign-in") and "left=" not in to
    return 401 if turned_away else answer.status_code if answer.status_code in {401, 403} else None


def test_every_route_has_a_row_and_every_row_a_route(pages: dict[str, Flask]) -> None:
    assert not any(who_may.differences("gig_web", pages["settled"], ROWS).values())


def test_what_the_pages_declare_is_what_the_table_says(pages: dict[str, Flask]) -> None:
    app = pages["settled"]
    endpoints = {
        (method, rule.rule): rule.endpoint for rule in app.url_map.iter_rules() for method in rule.methods or ()
    }

    declared = {row: access.of(app, endpoints[row.method, row.rule], row.method).least or "anybody" for row in ROWS}

    assert {row.name: (row.least, least) for row, least in declared.items() if row.least != least} == {
        "gig_web GET /metrics": ("service", "anybody")  # the metrics ask for their token themselves
    }


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_each_caller_may_what_the_table_says_and_no_more(enter: Enter, row: Row) -> None:
    found = {caller: refusal(call(enter(caller), row)) for caller in CALLERS}

    assert found == {caller: row.refuses(caller) for caller in CALLERS}


@pytest.mark.parametrize("role", ["viewer", "booker"])
def test_nobody_but_an_admin_sees_peoples_accounts(enter: Enter, json_apps: dict[str, Flask], role: str) -> None:
    canary = give_account(json_apps["gig_store"], "admin", f"0 Canary {uuid.uuid4().hex}")
    client = enter(role)

    seen = [call(client, row) for row in ROWS if row.method == "GET" and row.least != "service"]

    assert not [answer for answer in seen if canary.name in answer.text]
    assert canary.name in enter("admin").get("/settings/people").text
