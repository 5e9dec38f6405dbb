"""The role x route matrix of the JSON services: each cell of the table is tried."""

import re
import uuid

import pytest
from flask import Flask
from testkit import who_may
from testkit.accounts import give_account
from testkit.signing import TOKEN, headers
from testkit.who_may import CALLERS, Row
from werkzeug.test import TestResponse

from gig_chassis import access

SERVICES = ("band_picker", "venue_picker", "gig_store")
ROWS = who_may.read(*SERVICES)
ANSWERS_401 = {("gig_store GET /v1/sessions/current", "guest")}  # it is the question who is here, and this its answer
BODIES = {"gig_store PUT /v1/people/me/password": {"current": "not their password", "new": "a slow boat home"}}


def call(apps: dict[str, Flask], row: Row, caller: str) -> TestResponse:
    """Call a route; at the backend everybody claims to be an admin, and their session tells otherwise."""
    empty = row.service == "gig_store" and caller == "newcomer"
    app = apps["gig_store, empty" if empty else row.service]
    address = re.sub(r"<[^>]+>", str(uuid.uuid4()), row.rule)
    body = {} if row.method == "GET" else {"json": BODIES.get(row.name, {})}
    answer = app.test_client().open(address, method=row.method, headers=_sent(app, row.service, caller), **body)
    answer.get_data()  # what is streamed, to its end
    return answer


def _sent(app: Flask, service: str, caller: str) -> dict[str, str]:
    if caller in {"nobody", "service"}:
        return {"Authorization": f"Bearer {TOKEN}"} if caller == "service" else {}
    if service != "gig_store":
        return headers(caller)
    session = None if caller in {"guest", "newcomer"} else give_account(app, caller).token
    return headers("admin", session=session)


def refusal(answer: TestResponse) -> int | None:
    return answer.status_code if answer.status_code in {401, 403} else None


@pytest.mark.parametrize("service", SERVICES)
def test_every_route_has_a_row_and_every_row_a_route(json_apps: dict[str, Flask], service: str) -> None:
    assert not any(who_may.differences(service, json_apps[service], ROWS).values())


@pytest.mark.parametrize("service", SERVICES)
def test_what_a_service_declares_is_what_the_table_says(json_apps: dict[str, Flask], service: str) -> None:
    app = json_apps[service]
    declared = access.declared(app)

    said = {
        (method, rule.rule): declared[rule.endpoint].role
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - who_may.UNSAID
        if rule.endpoint in declared
    }

    written = {(row.method, row.rule): row.least for row in ROWS if row.service == service}
    assert said == {route: least for route, least in written.items() if route[1].startswith("/v1/")}


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_each_caller_may_what_the_table_says_and_no_more(json_apps: dict[str, Flask], row: Row) -> None:
    expected = {caller: row.refuses(caller) for caller in CALLERS}
    expected.update({caller: 401 for name, caller in ANSWERS_401 if name == row.name})

    found = {caller: refusal(call(json_apps, row, caller)) for caller in CALLERS}

    assert found == expected


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_no_answer_fails_and_none_lacks_its_protection(json_apps: dict[str, Flask], row: Row) -> None:
    for caller in CALLERS:
        answer = call(json_apps, row, caller)

        assert answer.status_code < 500
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("method", ["OPTIONS", "HEAD", "TRACE", "PROPFIND", "POST", "DELETE"])
@pytest.mark.parametrize("service", SERVICES)
def test_without_the_service_token_no_method_of_no_route_tells_anything(
    json_apps: dict[str, Flask], service: str, method: str
) -> None:
    client = json_apps[service].test_client()
    addresses = {re.sub(r"<[^>]+>", str(uuid.uuid4()), row.rule) for row in ROWS if row.service == service}

    found = {address: client.open(address, method=method).status_code for address in {*addresses, "/nowhere"}}

    open_to_all = {address: found.pop(address) for address in ("/healthz", "/readyz")}
    assert set(found.values()) == {401}
    assert set(open_to_all.values()) <= {200, 405}
