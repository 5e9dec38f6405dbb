"""Two people save one gig: the page merges what it can and asks for the rest. And a new gig is made once."""

import html
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
import requests

Json = dict[str, Any]
Make = Callable[..., Json]


def said(page: str) -> str:
    return " ".join(html.unescape(page).split())


def test_what_both_changed_is_asked_for_with_the_rest_of_the_form_intact(
    desk: SimpleNamespace, a_gig: Make, change_by: Make
) -> None:
    desk.open()
    form = desk.fill(doors="20:00", notes="Tea")
    history = [change_by("Sam", 4, doors="19:00", title="Roof")]
    patched = desk.mock.patch(desk.open(history, rev=4, doors="19:00", title="Roof"), json=a_gig(rev=5))

    answer = desk.client.post(desk.edit, data=form)

    page = said(answer.text)
    assert answer.status_code == 409
    assert patched.call_count == 0
    assert 'name="choice-doors" value="mine" checked' in page
    assert "Not saved yet: Sam changed the same as you." in page
    assert '<strong>Sam\u2019s</strong><span class="note">19:00</span>' in page
    assert "<li>Sam set title to Roof</li>" in page
    assert 'name="doors" type="text" value="20:00"' in page
    assert 'value="Roof"' in page
    assert ">Tea</textarea>" in page.replace("> Tea", ">Tea")


@pytest.mark.parametrize(("choice", "doors"), [("mine", {"doors": "20:00"}), ("theirs", {})])
def test_the_choice_is_what_is_saved(
    desk: SimpleNamespace, a_gig: Make, read_form: Callable[[str], Json], choice: str, doors: Json
) -> None:
    desk.open()
    form = desk.fill(doors="20:00", notes="Tea")
    patched = desk.mock.patch(desk.open(rev=4, doors="19:00"), json=a_gig(rev=5))
    asked = read_form(desk.client.post(desk.edit, data=form).text)

    answer = desk.client.post(desk.edit, data={**asked, "choice-doors": choice})

    assert answer.status_code == 303
    assert patched.last_request.json() == {"notes": "Tea", **doors, "accept_warnings": []}


def test_a_choice_made_outlives_a_button_of_the_line_up(
    desk: SimpleNamespace, a_gig: Make, read_form: Callable[[str], Json]
) -> None:
    desk.open()
    form = desk.fill(doors="20:00", notes="Tea")
    patched = desk.mock.patch(desk.open(rev=4, doors="19:00"), json=a_gig(rev=5))
    asked = read_form(desk.client.post(desk.edit, data=form).text)

    again = read_form(desk.client.post(desk.edit, data={**asked, "choice-doors": "theirs", "work_out": ""}).text)
    desk.client.post(desk.edit, data=again)

    assert again["doors"] == "19:00"
    assert patched.last_request.json() == {"notes": "Tea", "accept_warnings": []}


def test_the_second_click_on_save_finds_it_saved(desk: SimpleNamespace) -> None:
    desk.open()
    form = desk.fill(doors="20:00")
    patched = desk.mock.patch(desk.open(rev=4, doors="20:00"))

    answer = desk.client.post(desk.edit, data=form)

    assert answer.status_code == 303
    assert patched.call_count == 0


def test_a_change_in_the_very_moment_is_merged_at_the_next_try(desk: SimpleNamespace, a_gig: Make) -> None:
    url = desk.open()
    form = desk.fill(notes="Tea")
    desk.mock.get(url, [{"json": a_gig()}, {"json": a_gig(rev=4, doors="19:00")}])
    answers = [{"status_code": 412, "json": {}}, {"json": a_gig(rev=5)}]
    patched = desk.mock.patch(url, answers)

    answer = desk.client.post(desk.edit, data=form)

    assert answer.status_code == 303
    assert [sent.headers["If-Match"] for sent in patched.request_history] == ['"3"', '"4"']


def test_a_gig_that_never_rests_keeps_what_was_typed(desk: SimpleNamespace) -> None:
    desk.mock.patch(desk.open(), status_code=412, json={})

    answer = desk.send(notes="Tea")

    assert answer.status_code == 412
    assert "Others are changing this gig at this moment." in answer.text
    assert "Tea" in answer.text


@pytest.mark.parametrize("method", ["get", "patch"])
def test_a_silent_backend_loses_nothing_that_was_typed(desk: SimpleNamespace, method: str) -> None:
    url = desk.open()
    form = desk.fill(notes="Tea", hold_level="2")
    desk.mock.request(method, url, exc=requests.ConnectTimeout)

    answer = desk.client.post(desk.edit, data=form)

    assert answer.status_code == 503
    assert "your gig list" in answer.text
    assert "Tea" in answer.text
    assert 'name="hold_level"' in answer.text


@pytest.mark.parametrize("damage", [{"base": "{}"}, {"base": ""}, {"rev": "x"}, {"rev": ""}], ids=str)
def test_a_damaged_form_is_refused(desk: SimpleNamespace, damage: Json) -> None:
    desk.open()

    assert desk.send(**damage).status_code == 400


def test_a_trashed_gig_is_restored_before_it_is_edited(desk: SimpleNamespace) -> None:
    desk.open(trashed_at="2026-11-22T08:00:00Z")

    answer = desk.client.get(desk.edit)

    assert (answer.status_code, answer.location) == (303, desk.edit.removesuffix("/edit"))


def test_a_gig_trashed_meanwhile_says_so_and_keeps_the_form(desk: SimpleNamespace) -> None:
    url = desk.open()
    form = desk.fill(notes="Tea")
    desk.mock.patch(url, status_code=409, json={"detail": "This gig is in the trash. Restore it first."})

    answer = desk.client.post(desk.edit, data=form)

    assert answer.status_code == 409
    assert "This gig is in the trash. Restore it first." in answer.text
    assert "Tea" in answer.text


def test_a_gig_that_is_gone_is_not_found(desk: SimpleNamespace) -> None:
    url = desk.open()
    form = desk.fill(notes="Tea")
    desk.mock.patch(url, status_code=404, json={})

    assert desk.client.post(desk.edit, data=form).status_code == 404


@pytest.mark.parametrize(("query", "date"), [("2027-03-13", "2027-03-13"), ("soon", "2027-03-12")])
def test_another_date_may_come_with_the_address(desk: SimpleNamespace, query: str, date: str) -> None:
    desk.open()

    assert desk.fill(f"{desk.edit}?gig_day={query}")["gig_day"] == date


def test_a_new_gig_is_saved_as_an_idea_under_the_forms_own_id(desk: SimpleNamespace, a_gig: Make) -> None:
    form = desk.fill("/gigs/new", title="Roof night", doors="19:30", notes="Tea")
    made = desk.mock.put(f"http://gigs.test/v1/gigs/{form['id']}", json=a_gig(), status_code=201)

    answer = desk.client.post("/gigs/new", data=form)

    assert (answer.status_code, answer.location) == (303, f"/gigs/{form['id']}")
    assert "If-Match" not in made.last_request.headers
    own = {"title": "Roof night", "doors": "19:30", "notes": "Tea"}
    assert made.last_request.json() == {**own, "status": "idea", "slot": "evening"}


def test_a_form_sent_again_with_other_values_offers_a_second_gig(desk: SimpleNamespace, ids: SimpleNamespace) -> None:
    form = desk.fill("/gigs/new", title="Roof night", id=ids.gig)
    desk.mock.put(f"http://gigs.test/v1/gigs/{ids.gig}", status_code=428, json={"detail": "It exists."})

    answer = desk.client.post("/gigs/new", data=form)

    assert answer.status_code == 409
    assert f'<a href="/gigs/{ids.gig}">its gig is saved</a>' in answer.text
    assert f'name="id" value="{ids.gig}"' not in answer.text
    assert 'value="Roof night"' in answer.text


@pytest.mark.parametrize(
    ("mocked", "status", "sentence"),
    [
        pytest.param({"exc": requests.ConnectTimeout}, 503, "your gig list", id="down"),
        pytest.param(
            {"status_code": 422, "json": {"errors": [{"pointer": "/title", "detail": "A gig needs a title."}]}},
            422,
            "A gig needs a title.",
            id="nothing in it",
        ),
    ],
)
def test_a_new_gig_that_cannot_be_saved_keeps_what_was_typed(
    desk: SimpleNamespace, ids: SimpleNamespace, mocked: Json, status: int, sentence: str
) -> None:
    form = desk.fill("/gigs/new", notes="Tea", id=ids.gig)
    desk.mock.put(f"http://gigs.test/v1/gigs/{ids.gig}", **mocked)

    answer = desk.client.post("/gigs/new", data=form)

    assert answer.status_code == status
    assert sentence in answer.text
    assert "Tea" in answer.text
    assert f'name="id" value="{ids.gig}"' in answer.text


def test_a_new_gig_with_a_mistyped_field_is_not_sent(desk: SimpleNamespace) -> None:
    assert desk.client.post("/gigs/new", data=desk.fill("/gigs/new", doors="late")).status_code == 422


def test_rows_can_be_added_to_a_new_gig(desk: SimpleNamespace) -> None:
    answer = desk.client.post("/gigs/new", data={**desk.fill("/gigs/new"), "add_act": "1"})

    assert 'id="act-1-name"' in answer.text


def test_a_new_gig_without_an_id_is_refused(desk: SimpleNamespace) -> None:
    assert desk.client.post("/gigs/new", data=desk.fill("/gigs/new", id="x")).status_code == 400
