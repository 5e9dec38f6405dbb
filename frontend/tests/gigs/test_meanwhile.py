"""What others changed meanwhile is kept and told with their names, by the form and by the buttons."""

import html
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
import requests

Json = dict[str, Any]
Make = Callable[..., Json]


def told(desk: SimpleNamespace) -> str:
    """Give the gig's page, as it reads after the change."""
    return " ".join(html.unescape(desk.client.get(desk.edit.removesuffix("/edit")).text).split())


def test_what_the_other_saved_meanwhile_is_kept_and_told_with_their_name(
    desk: SimpleNamespace, a_gig: Make, change_by: Make
) -> None:
    desk.open()
    form = desk.fill(notes="Tea")
    history = [change_by("Kim", 5, doors="19:00"), change_by("Sam", 4, title="Roof")]
    patched = desk.mock.patch(desk.open(history, rev=5, doors="19:00", title="Roof"), json=a_gig(rev=6))

    answer = desk.client.post(desk.edit, data=form)

    assert answer.status_code == 303
    assert patched.last_request.headers["If-Match"] == '"5"'
    assert patched.last_request.json() == {"notes": "Tea", "accept_warnings": []}
    assert "Saved. Sam set title to Roof meanwhile. Kim set doors to 19:00 meanwhile. That is kept too." in told(desk)


def test_the_fee_i_typed_and_the_set_time_they_gave_are_both_kept(
    desk: SimpleNamespace, a_gig: Make, change_by: Make
) -> None:
    desk.open()
    form = desk.fill(**{"act-0-fee": "300"})
    lineup = a_gig()["lineup"]
    later = [lineup[0] | {"set_time": "21:15"}, *lineup[1:]]
    history = [change_by("Sam", 4, lineup=later)]
    patched = desk.mock.patch(desk.open(history, rev=4, lineup=later), json=a_gig(rev=5))

    desk.client.post(desk.edit, data=form)

    [saved, *_] = patched.last_request.json()["lineup"]
    assert (saved["fee"], saved["set_time"]) == ("300.00", "21:15")
    assert f"Sam set the set time of {lineup[0]['name']} to 21:15 meanwhile." in told(desk)


def test_many_changes_of_the_other_are_told_in_short(desk: SimpleNamespace, a_gig: Make, change_by: Make) -> None:
    desk.open()
    form = desk.fill(notes="Tea")
    deal = {"type": "flat", "currency": "GBP", "guarantee": "1.00", "costs": "2.00", "comps": 3}
    given = {"doors": "19:00", "title": "T" * 200, "deal": deal, "start": "20:00"}
    desk.mock.patch(desk.open([change_by("Sam", 4, **given)], rev=4, **given), json=a_gig(rev=5))

    desk.client.post(desk.edit, data=form)

    said = told(desk)
    assert "Sam changed title, set doors to 19:00, set start to 20:00," in said
    assert "meanwhile. 2 more changes were made too. That is kept too." in said


def test_changes_are_kept_and_told_without_a_name_while_history_is_silent(desk: SimpleNamespace, a_gig: Make) -> None:
    desk.open()
    form = desk.fill(notes="Tea")
    url = desk.open(rev=4, doors="19:00")
    desk.mock.patch(url, json=a_gig(rev=5))
    desk.mock.get(f"{url}/history", exc=requests.ConnectTimeout)

    answer = desk.client.post(desk.edit, data=form)

    assert answer.status_code == 303
    assert "Saved. Somebody set doors to 19:00 meanwhile. That is kept too." in told(desk)


@pytest.mark.parametrize(
    ("path", "done"),
    [("status", "The hold is placed."), ("trash", "Moved to the trash, where it stays for 30 days.")],
)
def test_a_step_is_taken_over_what_others_changed_beside_it(
    desk: SimpleNamespace, a_gig: Make, change_by: Make, path: str, done: str
) -> None:
    history = [change_by("Kim", 5, title="Roof", notes=None), change_by("Sam", 4, doors="19:00")]
    url, page = desk.open(history, rev=5), desk.edit.removesuffix("/edit")
    stale = {"status_code": 412, "json": {"detail": "Changed."}}
    desk.mock.patch(url, [stale, {"json": a_gig(rev=6)}])
    desk.mock.delete(url, [stale, {"status_code": 204}])

    answer = desk.client.post(f"{page}/{path}", data={"rev": "3", "was": "idea", "to": "hold"})

    assert answer.status_code == 303
    sent = [request.headers["If-Match"] for request in desk.mock.request_history if request.method != "GET"]
    assert sent == ['"3"', '"5"']
    by_all = "Sam set doors to 19:00 meanwhile. Kim set title to Roof and cleared notes meanwhile."
    assert f"{done} {by_all}" in told(desk)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"gig_day": "2027-03-13"}, id="another date"),
        pytest.param({"doors": "19:00", "lineup": []}, id="another line-up, among others"),
        pytest.param({"action": "moved_up", "hold_level": 1}, id="another place in the queue"),
    ],
)
def test_a_step_waits_when_the_night_itself_was_changed(desk: SimpleNamespace, change_by: Make, change: Json) -> None:
    url, page = desk.open([change_by("Sam", 4, **change)], rev=4), desk.edit.removesuffix("/edit")
    patched = desk.mock.patch(url, status_code=412, json={"detail": "Changed."})

    answer = desk.client.post(f"{page}/status", data={"rev": "3", "was": "idea", "to": "hold"})

    assert (answer.status_code, patched.call_count) == (412, 1)
    assert "This gig was changed meanwhile, so “Place hold” was not done." in html.unescape(answer.text)
    assert "<li>Sam: " in answer.text
