"""How many came: asked for once the night is past, one number that saves by itself."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

Json = dict[str, Any]
Make = Callable[..., Json]

PLAYED = {"status": "confirmed", "played": True, "gig_day": "2026-11-20"}


@pytest.fixture
def noted(desk: SimpleNamespace, ids: SimpleNamespace) -> Callable[..., Any]:
    """Send how many came."""
    return lambda **form: desk.client.post(f"/gigs/{ids.gig}/attendance", data=form)


def test_how_many_came_is_asked_once_the_night_is_past(desk: SimpleNamespace, ids: SimpleNamespace) -> None:
    desk.open(**PLAYED)
    asked = desk.client.get(f"/gigs/{ids.gig}").text
    desk.open(status="confirmed", gig_day="2027-03-12")
    not_yet = desk.client.get(f"/gigs/{ids.gig}").text

    assert ('id="attendance"' in asked, 'id="attendance"' in not_yet) == (True, False)


def test_one_number_is_saved_whatever_else_was_changed(
    desk: SimpleNamespace, noted: Callable[..., Any], a_gig: Make
) -> None:
    patched = desk.mock.patch(desk.open(**PLAYED, rev=9), json=a_gig(rev=10))

    answer = noted(attendance="1,140", was="")

    assert (answer.status_code, patched.last_request.json()) == (303, {"attendance": 1140})
    assert patched.last_request.headers["If-Match"] == '"9"'


def test_an_empty_field_takes_a_number_back(desk: SimpleNamespace, noted: Callable[..., Any], a_gig: Make) -> None:
    patched = desk.mock.patch(desk.open(**PLAYED, attendance=140), json=a_gig())

    assert noted(attendance="", was="140").status_code == 303
    assert patched.last_request.json() == {"attendance": None}


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", "Write how many came."), ("many", "Write a whole number, such as 120."), ("-3", "Write a whole number")],
)
def test_what_is_no_number_is_kept_and_explained(
    desk: SimpleNamespace, noted: Callable[..., Any], typed: str, said: str
) -> None:
    desk.open(**PLAYED)

    answer = noted(attendance=typed, was="")

    assert answer.status_code == 422
    assert said in answer.text
    assert f'name="attendance" type="text" value="{typed}"' in answer.text


def test_a_number_that_somebody_noted_meanwhile_is_not_overwritten(
    desk: SimpleNamespace, noted: Callable[..., Any]
) -> None:
    desk.open(**PLAYED, attendance=130)

    answer = noted(attendance="140", was="")

    assert answer.status_code == 412
    assert "Somebody noted 130 meanwhile" in answer.text
    assert 'name="was" value="130"' in answer.text
    assert 'value="140"' in answer.text


def test_somebody_who_is_quicker_is_no_obstacle(desk: SimpleNamespace, noted: Callable[..., Any], a_gig: Make) -> None:
    url = desk.open(**PLAYED)
    desk.mock.patch(url, [{"status_code": 412, "json": {}}, {"json": a_gig()}])

    assert noted(attendance="140", was="").status_code == 303


def test_where_everybody_is_quicker_it_says_so(desk: SimpleNamespace, noted: Callable[..., Any]) -> None:
    desk.mock.patch(desk.open(**PLAYED), status_code=412, json={})

    answer = noted(attendance="140", was="")

    assert answer.status_code == 412
    assert "so nothing was saved. Save again." in answer.text


def test_a_crowd_too_large_is_refused_in_words(desk: SimpleNamespace, noted: Callable[..., Any]) -> None:
    problem = {"errors": [{"pointer": "/attendance", "detail": "Must be at most 10000000."}]}
    desk.mock.patch(desk.open(**PLAYED), status_code=422, json=problem)

    answer = noted(attendance="999999999", was="")

    assert (answer.status_code, "Must be at most 10000000." in answer.text) == (422, True)
