"""The buttons of a gig's page: each step once, refusals in words, trash and restore."""

import html
from collections.abc import Callable
from typing import Any

import pytest
import requests
import requests_mock as mocking
from flask.testing import FlaskClient

Json = dict[str, Any]
Make = Callable[..., Json]
Serve = Callable[..., str]
PAGE = "/gigs/01890000-0000-7000-8000-000000000001"
OTHER = {
    "id": "01890000-0000-7000-8000-000000000002",
    "title": "Lankum",
    "gig_day": "2027-03-12",
    "status": "confirmed",
}
BLOCK = {"level": "block", "rule": "venue_taken", "gig": OTHER, "text": "The Wardrobe is taken: Lankum is confirmed."}
TRAVEL = {"level": "warn", "rule": "travel", "gig": OTHER, "text": "The Howl is 500 km away the day before."}
DARK = {"level": "warn", "rule": "dark_day", "gig": None, "text": "The Wardrobe is closed."}
INFO = {"level": "info", "rule": "venue_held", "gig": OTHER, "text": "You would be the 2nd hold."}


def said(page: str) -> str:
    return " ".join(html.unescape(page).split())


def test_a_hold_is_placed_with_its_level_and_review_date(
    client: FlaskClient, requests_mock: mocking.Mocker, serve: Serve, a_gig: Make
) -> None:
    url = serve(a_gig())
    patched = requests_mock.patch(url, json=a_gig(status="hold", rev=4))
    form = {"rev": "3", "was": "idea", "to": "hold", "hold_level": "2", "hold_expires": "2026-12-06"}

    answer = client.post(f"{PAGE}/status", data=form)

    assert (answer.status_code, answer.location) == (303, PAGE)
    assert patched.last_request.headers["If-Match"] == '"3"'
    assert patched.last_request.json() == {
        "status": "hold",
        "hold_level": 2,
        "hold_expires": "2026-12-06",
        "accept_warnings": [],
    }
    assert "The hold is placed." in client.get(PAGE).text


def test_a_level_left_empty_is_none_and_the_review_date_the_usual_one(
    client: FlaskClient, requests_mock: mocking.Mocker, serve: Serve, a_gig: Make
) -> None:
    patched = requests_mock.patch(serve(a_gig()), json=a_gig(status="hold", rev=4))

    client.post(f"{PAGE}/status", data={"rev": "3", "was": "idea", "to": "hold", "hold_level": "", "hold_expires": " "})

    assert patched.last_request.json()["hold_level"] is None
    assert "hold_expires" not in patched.last_request.json()


def test_a_block_names_the_gig_in_the_way_and_leaves_no_way_past_it(
    client: FlaskClient, requests_mock: mocking.Mocker, serve: Serve, a_gig: Make
) -> None:
    problem = {"detail": "Taken.", "conflicts": [BLOCK, TRAVEL], "alternative": {"gig_day": "2027-03-13"}}
    requests_mock.patch(serve(a_gig(status="hold")), status_code=409, json=problem)

    answer = client.post(f"{PAGE}/status", data={"rev": "3", "was": "hold", "to": "confirmed"})

    page = said(answer.text)
    assert answer.status_code == 409
    assert "“Confirm” was not done." in page
    assert f'Lankum is confirmed. <span class="other-gig"><a href="/gigs/{OTHER["id"]}">See Lankum</a>' in page
    assert '<time datetime="2027-03-12">Fri 12 Mar 2027</time>' in page
    assert f'<a href="{PAGE}/edit?gig_day=2027-03-13">Sat 13 Mar 2027</a>' in page
    assert "accept_warnings" not in page


def test_warnings_are_gone_over_with_a_tick_each(
    client: FlaskClient, requests_mock: mocking.Mocker, serve: Serve, a_gig: Make
) -> None:
    problem = {"detail": "Far.", "conflicts": [TRAVEL, TRAVEL, DARK, INFO], "alternative": None}
    url = serve(a_gig())
    requests_mock.patch(url, status_code=409, json=problem)
    form = {"rev": "3", "was": "idea", "to": "hold", "hold_level": "2", "accept_warnings": "travel"}

    page = said(client.post(f"{PAGE}/status", data=form).text)

    assert page.count('name="accept_warnings"') == 2
    assert 'value="travel" checked' in page
    assert 'value="dark_day" checked' not in page
    assert '<input type="hidden" name="hold_level" value="2">' in page
    assert ">Place hold anyway</button>" in page
    assert page.count("btn-accent") == 1
    assert f'Good to know</p> <ul class="against"> <li>{INFO["text"]}' in page


def test_ticked_warnings_are_sent_along(
    client: FlaskClient, requests_mock: mocking.Mocker, serve: Serve, a_gig: Make
) -> None:
    patched = requests_mock.patch(serve(a_gig()), json=a_gig(status="hold", rev=4))

    client.post(f"{PAGE}/status", data={"rev": "3", "to": "hold", "accept_warnings": ["travel", "dark_day"]})

    assert patched.last_request.json()["accept_warnings"] == ["travel", "dark_day"]


def test_a_stale_step_shows_what_happened_meanwhile_and_does_nothing(
    client: FlaskClient, requests_mock: mocking.Mocker, serve: Serve, a_gig: Make
) -> None:
    change = {"by": None, "at": "2026-11-02T10:00:00Z", "accepted_warnings": [], "action": "edited"}
    changes = [{"field": "gig_day", "old": "2027-03-12", "new": "2027-03-13"}]
    older = {**change, "rev": 3, "changes": [{"field": "title", "old": None, "new": "Older"}]}
    url = serve(a_gig(rev=4), [{**change, "rev": 4, "changes": changes}, older])
    requests_mock.patch(url, status_code=412, json={"detail": "Somebody changed this.", "rev": 4})

    answer = client.post(f"{PAGE}/status", data={"rev": "3", "was": "idea", "to": "hold"})

    page = said(answer.text)
    assert answer.status_code == 412
    assert "This gig was changed meanwhile, so “Place hold” was not done." in page
    assert "<li>Somebody: Edited: Date: Fri 12 Mar 2027 → Sat 13 Mar 2027</li></ul>" in page
    assert 'name="rev" value="4"' in page


@pytest.mark.parametrize(
    "done",
    [
        pytest.param(("status", {"status": "hold"}), id="a step"),
        pytest.param(("trash", {"trashed_at": "2026-11-22T12:00:00Z"}), id="to the trash"),
        pytest.param(("restore", {}), id="back from the trash"),
    ],
)
def test_the_second_click_of_a_double_click_finds_it_done(
    client: FlaskClient, requests_mock: mocking.Mocker, serve: Serve, a_gig: Make, done: tuple[str, Json]
) -> None:
    path, now = done
    requests_mock.register_uri(mocking.ANY, mocking.ANY, status_code=412, json={})
    serve(a_gig(rev=4, **now))

    answer = client.post(f"{PAGE}/{path}", data={"rev": "3", "was": "idea", "to": "hold"})

    assert (answer.status_code, answer.location) == (303, PAGE)


def test_a_step_that_is_not_allowed_is_refused_with_the_backends_sentence(
    client: FlaskClient, requests_mock: mocking.Mocker, serve: Serve, a_gig: Make
) -> None:
    errors = [{"pointer": "/venue", "detail": "A hold needs a venue."}]
    requests_mock.patch(serve(a_gig()), status_code=422, json={"detail": "No.", "errors": errors})

    answer = client.post(f"{PAGE}/status", data={"rev": "3", "was": "idea", "to": "hold"})

    assert answer.status_code == 422
    assert "A hold needs a venue." in answer.text


@pytest.mark.parametrize("path", ["status", "trash", "restore"])
@pytest.mark.parametrize(
    ("mocked", "status"),
    [
        pytest.param({"status_code": 404, "json": {}}, 404, id="gone"),
        pytest.param({"exc": requests.ConnectTimeout}, 503, id="down"),
        pytest.param({"status_code": 500}, 503, id="broken"),
    ],
)
def test_a_button_that_cannot_work_answers_with_a_page(
    client: FlaskClient, requests_mock: mocking.Mocker, path: str, mocked: Json, status: int
) -> None:
    requests_mock.register_uri(mocking.ANY, mocking.ANY, **mocked)

    answer = client.post(f"{PAGE}/{path}", data={"rev": "3", "to": "hold"})

    assert answer.status_code == status
    assert "<h1" in answer.text


@pytest.mark.parametrize("path", ["status", "trash", "restore"])
@pytest.mark.parametrize("rev", ["", "x", "-1", "9" * 18, "\u0663"], ids=["none", "word", "negative", "huge", "arabic"])
def test_a_revision_that_is_none_is_refused(client: FlaskClient, path: str, rev: str) -> None:
    assert client.post(f"{PAGE}/{path}", data={"rev": rev, "to": "hold"}).status_code == 400


def test_a_step_of_a_trashed_gig_says_to_restore_it_first(
    client: FlaskClient, requests_mock: mocking.Mocker, serve: Serve, a_gig: Make
) -> None:
    url = serve(a_gig(trashed_at="2026-11-22T12:00:00Z"))
    requests_mock.patch(url, status_code=409, json={"detail": "This gig is in the trash. Restore it first."})

    page = said(client.post(f"{PAGE}/status", data={"rev": "3", "was": "idea", "to": "hold"}).text)

    assert "This gig is in the trash. Restore it first." in page


@pytest.mark.parametrize("path", ["status", "trash", "restore", "edit"])
def test_every_change_needs_the_forms_token(client: FlaskClient, path: str) -> None:
    client.application.config["WTF_CSRF_ENABLED"] = True

    assert client.post(f"{PAGE}/{path}", data={"rev": "3"}).status_code == 400


@pytest.mark.parametrize("path", ["status", "trash", "restore"])
def test_nothing_changes_by_looking(client: FlaskClient, path: str) -> None:
    assert client.get(f"{PAGE}/{path}").status_code == 405
