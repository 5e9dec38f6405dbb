"""What each role is shown and may do; a change of role takes effect with the next page."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from testkit.mocked_accounts import Accounts
from testkit.mocked_pickers import BAND, ID, VENUE

Body = dict[str, Any]
SignIn = Callable[..., FlaskClient]

CARD = f"/?seed=1&band={ID}&venue={ID}&day=2030-05-03"
CHANGES = [
    "/bands/new",
    f"/bands/{ID}/edit",
    f"/venues/{ID}/own",
    f"/venues/{ID}/archive",
    f"/venues/{ID}/restore",
    f"/settings/left-out/{ID}/undo",
    f"/settings/people/{ID}/role",
]


@pytest.fixture(autouse=True)
def filled_planner(accounts: Accounts) -> None:
    """Hold one band and one venue, and something left out."""
    for plural, row in (("bands", BAND), ("venues", VENUE)):
        for address in (f"{plural}/{ID}", f"{plural}/random"):
            body = row if address.endswith(ID) else {"items": [row], "next": None}
            accounts.mock.get(f"http://{plural}.test/v1/{address}", json=body)
        accounts.mock.get(f"http://{plural}.test/v1/{plural}", json={"items": [row], "next": None})
    left_out = {"id": ID, "band_id": ID, "venue_id": None, "band_name": "Left Out", "venue_name": None}
    left_out |= {"gig_day": None, "until": None, "by": {"id": ID, "name": "Kim"}}
    accounts.mock.get("http://gigs.test/v1/discards", json={"items": [left_out], "next": None})
    accounts.mock.post("http://gigs.test/v1/conflicts", json=_conflicts(accounts))


def _conflicts(accounts: Accounts) -> Callable[..., Body]:
    """Answer as the real backend does: with whose session it was, and their role now."""

    def answer(request: Any, context: Any) -> Body:  # noqa: ANN401  # as requests-mock hands them over
        del request
        (person,) = accounts.people.values()
        about = {name: person[name] for name in ("id", "name", "role", "rev")}
        context.headers["X-Person"] = str(about).replace("'", '"')
        return {"items": []}

    return answer


@pytest.fixture
def viewer(accounts: Accounts, sign_in: SignIn) -> FlaskClient:
    return sign_in(accounts.add("Vi", role="viewer"))


@pytest.mark.parametrize(
    ("path", "hidden"),
    [
        (CARD, ["Save<", "Discard", "Highest fee", "fee is known", ">add<"]),
        ("/gigs", ["New gig"]),
        ("/bands", ["Add a band", "/own", "Mine"]),
        (f"/bands/{ID}", ["/edit", "Archive", "/own"]),
        (f"/venues/{ID}", ["/edit", "Archive", "/own"]),
        ("/settings", ["Undo", "People and invites"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_viewer_is_shown_nothing_they_may_not_do(viewer: FlaskClient, path: str, hidden: list[str]) -> None:
    page = viewer.get(path)

    assert page.status_code == 200
    assert [text for text in hidden if text in page.text] == []


def test_a_picker_does_not_say_who_somebody_is(viewer: FlaskClient, accounts: Accounts) -> None:
    (person,) = accounts.people.values()
    raised = {"X-Person": json.dumps({"id": person["id"], "name": "Vi", "role": "admin", "rev": person["rev"]})}
    accounts.mock.get("http://bands.test/v1/bands", json={"items": [BAND], "next": None}, headers=raised)

    assert "Add a band" not in viewer.get("/bands").text


@pytest.mark.parametrize("path", CHANGES)
def test_a_viewer_changes_nothing_by_any_form(viewer: FlaskClient, accounts: Accounts, path: str) -> None:
    before = len(accounts.mock.request_history)

    answer = viewer.post(path, data={"role": "admin", "rev": "1", "own": "1"})

    assert answer.status_code == 403
    assert {each.method for each in accounts.mock.request_history[before:]} == {"GET"}


def test_limits_of_fees_are_not_asked_for_a_viewer_who_is_told(viewer: FlaskClient, accounts: Accounts) -> None:
    page = viewer.get("/?seed=1&fee_max=100&fee_known=1", follow_redirects=True)

    assert page.status_code == 200
    assert "this search goes on without its limit of them" in page.text
    asked = [each.qs for each in accounts.mock.request_history if each.hostname == "bands.test"]
    assert asked
    assert not [query for query in asked if "fee_max" in query or "fee_known" in query]


def test_a_booker_asks_with_the_limit_of_fees(sams: FlaskClient, accounts: Accounts) -> None:
    page = sams.get("/?seed=1&fee_max=100", follow_redirects=True)

    assert "without its limit" not in page.text
    asked = [each.qs for each in accounts.mock.request_history if each.path == "/v1/bands/random"]
    assert [query["fee_max"] for query in asked] == [["100.00"]]


@pytest.mark.parametrize(
    ("path", "offered"),
    [(CARD, "Save<"), ("/bands", "Mine<"), (f"/bands/{ID}", "Archive<")],
    ids=["card", "list", "item"],
)
def test_a_booker_made_a_viewer_sees_it_with_the_next_page(
    sam: Body, sams: FlaskClient, accounts: Accounts, path: str, offered: str
) -> None:
    before = sams.get(path).text
    accounts.change(sam, role="viewer")

    turned = sams.get(path)
    after = sams.get(turned.location).text if turned.status_code == 303 else turned.text

    assert offered in before
    assert offered not in after
    assert sams.get(path).status_code == 200


def test_a_viewer_made_a_booker_plans_with_the_next_page(accounts: Accounts, sign_in: SignIn) -> None:
    person = accounts.add("Vi", role="viewer")
    browser = sign_in(person)
    accounts.change(person, role="booker")

    assert "Add a band" in browser.get("/bands", follow_redirects=True).text


@pytest.mark.parametrize("status", [503, 404, 429])
def test_a_role_that_cannot_be_read_again_makes_no_endless_turning(
    sam: Body, sams: FlaskClient, accounts: Accounts, status: int
) -> None:
    accounts.mock.get("http://gigs.test/v1/people/me", status_code=status)
    accounts.change(sam, role="viewer")

    page = sams.get(CARD)

    assert page.status_code == 200
    assert "Save<" not in page.text


def test_the_pickers_hear_the_role_the_backend_said(sam: Body, sams: FlaskClient, accounts: Accounts) -> None:
    accounts.change(sam, role="viewer")

    answer = sams.post(f"/bands/{ID}/archive")

    assert answer.status_code == 403
    assert not [each for each in accounts.mock.request_history if each.hostname == "bands.test"]


def test_somebody_disabled_is_asked_to_sign_in_and_cannot(sam: Body, sams: FlaskClient, accounts: Accounts) -> None:
    accounts.change(sam, disabled=True)
    accounts.end(sam)

    turned = sams.get("/gigs")
    refused = sams.post("/sign-in", data={"sign_in_name": "Sam", "sign_in_password": sam["password"]})

    assert turned.location == "/sign-in?next=/gigs"
    assert refused.status_code == 422


def test_a_newcomer_is_offered_everything_and_asked_for_an_account_by_the_first_save(
    stranger: FlaskClient, accounts: Accounts
) -> None:
    page = stranger.get(f"/bands/{ID}").text
    asked = stranger.post(f"/bands/{ID}/archive")

    assert "Archive" in page
    assert "<nav" in page
    assert "Sign out" not in page
    assert (asked.status_code, "Make your account" in asked.text) == (401, True)
    assert not accounts.people


def test_who_is_here_stands_in_the_head_of_the_page(sams: FlaskClient) -> None:
    page = sams.get("/bands").text

    assert '<a href="/settings#you"><span class="visually-hidden">Your account: </span>' in page
    assert '<span class="who-name">Sam</span>' in page
    assert 'method="post" action="/sign-out"' in page
