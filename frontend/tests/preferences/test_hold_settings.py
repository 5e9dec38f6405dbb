"""When holds are looked at again, for everybody."""

from collections.abc import Callable
from typing import Any

import pytest
import requests_mock
from flask.testing import FlaskClient

AsRole = Callable[[str], FlaskClient]
SETTINGS = "http://gigs.test/v1/settings"
KEPT = {"leave_starter_out": False, "rev": 4, "updated_at": None, "updated_by": None}
WRONG = "Give a whole number, or leave it empty for no review date."


@pytest.fixture(autouse=True)
def settings(requests_mock: requests_mock.Mocker) -> None:
    """Let first holds be looked at again after ten days, the others never."""
    requests_mock.get(SETTINGS, json={**KEPT, "first_hold_days": 10, "other_hold_days": None})
    requests_mock.get("http://gigs.test/v1/discards", json={"items": [], "next": None})


def sent(mock: requests_mock.Mocker) -> list[Any]:
    return [(each.json(), each.headers["If-Match"]) for each in mock.request_history if each.method == "PUT"]


@pytest.mark.parametrize(
    ("first", "other", "wanted"),
    [("21", "7", (21, 7)), (" 3 ", "", (3, None)), ("", "", (None, None))],
    ids=["both", "none for the others", "none at all"],
)
def test_an_admin_sets_when_holds_are_looked_at_again(
    as_role: AsRole, requests_mock: requests_mock.Mocker, first: str, other: str, wanted: tuple[int | None, int | None]
) -> None:
    admin = as_role("admin")
    requests_mock.put(SETTINGS, json={})

    answer = admin.post("/settings/holds", data={"first_hold_days": first, "other_hold_days": other})

    assert (answer.status_code, answer.location) == (303, "/settings#holds")
    assert sent(requests_mock) == [({"first_hold_days": wanted[0], "other_hold_days": wanted[1]}, '"4"')]


def test_the_form_shows_what_is_set(as_role: AsRole) -> None:
    page = as_role("admin").get("/settings").text

    assert 'name="first_hold_days" type="text" value="10"' in page
    assert 'name="other_hold_days" type="text" value=""' in page


@pytest.mark.parametrize("typed", ["soon", "-1", "1.5", "1000", "\u0663"])
def test_what_is_no_number_is_said_beside_the_field_with_what_was_typed(
    as_role: AsRole, requests_mock: requests_mock.Mocker, typed: str
) -> None:
    answer = as_role("admin").post("/settings/holds", data={"first_hold_days": "21", "other_hold_days": typed})

    assert answer.status_code == 422
    assert f'id="other_hold_days-error">{WRONG}</div>' in answer.text
    assert f'name="other_hold_days" type="text" value="{typed}"' in answer.text
    assert 'name="first_hold_days" type="text" value="21"' in answer.text
    assert sent(requests_mock) == []


def test_what_the_backend_refuses_is_said_beside_the_field(
    as_role: AsRole, requests_mock: requests_mock.Mocker
) -> None:
    admin = as_role("admin")
    errors = [{"pointer": "/first_hold_days", "detail": "Must be from 1 to 365."}]
    requests_mock.put(SETTINGS, status_code=422, json={"detail": "No.", "errors": errors})

    answer = admin.post("/settings/holds", data={"first_hold_days": "999", "other_hold_days": ""})

    assert answer.status_code == 422
    assert 'id="first_hold_days-error">Must be from 1 to 365.</div>' in answer.text


def test_who_is_no_admin_reads_them(as_role: AsRole) -> None:
    booker = as_role("booker")

    page = booker.get("/settings").text

    assert "A first hold is looked at again after 10 days, the others after no set time." in page
    assert booker.post("/settings/holds", data={"first_hold_days": "1"}).status_code == 403
