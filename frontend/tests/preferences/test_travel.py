"""How far is too far from one day to the next, for everybody."""

from collections.abc import Callable
from typing import Any

import pytest
import requests_mock
from flask.testing import FlaskClient

SETTINGS = "http://gigs.test/v1/settings"
KEPT = {"leave_starter_out": False, "rev": 4, "updated_at": None, "updated_by": None}
WRONG = "Write a whole number of kilometres from 1 to 20,040."


@pytest.fixture(autouse=True)
def settings(requests_mock: requests_mock.Mocker) -> None:
    """Let the planner warn above 500 km."""
    requests_mock.get(SETTINGS, json={**KEPT, "travel_km": 500})
    requests_mock.get("http://gigs.test/v1/discards", json={"items": [], "next": None})


def sent(mock: requests_mock.Mocker) -> list[Any]:
    return [(each.json(), each.headers["If-Match"]) for each in mock.request_history if each.method == "PUT"]


@pytest.mark.parametrize(("typed", "km"), [("300", 300), (" 1,000 km", 1000), ("20040", 20040)])
def test_an_admin_sets_how_far_a_band_may_travel(
    as_role: Callable[[str], FlaskClient], requests_mock: requests_mock.Mocker, typed: str, km: int
) -> None:
    admin = as_role("admin")
    requests_mock.put(SETTINGS, json={})

    answer = admin.post("/settings/travel", data={"travel_km": typed})

    assert (answer.status_code, answer.location) == (303, "/settings")
    assert sent(requests_mock) == [({"travel_km": km}, '"4"')]


def test_what_somebody_else_set_meanwhile_is_no_obstacle_and_the_same_again_changes_nothing(
    as_role: Callable[[str], FlaskClient], requests_mock: requests_mock.Mocker
) -> None:
    admin = as_role("admin")
    requests_mock.put(SETTINGS, [{"status_code": 412, "json": {"detail": "Changed."}}, {"json": {}}])

    assert admin.post("/settings/travel", data={"travel_km": "300"}).status_code == 303
    assert admin.post("/settings/travel", data={"travel_km": "500"}).status_code == 303

    assert len(sent(requests_mock)) == 2


@pytest.mark.parametrize("typed", ["", "far", "0", "20041", "-5", "4.5", "9" * 40, "\u0663"])
def test_what_is_no_distance_is_said_beside_the_field_with_what_was_typed(
    as_role: Callable[[str], FlaskClient], requests_mock: requests_mock.Mocker, typed: str
) -> None:
    answer = as_role("admin").post("/settings/travel", data={"travel_km": typed})

    assert answer.status_code == 422
    assert f'id="travel_km-error">{WRONG}</div>' in answer.text
    assert f'value="{typed or 500}"' in answer.text
    assert sent(requests_mock) == []


def test_who_is_no_admin_reads_the_distance(as_role: Callable[[str], FlaskClient]) -> None:
    page = as_role("booker").get("/settings").text

    assert "more than 500 km away, as the crow flies" in page
    assert "Save distance" not in page
    assert as_role("booker").post("/settings/travel", data={"travel_km": "300"}).status_code == 403


def test_a_backend_of_the_version_before_warns_above_400_km(
    as_role: Callable[[str], FlaskClient], requests_mock: requests_mock.Mocker
) -> None:
    admin = as_role("admin")
    requests_mock.get(SETTINGS, json=KEPT)

    assert 'name="travel_km" type="text" value="400"' in admin.get("/settings").text
