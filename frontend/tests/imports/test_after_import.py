"""An import that was taken: what was done, what it offers, how it is taken back."""

import uuid

import pytest
import requests
from flask.testing import FlaskClient
from testkit.mocked_imports import COMMITTED, STAGED, Lists, problem, row

from gig_web.clients.people import Planner
from gig_web.imports import undoing

MADE = [str(uuid.UUID(int=number)) for number in range(1, 6)]
UNDONE = COMMITTED | {"state": "undone", "undoable": False}


def test_it_says_what_was_done_and_leads_to_what_is_there_now(admin: FlaskClient, bands: Lists) -> None:
    bands.has(COMMITTED)
    bands.rows(row(entry_id=MADE[0]), row(3, "skipped", field="draw", reason="Must be a number."))

    page = admin.get(bands.page).text

    assert "<strong>Imported.</strong> 60 rows: 44 new, 3 changed, 10 already there, 3 left out." in page
    assert f'href="/bands/{MADE[0]}">The Howl</a>' in page
    assert "Undo this import" in page
    assert 'href="/bands">See the bands' in page


def test_gigs_are_counted_beside_their_rows(admin: FlaskClient, gigs: Lists) -> None:
    gigs.has(COMMITTED | {"counts": COMMITTED["counts"] | {"gigs": 1}})
    gigs.rows(row(entry_id=MADE[0]))

    page = admin.get(gigs.page).text

    assert "3 left out. They made 1 gig." in page
    assert f'href="/gigs/{MADE[0]}">The Howl</a>' in page


def test_after_the_first_import_the_starter_list_can_be_left_out(admin: FlaskClient, bands: Lists) -> None:
    bands.has(COMMITTED)
    bands.lists(STAGED | {"id": MADE[1]}, COMMITTED)

    assert "Leave the starter list out</button>" in admin.get(bands.page).text


def test_after_a_later_import_it_is_not_offered_again(admin: FlaskClient, bands: Lists) -> None:
    bands.has(COMMITTED)
    bands.lists(COMMITTED, COMMITTED | {"id": MADE[1]})

    assert "Leave the starter list out" not in admin.get(bands.page).text


@pytest.mark.parametrize("planner", [Planner(leave_starter_out=True)], ids=["left out"])
def test_where_it_is_left_out_it_is_not_offered(admin: FlaskClient, bands: Lists) -> None:
    bands.has(COMMITTED)

    assert "Leave the starter list out" not in admin.get(bands.page).text


def test_one_that_another_followed_says_why_it_stays(admin: FlaskClient, bands: Lists) -> None:
    bands.has(COMMITTED | {"undoable": False})

    page = admin.get(bands.page).text

    assert "Undo this import" not in page
    assert "Another list was imported since" in page


@pytest.mark.parametrize(
    ("kept", "said"), [(0, "is gone again."), (1, "1 entry that gigs name"), (1200, "1,200 entries that gigs name")]
)
def test_what_is_undone_says_what_was_kept(admin: FlaskClient, bands: Lists, kept: int, said: str) -> None:
    bands.has(UNDONE | {"counts": UNDONE["counts"] | {"kept": kept}})

    page = admin.get(bands.page).text

    assert said in page
    assert "Undo this import" not in page


def test_an_undo_that_failed_says_so(admin: FlaskClient, bands: Lists) -> None:
    bands.has(COMMITTED | {"problem": {"line": None, "detail": "Something went wrong."}})

    assert "<strong>It was not undone.</strong> Something went wrong." in admin.get(bands.page).text


@pytest.mark.parametrize("plural", ["bands", "venues"])
def test_an_undo_keeps_what_gigs_name(
    admin: FlaskClient, bands: Lists, venues: Lists, monkeypatch: pytest.MonkeyPatch, plural: str
) -> None:
    lists = {"bands": bands, "venues": venues}[plural]
    monkeypatch.setattr(undoing, "AT_ONCE", 2)
    pages = [[row(entry_id=MADE[0]), row(entry_id=MADE[0])], [row(entry_id=MADE[1])], [row(), row(entry_id=MADE[2])]]
    cursors = ["second", "third", None]
    answers = [{"json": {"items": page, "next": cursor}} for page, cursor in zip(pages, cursors, strict=True)]
    lists.mock.get(f"{lists.one}/rows", answers)
    used = lists.mock.post("http://gigs.test/v1/gigs/used", [{"json": {"ids": [MADE[1]]}}, {"json": {"ids": []}}])

    answer = admin.post(f"{lists.page}/undo")

    asked = [each.json() for each in used.request_history]
    assert asked == [{"kind": plural[:-1], "ids": MADE[:2]}, {"kind": plural[:-1], "ids": [MADE[2]]}]
    assert [each.qs.get("cursor") for each in lists.sent("GET", "/rows")] == [None, ["second"], ["third"]]
    assert lists.sent("POST", "/undo")[0].json() == {"keep": [MADE[1]]}
    assert answer.location == lists.page


def test_an_undo_of_gigs_asks_nobody(admin: FlaskClient, gigs: Lists) -> None:
    admin.post(f"{gigs.page}/undo")

    assert gigs.sent("POST", "/undo")[0].json() == {}
    assert gigs.sent("GET") == []


def test_nothing_is_undone_while_nobody_knows_what_gigs_name(admin: FlaskClient, bands: Lists) -> None:
    bands.rows(row(entry_id=MADE[0]))
    bands.mock.post("http://gigs.test/v1/gigs/used", exc=requests.ConnectionError)

    assert admin.post(f"{bands.page}/undo").status_code == 503
    assert bands.sent("POST", "/undo") == []


def test_more_than_can_be_kept_is_not_undone(admin: FlaskClient, bands: Lists, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undoing, "MOST_KEPT", 1)
    bands.has(COMMITTED)
    bands.rows(row(entry_id=MADE[0]), row(entry_id=MADE[1]))
    bands.mock.post("http://gigs.test/v1/gigs/used", json={"ids": MADE[:2]})

    page = admin.post(f"{bands.page}/undo", follow_redirects=True).text

    assert "Gigs name more than 1 of these bands." in page
    assert bands.sent("POST", "/undo") == []


def test_a_second_click_on_undo_is_no_mistake(admin: FlaskClient, gigs: Lists) -> None:
    gigs.mock.post(f"{gigs.one}/undo", **problem(409, "Only the import that was committed last can be undone."))
    gigs.has(UNDONE)

    page = admin.post(f"{gigs.page}/undo", follow_redirects=True).text

    assert "committed last" not in page
