"""The starter list, left out for everybody and brought back."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests_mock
from flask.testing import FlaskClient

from gig_web.clients.people import People, Person, Planner, Present
from gig_web.suggest.address import Address

SETTINGS = "http://gigs.test/v1/settings"
BY = {"id": "0192f3a0-7c1e-7abc-8def-00000000aaab", "name": "Ada"}
SET = {"rev": 4, "updated_at": "2026-11-20T12:00:00Z", "updated_by": BY}
UNSET = {"rev": 1, "updated_at": None, "updated_by": None}


@pytest.fixture
def as_role(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> Callable[..., FlaskClient]:
    """Give the client a role, in a planner that leaves the starter list out or does not."""

    def become(role: str, *, out: bool = False) -> FlaskClient:
        with client.session_transaction() as cookie:
            account = cookie["account"] = cookie["account"] | {"role": role}
        sam = Person(**account, disabled=False, time_zone=None, theme="auto", keys=True, constraints="", created_at="")
        monkeypatch.setattr(
            People, "present", lambda _people: Present(sam, newcomer=False, planner=Planner(leave_starter_out=out))
        )
        return client

    return become


@pytest.fixture
def settings(requests_mock: requests_mock.Mocker) -> Callable[..., None]:
    """Let the backend keep these settings."""
    requests_mock.get("http://gigs.test/v1/discards", json={"items": [], "next": None})

    def keep(*, out: bool, **more: object) -> None:
        requests_mock.get(SETTINGS, json={"leave_starter_out": out, **(SET if out else UNSET), **more})

    return keep


def sent(mock: requests_mock.Mocker) -> list[Any]:
    return [(each.json(), each.headers["If-Match"]) for each in mock.request_history if each.method == "PUT"]


def test_one_click_leaves_it_out_and_one_brings_it_back(
    as_role: Callable[..., FlaskClient], settings: Callable[..., None], requests_mock: requests_mock.Mocker
) -> None:
    admin = as_role("admin")
    settings(out=False)
    requests_mock.put(SETTINGS, json={})

    answer = admin.post("/settings/starter-list", data={"leave_out": "1"})
    settings(out=True)
    page = admin.get("/settings").text
    admin.post("/settings/starter-list", data={"leave_out": ""})

    assert (answer.status_code, answer.location) == (303, "/settings#starter-list")
    assert "The starter list is left out for everybody." in page
    assert ">Undo</button>" in page
    assert "set by Ada, Fri 20 Nov 2026, 12:00 UTC" in page
    assert sent(requests_mock) == [({"leave_starter_out": True}, '"1"'), ({"leave_starter_out": False}, '"4"')]


def test_what_is_set_already_is_left_as_it_is(
    as_role: Callable[..., FlaskClient], settings: Callable[..., None], requests_mock: requests_mock.Mocker
) -> None:
    settings(out=True)

    assert as_role("admin").post("/settings/starter-list", data={"leave_out": "1"}).status_code == 303
    assert sent(requests_mock) == []


@pytest.mark.parametrize(("answers", "status"), [((412, 200), 303), ((412, 412), 412), ((409,), 409)], ids=str)
def test_somebody_who_was_quicker_is_no_obstacle(
    as_role: Callable[..., FlaskClient],
    settings: Callable[..., None],
    requests_mock: requests_mock.Mocker,
    answers: tuple[int, ...],
    status: int,
) -> None:
    settings(out=False)
    requests_mock.put(SETTINGS, [{"status_code": each, "json": {"detail": "No."}} for each in answers])

    assert as_role("admin").post("/settings/starter-list", data={"leave_out": "1"}).status_code == status


@pytest.mark.parametrize("role", ["viewer", "booker"])
def test_who_is_no_admin_is_offered_no_switch_and_has_none(
    as_role: Callable[..., FlaskClient], settings: Callable[..., None], role: str
) -> None:
    settings(out=False)

    page = as_role(role).get("/settings").text

    assert "an admin can change it" in page
    assert "/settings/starter-list" not in page
    assert as_role(role).post("/settings/starter-list", data={"leave_out": "1"}).status_code == 403


def test_without_the_backend_the_settings_say_what_they_cannot_show(
    as_role: Callable[..., FlaskClient], settings: Callable[..., None], requests_mock: requests_mock.Mocker
) -> None:
    settings(out=False)
    requests_mock.get(SETTINGS, status_code=503)

    assert "whether the starter list is left out cannot be shown" in as_role("admin").get("/settings").text


def test_left_out_on_a_card_the_same_search_begins_anew_and_says_so(
    as_role: Callable[..., FlaskClient], settings: Callable[..., None], requests_mock: requests_mock.Mocker
) -> None:
    settings(out=False)
    requests_mock.put(SETTINGS, json={})
    query = "genre=indie&own=any&no_starter=0&seed=7&day=2027-03-12"

    answer = as_role("admin").post("/settings/starter-list", data={"leave_out": "1", "back": "suggest", "query": query})

    where = parse_qs(urlsplit(answer.location).query)
    assert answer.status_code == 303
    assert {name: where[name] for name in where if name != "done"} == {"genre": ["indie"], "own": ["any"]}
    begun = as_role("admin", out=True).get(answer.location).location
    assert "no_starter=all" in begun
    assert "done=" in begun


@pytest.mark.parametrize(
    ("out", "asked", "begun"),
    [
        (True, "genre=indie&own=any", "all"),
        (True, "own=any&no_starter=0", "0"),
        (True, "own=any&no_starter=1", "1"),
        (False, "own=any&no_starter=all", None),
        (False, "own=any&genre=indie", None),
    ],
    ids=["left out", "asked for", "left out by this search", "back again", "never left out"],
)
def test_a_search_begins_as_the_planner_is_set_unless_it_says_otherwise(
    as_role: Callable[..., FlaskClient], *, out: bool, asked: str, begun: str | None
) -> None:
    location = as_role("booker", out=out).get(f"/?{asked}").location

    assert parse_qs(urlsplit(location).query).get("no_starter") == ([begun] if begun else None)


def test_a_planner_of_the_version_before_leaves_nothing_out(client: FlaskClient) -> None:
    assert "no_starter" not in client.get("/?own=any&genre=indie").location


def test_what_the_planner_decided_is_not_remembered_as_a_wish() -> None:
    address, errors = Address.parse({"genre": ["indie"], "no_starter": ["all"], "seed": ["7"]}, date(2026, 11, 23))

    assert errors == {}
    assert address.constraints.leaves_starter_out
    assert address.saved_search() == [("genre", "indie")]
    assert address.query_string() == "genre=indie&no_starter=all&seed=7"
