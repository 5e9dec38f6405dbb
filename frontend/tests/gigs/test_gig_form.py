"""The form of a gig: only changes are sent, what was typed is kept, every objection stands at its field."""

import html
import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
import requests

Json = dict[str, Any]
Make = Callable[..., Json]
EDIT = "/gigs/01890000-0000-7000-8000-000000000001/edit"


def said(page: str) -> str:
    return " ".join(html.unescape(page).split())


def test_a_form_sent_as_it_came_changes_nothing(desk: SimpleNamespace) -> None:
    patched = desk.mock.patch(desk.open(notes="Two\n\nlines", deal={"type": "flat", "currency": "EUR"}))

    answer = desk.send()

    assert answer.status_code == 303
    assert patched.call_count == 0


def test_only_what_was_changed_is_sent(desk: SimpleNamespace, a_gig: Make) -> None:
    patched = desk.mock.patch(desk.open(status="hold", attendance=None), json=a_gig(rev=4))
    changes = {"doors": "7.45", "title": " Roof ", "gig_day": "", "hold_level": "3", "deal_type": "versus"}
    money = {"deal_guarantee": "1,200", "deal_split_pct": "70.5", "deal_comps": "10"}

    answer = desk.send(**changes, **money)

    assert (answer.status_code, answer.location) == (303, EDIT.removesuffix("/edit"))
    assert patched.last_request.headers["If-Match"] == '"3"'
    deal = {"type": "versus", "currency": "GBP", "guarantee": "1200.00", "split_pct": "70.50", "comps": 10}
    others = dict.fromkeys(("ticket_price", "tax_pct", "gross_pct", "costs"))
    assert patched.last_request.json() == {
        "title": "Roof",
        "doors": "07:45",
        "gig_day": None,
        "hold_level": 3,
        "deal": deal | others,
        "accept_warnings": [],
    }


@pytest.mark.parametrize(
    ("status", "gig_day", "shown"),
    [
        pytest.param("idea", "2027-03-12", set(), id="idea"),
        pytest.param("hold", "2027-03-12", {"hold_level", "hold_expires"}, id="hold"),
        pytest.param("offered", None, {"hold_level", "hold_expires", "offer_expires"}, id="offered"),
        pytest.param("confirmed", "2026-11-22", {"attendance"}, id="tonight"),
    ],
)
def test_some_fields_are_shown_only_where_they_mean_something(
    desk: SimpleNamespace, status: str, gig_day: str | None, shown: set[str]
) -> None:
    desk.open(status=status, gig_day=gig_day)

    assert {"hold_level", "hold_expires", "offer_expires", "attendance"} & set(desk.fill()) == shown


def test_the_level_of_a_hold_at_my_room_is_not_typed(desk: SimpleNamespace, a_gig: Make) -> None:
    desk.open(status="hold", venue={**a_gig()["venue"], "own": True})

    assert "hold_level" not in desk.fill()


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        pytest.param("doors", "half past", "Write the time as 19:30.", id="time"),
        pytest.param("start", "24:00", "Write the time as 19:30.", id="no such time"),
        pytest.param("gig_day", "12.3.2027", "Write the date as year-month-day", id="date"),
        pytest.param("deal_guarantee", "a lot", "Write an amount such as 250 or 250.00.", id="money"),
        pytest.param("deal_comps", "\u0663", "Write a whole number.", id="digits of another script"),
        pytest.param("deal_currency", "pounds", "Write the currency as three letters", id="currency"),
        pytest.param("title", "x" * 201, "Shorten this to 200 characters; it has 201.", id="title"),
        pytest.param("notes", "x" * 10_001, "Shorten this to 10,000 characters; it has 10,001.", id="notes"),
        pytest.param("act-0-fee", "-1", "Write an amount such as 250 or 250.00.", id="fee"),
        pytest.param("act-0-name", "", "Name the band, or remove the row.", id="no name"),
        pytest.param("venue", "v" * 201, "Shorten this to 200 characters; it has 201.", id="venue"),
        pytest.param("deal_costs", "9", "Choose the kind of deal these amounts belong to.", id="deal"),
    ],
)
def test_what_cannot_be_read_is_kept_and_explained_beside_its_field(
    desk: SimpleNamespace, field: str, typed: str, sentence: str
) -> None:
    desk.open()
    form = dict(**{"deal_type": "" if field == "deal_costs" else "flat", field: typed, "description": "Kept"})

    answer = desk.send(**form)

    page = said(answer.text)
    name = "deal_type" if field == "deal_costs" else field
    assert answer.status_code == 422
    assert f'id="{name}-error">{sentence}' in page
    assert f'href="#{name}"' in page
    assert typed in page
    assert "Kept" in page


def test_a_choice_that_was_not_offered_is_refused(desk: SimpleNamespace) -> None:
    desk.open()

    page = said(desk.send(**{"slot": "dawn", "act-0-billing": "opera"}).text)

    assert page.count('error">Choose one of those offered.') == 2


def test_a_deal_needs_its_currency(desk: SimpleNamespace) -> None:
    desk.open()

    page = said(desk.send(deal_type="flat", deal_currency="").text)

    assert 'id="deal_currency-error">Write the currency as three letters, such as GBP.' in page


@pytest.mark.parametrize(
    ("pointer", "name"),
    [
        ("/doors", "doors"),
        ("/lineup/0/fee", "act-0-fee"),
        ("/lineup/0", "act-0-name"),
        ("/lineup/0/band_id", "act-0-name"),
        ("/lineup", "lineup"),
        ("/deal/guarantee", "deal_guarantee"),
        ("/deal", "deal_type"),
        ("/venue/name", "venue"),
        ("/unheard/of", "main"),
    ],
)
def test_the_backends_objection_stands_at_its_field(desk: SimpleNamespace, pointer: str, name: str) -> None:
    problem = {"detail": "No.", "errors": [{"pointer": pointer, "detail": "Not like that."}]}
    desk.mock.patch(desk.open(), status_code=422, json=problem)

    answer = desk.send(title="Kept")

    assert answer.status_code == 422
    assert f'<li><a href="#{name}">' in answer.text
    assert answer.text.count("Not like that.") == (1 if name == "main" else 2)
    assert 'value="Kept"' in answer.text


def test_an_objection_without_a_field_is_said_all_the_same(desk: SimpleNamespace) -> None:
    desk.mock.patch(desk.open(), status_code=422, json={"detail": "Not like that."})

    assert "Not like that." in desk.send(title="Kept").text


def test_conflicts_are_shown_with_the_form_intact_and_a_tick_to_go_on(desk: SimpleNamespace) -> None:
    other = {"id": "01890000-0000-7000-8000-000000000002", "title": None, "gig_day": "2027-03-12", "status": "hold"}
    conflict = {"level": "warn", "rule": "band_busy", "gig": other, "text": "The Howl is on hold elsewhere."}
    problem = {"detail": "Busy.", "conflicts": [conflict], "alternative": {"gig_day": "2027-03-14"}}
    patched = desk.mock.patch(desk.open(status="hold"), status_code=409, json=problem)

    answer = desk.send(gig_day="2027-03-13", notes="Kept")

    page = said(answer.text)
    assert answer.status_code == 409
    assert 'name="accept_warnings" value="band_busy"' in page
    assert "See that gig" in page
    assert "Sun 14 Mar 2027" in page
    assert "Kept" in page

    desk.send(gig_day="2027-03-13", accept_warnings="band_busy")

    assert patched.last_request.json()["accept_warnings"] == ["band_busy"]


@pytest.mark.parametrize(
    ("button", "names"),
    [
        pytest.param("add_act", ["The Howl", "Lankum", "Friends", ""], id="add"),
        pytest.param("up-1", ["Lankum", "The Howl", "Friends"], id="up"),
        pytest.param("up-0", ["The Howl", "Lankum", "Friends"], id="up from the top"),
        pytest.param("down-1", ["The Howl", "Friends", "Lankum"], id="down"),
        pytest.param("down-2", ["The Howl", "Lankum", "Friends"], id="down from the end"),
        pytest.param("remove-0", ["Lankum", "Friends"], id="remove"),
        pytest.param("remove-9", ["The Howl", "Lankum", "Friends"], id="a row that is not there"),
    ],
)
def test_rows_of_the_line_up_are_moved_by_plain_buttons(
    desk: SimpleNamespace, an_act: Make, button: str, names: list[str]
) -> None:
    plain = [an_act(band_id=None, name=name, billing="support") for name in ("Lankum", "Friends")]
    desk.open(lineup=[an_act(), *plain])

    answer = desk.send(title="Kept", **{button: "1"})

    assert answer.status_code == 200
    assert re.findall(r'id="act-\d-name" name="act-\d-name" type="text" value="([^"]*)"', answer.text) == names
    assert 'value="Kept"' in answer.text


def test_whom_gigs_were_held_for_lately_is_offered_again(desk: SimpleNamespace) -> None:
    page = desk.client.get("/gigs/new").text

    assert '<input class="form-control " id="held_for" name="held_for" type="text" value=""' in page
    assert 'list="held-for"' in page
    assert '<datalist id="held-for"><option value="Sam Nights"></option><option value="Two Bees"></option>' in page


def test_a_form_opens_while_nobody_tells_whom_gigs_were_held_for(desk: SimpleNamespace) -> None:
    desk.mock.get("http://gigs.test/v1/gigs/held-for", exc=requests.ConnectTimeout)

    answer = desk.client.get("/gigs/new")

    assert answer.status_code == 200
    assert '<datalist id="held-for"></datalist>' in answer.text


@pytest.mark.parametrize(
    ("was", "ticked", "sent"),
    [(False, "yes", {"published": True}), (True, "", {"published": False}), (True, "yes", None)],
    ids=["ticked", "no longer", "as before"],
)
def test_a_night_is_published_by_its_tick(
    desk: SimpleNamespace, a_gig: Make, ticked: str, sent: Json | None, *, was: bool
) -> None:
    patched = desk.mock.patch(desk.open(published=was), json=a_gig(rev=4))

    desk.send(published=ticked)

    assert patched.called is (sent is not None)
    assert sent is None or patched.last_request.json() == {**sent, "accept_warnings": []}
